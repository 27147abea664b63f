"""A pattern of a table in (`Array<{inner}>`), its parts out; placeholders that mean nothing are told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from string import Formatter
from typing import TypeAlias

from clientsmith.document.yaml_reader import Entry
from clientsmith.problems import suggestion


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder; `column` chooses among the spellings of what is put there."""

    name: str
    column: str


Pattern: TypeAlias = "tuple[str | Slot, ...]"


def read_pattern(entry: Entry, known: Collection[str]) -> Pattern:
    """The parts of a pattern; a brace that is meant is written twice."""
    text = entry.text()
    parts: list[str | Slot] = []
    try:
        for literal, name, column, conversion in Formatter().parse(text):
            parts += [literal] if literal else []
            if name is None:
                continue
            if name not in known or conversion:
                remedy = suggestion(name, tuple(known)) if known else "braces are written twice"
                entry.complain(f"`{{{name}}}` means nothing here", remedy)
            parts.append(Slot(name, column or ""))
    except ValueError as error:
        entry.complain(
            f"`{text}` is no pattern: {error}", "braces that are meant are written twice"
        )
    return tuple(parts)


def read_format(entry: Entry, *known: str) -> str:
    """The text of a pattern that is filled in as a whole; its placeholders have no columns."""
    for slot in read_pattern(entry, known):
        if isinstance(slot, Slot) and slot.column:
            entry.complain(f"`{{{slot.name}}}` has no columns here", f"write {{{slot.name}}}")
    return entry.text()
