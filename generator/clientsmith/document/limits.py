"""Plain data in, what kind it is out; and the bounds that no file may break, in whatever notation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NoReturn, Protocol, TypeGuard

from clientsmith.problems import Place, Problem, ProblemsFound

MAX_DEPTH = 200
MAX_COPIES = 500_000
"""How many nodes aliases, and other shorthands, may add to those that are written down."""
LONGEST_INTEGER = 1000
"""How many digits a number may have; a longer one is read as a text."""
MAX_MEMBERS = 1_000_000
"""How many members of objects and variants of unions may come together in all."""
MAX_CONSTANTS = 10_000
"""How many values an enumeration may have; a longer one is read as all values of its type."""
MAX_ALL_CONSTANTS = 100_000
"""How many values the others may have in all."""

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class _Absent:
    """The kind of `ABSENT`."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
"""Stands in a list where an element was left out, so that those behind it keep their numbers."""


class Reading(Protocol):
    """A text that has been read: its data, what is odd in it, and where everything stands."""

    data: Any
    notes: list[Problem]

    def place(self, tokens: Sequence[str], *, key: bool) -> Place:
        """Where the node at a pointer stands, or as much of the way as there is."""
        ...


def is_mapping(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether data is an object, whose keys are texts in all that is read here."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether data is an array."""
    return isinstance(value, list)


def is_index(token: str, length: int) -> bool:
    """Whether a token of a pointer names an element of a list (RFC 6901: `0` or no zero in front)."""
    return _INDEX.fullmatch(token) is not None and int(token) < length


def refuse(place: Place, message: str, remedy: str) -> NoReturn:
    """The end of a file's reading."""
    raise ProblemsFound([Problem(place, message, remedy, "syntax")])


def refuse_depth(place: Place) -> NoReturn:
    """The end of the reading of a file that nests too deep."""
    refuse(place, f"nested deeper than {MAX_DEPTH}", "name inner schemas, refer to them")


def double_key(place: Place, key: str) -> Problem:
    """What is said of a name that an object has twice; all readers of YAML and JSON do the same."""
    message, reading = f"the key {key!r} stands twice", "the last one counts"
    return Problem(place, message, "remove one of them", "key", reading=reading)


def refuse_excess(place: Place, message: str) -> NoReturn:
    """The end of the reading of a document that would take more than the bounds allow."""
    raise ProblemsFound([Problem(place, message, "say it with fewer of them", "budget")])
