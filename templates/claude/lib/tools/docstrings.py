"""A docstring in, its description and what it says of each argument out; in any usual notation.

Args:                      Parameters                 :param city: The city.
    city (str): The city.  ----------                 @param city: The city.
                           city : str
                               The city.
"""

from __future__ import annotations

import inspect
import re
from typing import NamedTuple

_ARGUMENTS = ("args", "arguments", "parameters", "params", "keyword args", "keyword arguments")
_OTHERS = (
    *("attributes", "example", "examples", "except", "exceptions", "raises", "returns", "return"),
    *("yields", "yield", "see also", "notes", "references", "warns", "other parameters"),
)
_TITLE = re.compile(rf"({'|'.join((*_ARGUMENTS, *_OTHERS))}):\s*$", re.IGNORECASE)
_UNDERLINED = re.compile(rf"({'|'.join((*_ARGUMENTS, *_OTHERS))})\s*$", re.IGNORECASE)
_RULE = re.compile(r"[-=]{3,}\s*$")
_FIELD = re.compile(
    r"[:@](param|parameter|arg|argument|key|keyword)\s+([^:]*?)\*{0,2}(\w+):\s*(.*)"
)
_OTHER_FIELD = re.compile(r"[:@]\w+[^:]*:")
_ENTRY = re.compile(r"\*{0,2}(\w+)\s*(\([^)]*\))?\s*:\s*(.*)")
_NUMPY_ENTRY = re.compile(r"\*{0,2}(\w+)\s*(:.*)?$")


class Docstring(NamedTuple):
    """What a docstring says."""

    description: str
    arguments: dict[str, str]


def read_docstring(text: str | None) -> Docstring:
    """The description is everything before the first section or field."""
    lines = inspect.cleandoc(text or "").splitlines()
    description: list[str] = []
    arguments: dict[str, str] = {}
    at = 0
    while at < len(lines):
        title, body = _section(lines, at)
        if title is not None:
            end = _end_of(lines, body)
            if title in _ARGUMENTS:
                arguments.update(_entries(lines[body:end], underlined=body - at == 2))
            at = end
        elif (field := _FIELD.match(lines[at])) is not None:
            end = _end_of_field(lines, at + 1)
            arguments[field[3]] = _joined(field[4], lines[at + 1 : end])
            at = end
        elif arguments or _OTHER_FIELD.match(lines[at]):
            at += 1
        else:
            description.append(lines[at])
            at += 1
    return Docstring("\n".join(description).strip(), arguments)


def _section(lines: list[str], at: int) -> tuple[str | None, int]:
    """The title that stands on a line, and the line that its section begins on."""
    titled = _TITLE.match(lines[at])
    if titled is not None:
        return titled[1].lower(), at + 1
    underlined = _UNDERLINED.match(lines[at])
    if underlined is not None and at + 1 < len(lines) and _RULE.match(lines[at + 1]):
        return underlined[1].lower(), at + 2
    return None, at


def _end_of(lines: list[str], at: int) -> int:
    """Where a section ends: at the next one, or at text that isn't indented below a title."""
    numpy = at >= 2 and bool(_RULE.match(lines[at - 1]))
    for end in range(at, len(lines)):
        if _section(lines, end)[0] is not None or _FIELD.match(lines[end]):
            return end
        if not numpy and lines[end].strip() and not lines[end][0].isspace():
            return end
    return len(lines)


def _end_of_field(lines: list[str], at: int) -> int:
    for end in range(at, len(lines)):
        if not lines[end][:1].isspace():
            return end
    return len(lines)


def _entries(lines: list[str], *, underlined: bool) -> dict[str, str]:
    """The arguments of a section, each with the lines that are indented below it."""
    body = inspect.cleandoc("\n".join(["", *lines])).splitlines()
    pattern = _NUMPY_ENTRY if underlined else _ENTRY
    found: dict[str, str] = {}
    at = 0
    while at < len(body):
        entry = pattern.match(body[at])
        end = at + 1
        while end < len(body) and (not body[end] or body[end][0].isspace()):
            end += 1
        if entry is not None:
            first = "" if underlined else entry[3]
            found[entry[1]] = _joined(first, body[at + 1 : end])
        at = end
    return {name: text for name, text in found.items() if text}


def _joined(first: str, rest: list[str]) -> str:
    more = inspect.cleandoc("\n".join(["", *rest])).strip()
    return "\n".join(part for part in (first.strip(), more) if part)
