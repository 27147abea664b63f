"""Any text of a document and a row of a table in, an identifier of a declared language out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Final

from clientsmith.api.case import shortened, snake
from clientsmith.languages.protocol import Identifier, Scope

_LONGEST = 80
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_FILE = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")

Words = tuple[str, ...]
Upper = Callable[[str], str]


def _pascal(words: Words, upper: Upper) -> str:
    return "".join(map(upper, words))


def _camel(words: Words, upper: Upper) -> str:
    return "".join((words[0], *map(upper, words[1:])))


CASES: Final[Mapping[str, Callable[[Words, Upper], str]]] = {
    "PascalCase": _pascal,
    "camelCase": _camel,
    "snake_case": lambda words, upper: "_".join(words),
    "UPPER_CASE": lambda words, upper: "_".join(words).upper(),
    "kebab-case": lambda words, upper: "-".join(words),
}
KEEP: Final = "keep"
"""The case of members that are called as they are on the wire, quoted where they are no names."""


@dataclass(frozen=True, slots=True)
class NameRow:
    """How names of one kind are made; `owner` in a pattern is what holds the name."""

    case: str
    keep_valid: bool = False
    scope: Scope = "owner"
    caseless: bool = False
    reserved: frozenset[str] = frozenset()
    suffix: str = "{name}_"
    prefix: str = ""
    pattern: str = "{name}"
    number: str = ""


def is_name(text: str) -> bool:
    """Whether a text is an identifier as it stands, in every language there is a table for."""
    return _NAME.match(text) is not None


def make(
    row: NameRow, text: str, owner: str = "", initialisms: Set[str] = frozenset()
) -> Identifier:
    """`pet-owner` -> `PetOwner`, `petOwner`, …: valid, and none of the row's reserved names."""
    valid = _FILE if row.case == "kebab-case" else _NAME
    kept = row.keep_valid and is_name(text) and (text[0].isupper() or row.case != "PascalCase")
    name = row.pattern.format(name=text if kept else _cased(row, text, initialisms), owner=owner)
    name = shortened(name, _LONGEST)
    if not valid.match(name):
        name = f"{row.prefix}{name}"
    while name in row.reserved:
        name = row.suffix.format(name=name)
    if not valid.match(name):
        raise ValueError(f"{name!r} is no identifier")
    return Identifier(name)


def _cased(row: NameRow, text: str, initialisms: Set[str]) -> str:
    """A text in the row's case; one without a letter or digit is called `value`."""
    words = tuple(filter(None, snake(text).split("_"))) or ("value",)

    def upper(word: str) -> str:
        if word in initialisms:
            return word.upper()
        if word[-1] == "s" and word[:-1] in initialisms:  # `URLs`
            return f"{word[:-1].upper()}s"
        return word[0].upper() + word[1:]

    return CASES[row.case](words, upper)
