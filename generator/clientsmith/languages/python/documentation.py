"""A method in, the text of its docstring out: plain text, not yet escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientsmith.languages.limits import with_deprecation
from clientsmith.languages.views import ArgumentView, MethodView


def documentation(method: MethodView) -> str:
    """Summary, description, deprecation, arguments: paragraphs with a blank line between."""
    arguments = (*method.positional, *method.keywords)
    described = [each for each in arguments if each.description or each.deprecated]
    parts = [_summary(method)]
    if method.description and method.description.rstrip(".") != method.summary.rstrip("."):
        parts.append(method.description)
    if method.may_be_empty:
        parts.append("Gives None where the answer is empty.")
    if method.deprecated:
        parts.append(f"Deprecated: {method.deprecation or 'it may be removed.'}")
    if method.document_id:
        parts.append(f"In the document: {method.document_id}, {method.http_method} {method.path}.")
    if described:
        parts.append("\n".join(["Args:", *_rows(described)]))
    return "\n\n".join(parts)


def _summary(method: MethodView) -> str:
    text = method.summary or f"{method.http_method} {method.path}"
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _rows(arguments: Iterable[ArgumentView]) -> Iterator[str]:
    for argument in arguments:
        text = with_deprecation(argument.description, argument.deprecated)
        yield f"    {argument.name}: {' '.join(text.split())}"
