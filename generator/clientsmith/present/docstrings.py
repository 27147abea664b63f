"""An operation and its arguments in, the text of its docstring out: plain text, not yet escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientsmith.api.ir import Operation
from clientsmith.views import ArgumentView


def docstring(operation: Operation, arguments: Iterable[ArgumentView]) -> str:
    """Summary, description, deprecation, arguments: paragraphs with a blank line between."""
    described = [argument for argument in arguments if argument.description]
    parts = [_summary(operation)]
    if operation.description and operation.description.rstrip(".") != operation.summary.rstrip("."):
        parts.append(operation.description)
    if operation.deprecated:
        parts.append(f"Deprecated: {operation.deprecation or 'it may be removed.'}")
    if described:
        parts.append("\n".join(["Args:", *_rows(described)]))
    return "\n\n".join(parts)


def _summary(operation: Operation) -> str:
    text = operation.summary or f"{operation.method} {operation.path}"
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _rows(arguments: Iterable[ArgumentView]) -> Iterator[str]:
    for argument in arguments:
        yield f"    {argument.name}: {' '.join(argument.description.split())}"
