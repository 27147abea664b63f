"""A pattern and a text in, whether it fits out: in a time that neither of them can stretch.

The patterns are those of ECMA 262, as JSON Schema has them. All states that a pattern can be in
are followed at once (Thompson's construction), so that `^(a+)+$` takes no longer than `^a+$`. What
can't be matched so, references back and looking around, is not matched at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

_MOST_STEPS = 2_000
_MOST_WORK = 1_000_000
_DEEPEST = 40

Test: TypeAlias = Callable[[str], bool]
Place: TypeAlias = Literal["start", "end", "word", "no word"]


@dataclass(frozen=True, slots=True)
class _Step:
    """One character that passes a test, a place between characters, or ways to go on (relative)."""

    test: Test | None = None
    place: Place | None = None
    ways: tuple[int, ...] = (1,)


_Program: TypeAlias = "tuple[_Step, ...]"


class _Unmatched(Exception):
    """The pattern is none, or too much, or has what isn't matched here."""


def matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern fits somewhere in a text; None if that isn't looked at."""
    program = _program(pattern)
    if program is None or work(pattern, text) > _MOST_WORK:
        return None
    active: set[int] = set()
    for index in range(len(text) + 1):
        active = _reached(program, active | {0}, text, index)
        if len(program) in active:
            return True
        char = text[index : index + 1]
        active = {at + 1 for at in active if char and (test := program[at].test) and test(char)}
    return False


def work(pattern: str, text: str) -> int:
    """How many steps it may take to match a pattern and a text."""
    return len(_program(pattern) or ()) * (len(text) + 1)


def _reached(program: _Program, starts: set[int], text: str, index: int) -> set[int]:
    """The steps to be at, without a further character, from some others."""
    found: set[int] = set()
    pending = list(starts)
    while pending:
        at = pending.pop()
        if at in found:
            continue
        found.add(at)
        step = program[at] if at < len(program) else None
        if step is None or step.test is not None:
            continue
        if step.place is None or _is_at(step.place, text, index):
            pending.extend(at + way for way in step.ways)
    return found


def _is_at(place: Place, text: str, index: int) -> bool:
    if place == "start":
        return index == 0
    if place == "end":
        return index == len(text)
    before, after = text[index - 1 : index] if index else "", text[index : index + 1]
    return (_is_word(before) != _is_word(after)) == (place == "word")


def _is_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")


