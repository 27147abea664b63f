"""What is wrong with a user's input, and where: made by every stage, collected, reported together."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from clientsmith.files import read_bytes

Severity: TypeAlias = Literal["error", "warning", "note"]
"""A note tells how something was read that is not wrong."""

_WIDEST = 160
_BREAKS = re.compile(r"\r\n|\n|\r")
# Control characters (of terminals as well), directions of writing, surrogates, separators of lines.
_SHOWN = {
    "Cc": " ",
    "Cf": "\N{REPLACEMENT CHARACTER}",
    "Cs": "\N{REPLACEMENT CHARACTER}",
    "Zl": " ",
    "Zp": " ",
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file; line and column count from 1, and 0 says the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where, what, how to mend it, the rule that found it, and what is made of it."""

    place: Place
    message: str
    remedy: str
    rule: str
    severity: Severity = "error"
    reading: str = ""

    @property
    def said(self) -> str:
        """What is wrong, and how it is read all the same."""
        return f"{self.message}; {self.reading}" if self.reading else self.message

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.said} [{self.rule}]"


class ProblemsFound(Exception):
    """A stage could not go on: all that it found, in the order of their places."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems), key=lambda each: each.place))
        super().__init__("\n".join(str(each) for each in self.problems))


class Findings:
    """Problems of one stage, collected to be reported together."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.found: list[Problem] = []

    def add(self, place: Place, message: str, remedy: str = "") -> None:
        """Notes an error."""
        self.found.append(Problem(place, message, remedy, self.rule))

    def stop(self) -> None:
        """Ends the run if anything was noted."""
        if self.found:
            raise ProblemsFound(self.found)


def suggestion(name: str, known: tuple[str, ...]) -> str:
    """The known name that was probably meant, or all of them."""
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean `{near[0]}`?" if near else "known are " + ", ".join(sorted(known))


def excerpt(place: Place, context: int = 0) -> list[str]:
    """The lines around a place and a caret under its column; nothing if the file can't be read."""
    if not place.line:
        return []
    try:
        lines = _lines(place.file, Path(place.file).stat().st_mtime_ns)
    except OSError:
        return []
    if place.line > len(lines):
        return []
    first, column = max(place.line - context, 1), max(place.column, 1)
    # Of a file in one line, what is around the place: `…"type": "strng"…`.
    start = 0 if column < _WIDEST else column - _WIDEST // 2
    gutter = len(str(place.line))
    shown = [
        f" {number:>{gutter}} | {printable(lines[number - 1][start : start + _WIDEST])}"
        for number in range(first, place.line + 1)
    ]
    return [*shown, f" {' ' * gutter} | {' ' * (column - 1 - start)}^"]


@lru_cache(maxsize=4)
def _lines(file: str, _changed: int) -> list[str]:
    """A file's lines, read once for all that is said of them."""
    return _BREAKS.split(read_bytes(Path(file)).decode("utf-8-sig", errors="replace"))


def printable(text: str) -> str:
    """A text that moves no cursor, hides nothing and turns nothing round; tabs are one blank wide."""
    return "".join(_SHOWN.get(unicodedata.category(each), each) for each in text)


def describe(problem: Problem) -> str:
    """A problem as a user reads it: place, message, excerpt, help."""
    lines = [printable(str(problem)), *excerpt(problem.place)]
    if problem.remedy:
        lines.append(f"   help: {printable(problem.remedy)}")
    return "\n".join(lines)
