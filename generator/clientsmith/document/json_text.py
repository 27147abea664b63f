"""A JSON text in, plain data out; where a node stands is only looked for when it is asked."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from clientsmith.document.limits import LONGEST_INTEGER, MAX_DEPTH, double_key, refuse, refuse_depth
from clientsmith.document.syntax import json_slip
from clientsmith.problems import Place, Problem, ProblemsFound

_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{]|[\]}]', re.DOTALL)
_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)
_BREAKS = re.compile(r"\r\n|\n|\r")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")

Spot: TypeAlias = "tuple[int, int, dict[str, Any] | None]"
"""Where a node's name and where its value begin, and the spots inside it by name or index."""


class JsonText:
    """The data of a JSON text, and where everything in it stands."""

    def __init__(self, text: str, name: str) -> None:
        """Raises ProblemsFound when it is no JSON, says things twice, or nests too deep."""
        self._text = text
        self._name = name
        self._lines = [0, *(found.end() for found in _BREAKS.finditer(text))]
        self._root: Spot | None = None
        self._problems: list[Problem] = []
        self.notes: list[Problem] = []
        self._check_depth()
        self.data = self._parsed()
        if _HALF.search(text):
            self._check_halves()
        if self._problems:
            raise ProblemsFound(self._problems)

    def place(self, tokens: Sequence[str], *, key: bool = False) -> Place:
        """Where the node at a pointer stands, or as much of the way as there is."""
        if self._root is None:
            self._root = self._spots()
        spot = self._root
        for token in tokens:
            inside = spot[2]
            if inside is None or token not in inside:
                break
            spot = inside[token]
        return self._at(spot[0] if key else spot[1])

    def _at(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        return Place(self._name, line, offset - self._lines[line - 1] + 1)

    def _check_depth(self) -> None:
        depth = 0
        for found in _BRACKETS.finditer(self._text):
            if found[0] in "[{":
                depth += 1
            elif found[0] in "]}":
                depth -= 1
            if depth > MAX_DEPTH:
                refuse_depth(self._at(found.start()))

    def _parsed(self) -> Any:
        doubled = False

        def pairs(rows: list[tuple[str, Any]]) -> dict[str, Any]:
            nonlocal doubled
            found = dict(rows)
            doubled = doubled or len(found) < len(rows)
            return found

        try:
            data = json.loads(
                self._text,
                object_pairs_hook=pairs,
                parse_float=_float,
                parse_int=_integer,
                parse_constant=str,
            )
        except json.JSONDecodeError as error:
            slip = json_slip(self._text, error.pos)
            refuse(self._at(slip.offset), f"not JSON: {slip.message}", slip.remedy)
        except RecursionError:
            refuse_depth(Place(self._name))
        if doubled:
            self._root = self._spots()
        return data

    def _check_halves(self) -> None:
        """Half of a surrogate pair is no character, and no file can be written with it."""
        for found in _TOKENS.finditer(self._text):
            if _HALF.search(found[0]) and re.search("[\ud800-\udfff]", _unquoted(found[0])):
                self._note(found.start(), "half of a surrogate pair", "write the whole character")

    def _note(self, offset: int, message: str, remedy: str) -> None:
        self._problems.append(Problem(self._at(offset), message, remedy, "syntax"))

    # --- positions ---

    def _spots(self) -> Spot:
        """The spots of a text that is known to be JSON; names that stand twice are noted."""
        root: dict[str, Any] = {}
        opened: list[tuple[dict[str, Any], bool]] = [(root, False)]
        for start, token, name in self._values():
            inside, names = opened[-1]
            if token in "]}":
                opened.pop()
                continue
            label = _unquoted(name[1]) if names and name is not None else str(len(inside))
            inner: dict[str, Any] | None = {} if token in "[{" else None
            at = name[0] if name is not None else start
            if label in inside and names:
                self.notes.append(double_key(self._at(at), label))
            inside[label] = (at, start, inner)
            if inner is not None:
                opened.append((inner, token == "{"))
        found: Spot = root["0"]
        return found

    def _values(self) -> Iterator[tuple[int, str, tuple[int, str] | None]]:
        """Each value's beginning, and each container's end, with the name in front of a value."""
        held: tuple[int, str] | None = None
        name: tuple[int, str] | None = None
        for found in _TOKENS.finditer(self._text):
            token = found[0]
            if token == ":":
                name, held = held, None
                continue
            if held is not None:
                yield *held, name
                held = name = None
            if token[0] == '"':
                held = found.start(), token
            elif token != ",":
                yield found.start(), token, name
                name = None
        if held is not None:
            yield *held, name


def _unquoted(text: str) -> str:
    return str(json.loads(text, strict=False)) if "\\" in text else text[1:-1]


def _integer(text: str) -> int | str:
    """A whole number; one of thousands of digits, which Python doesn't read, stays text."""
    return int(text) if len(text) <= LONGEST_INTEGER else text


def _float(text: str) -> float | str:
    """A number; one that no double holds stays text."""
    number = float(text)
    return number if math.isfinite(number) else text