@lru_cache(maxsize=1000)
def _program(pattern: str) -> _Program | None:
    try:
        return _Reader(pattern).read() if len(pattern) <= _MOST_STEPS else None
    except _Unmatched:
        return None


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._rest = pattern
        self._depth = 0

    def read(self) -> _Program:
        """The whole pattern."""
        found = self._alternatives()
        if self._rest:
            raise _Unmatched
        return found

    def _alternatives(self) -> _Program:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unmatched
        found = self._sequence()
        while self._take("|"):
            other = self._sequence()
            first, behind = len(found) + 2, len(other) + 1
            found = (_Step(ways=(1, first)), *found, _Step(ways=(behind,)), *other)
        self._depth -= 1
        return found

    def _sequence(self) -> _Program:
        found: _Program = ()
        while self._rest and self._rest[0] not in "|)":
            found += self._repeated(self._atom())
            if len(found) > _MOST_STEPS:
                raise _Unmatched
        return found

    def _repeated(self, atom: _Program) -> _Program:
        low, high = self._count()
        self._take("?")  # lazy or not, it fits the same texts
        if max(low, high or 0) * (len(atom) + 1) > _MOST_STEPS:
            raise _Unmatched
        found = atom * low
        if high is None:
            return (*found, _Step(ways=(1, len(atom) + 2)), *atom, _Step(ways=(-len(atom) - 1,)))
        optional = (_Step(ways=(1, len(atom) + 1)), *atom)
        return found + optional * (high - low)

    def _count(self) -> tuple[int, int | None]:
        for sign, counts in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return counts
        inner, closed, _ = self._rest[1:].partition("}")
        low, comma, high = inner.partition(",")
        if not (self._rest.startswith("{") and closed and low.isdigit()):
            return 1, 1
        if len(inner) > 9 or (high and not high.isdigit()):
            raise _Unmatched
        self._rest = self._rest[len(inner) + 2 :]
        return int(low), int(high) if high else None if comma else int(low)

    def _atom(self) -> _Program:
        if self._take("("):
            return self._group()
        if self._take("["):
            return (_Step(self._class()),)
        for sign, place in _PLACES.items():
            if self._take(sign):
                return (_Step(place=place),)
        if self._take("."):
            return (_Step(lambda char: char not in "\n\r\u2028\u2029"),)
        return (_Step(self._character()),)

    def _group(self) -> _Program:
        if self._take("?"):
            if self._rest.startswith("<") and self._rest[1:2] not in ("=", "!"):
                self._rest = self._rest.partition(">")[2]
            elif not self._take(":"):
                raise _Unmatched
        found = self._alternatives()
        if not self._take(")"):
            raise _Unmatched
        return found

    def _class(self) -> Test:
        negated = self._take("^")
        tests: list[Test] = []
        while not self._take("]"):
            low = self._one()
            if isinstance(low, str) and self._rest[:1] == "-" and self._rest[1:2] not in ("]", ""):
                self._take("-")
                high = self._one()
                if not isinstance(high, str):
                    raise _Unmatched
                tests.append(_between(low, high))
            else:
                tests.append(_between(low, low) if isinstance(low, str) else low)
        return lambda char: any(test(char) for test in tests) != negated

    def _character(self) -> Test:
        found = self._one()
        return _between(found, found) if isinstance(found, str) else found

    def _one(self) -> str | Test:
        """A character as it stands or is escaped, or the test of a kind of them."""
        if not self._rest:
            raise _Unmatched
        char, self._rest = self._rest[0], self._rest[1:]
        return self._escaped() if char == "\\" else char

    def _escaped(self) -> str | Test:
        sign, self._rest = self._rest[:1], self._rest[1:]
        if sign in _KINDS:
            return _KINDS[sign]
        if sign in _CONTROLS:
            return _CONTROLS[sign]
        if sign in ("p", "P"):
            return self._category(sign == "P")
        if sign in ("x", "u"):
            return self._code(2 if sign == "x" else 4)
        if not sign or sign.isalnum():
            raise _Unmatched  # `\1` and `\k` refer back
        return sign

    def _category(self, negated: bool) -> Test:
        name = self._braced()
        short = _CATEGORIES.get(name, name)
        if not 1 <= len(short) <= 2:
            raise _Unmatched
        return lambda char: unicodedata.category(char).startswith(short) != negated

    def _code(self, digits: int) -> str:
        text = self._braced() if self._rest[:1] == "{" else self._rest[:digits]
        self._rest = self._rest[digits:] if self._rest[:digits] == text else self._rest
        try:
            return chr(int(text, 16))
        except (ValueError, OverflowError):
            raise _Unmatched from None

    def _braced(self) -> str:
        inner, closed, rest = self._rest[1:].partition("}")
        if not (self._rest.startswith("{") and closed):
            raise _Unmatched
        self._rest = rest
        return inner

    def _take(self, sign: str) -> bool:
        if not self._rest.startswith(sign):
            return False
        self._rest = self._rest[len(sign) :]
        return True


def _between(low: str, high: str) -> Test:
    return lambda char: low <= char <= high


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()


_PLACES: dict[str, Place] = {"^": "start", "$": "end", "\\b": "word", "\\B": "no word"}
_KINDS: dict[str, Test] = {
    "d": _is_digit,
    "D": lambda char: not _is_digit(char),
    "w": _is_word,
    "W": lambda char: not _is_word(char),
    "s": str.isspace,
    "S": lambda char: not char.isspace(),
}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "f": "\f", "0": "\0"}
_CATEGORIES = {"Letter": "L", "Number": "N", "Punctuation": "P", "Symbol": "S", "Separator": "Z"}
