"""A TOML text and its values in, each value by the type it must have out, with its line if it hasn't.

Python's TOML reader tells no lines, so they are looked for: `key =` below `[its.table]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

from clientsmith.problems import Findings, Place, suggestion

Lines: TypeAlias = "dict[tuple[str, ...], int]"
"""The line of each table and each key, by the way to it; members of an array by their number."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w.-]+)\s*=")


def sections(text: str) -> Lines:
    """Where the tables and keys of a TOML text stand."""
    lines: Lines = {}
    counts: dict[tuple[str, ...], int] = {}
    way: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            way = tuple(part.strip(" \"'") for part in header[2].split("."))
            if header[1] == "[[":
                counts[way] = counts.get(way, -1) + 1
                way = (*way, str(counts[way]))
            lines.setdefault(way, number)
        elif key := _KEY.match(line):
            lines.setdefault((*way, *key[1].split(".")), number)
    return lines


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file, the way to it, and where to note what is wrong with it."""

    values: Mapping[str, Any]
    file: Path
    lines: Lines
    findings: Findings
    way: tuple[str, ...] = ()

    def place(self, key: str = "") -> Place:
        """Where a key stands, else the table, else what holds it."""
        way = (*self.way, key) if key else self.way
        while way and way not in self.lines:
            way = way[:-1]
        return Place(str(self.file), self.lines.get(way, 1), 1)

    def complain(self, key: str, message: str, remedy: str = "") -> None:
        """Notes what is wrong with a key."""
        self.findings.add(self.place(key), message, remedy)

    def known(self, *keys: str) -> None:
        """Notes every other key."""
        for key in self.values:
            if key not in keys:
                name = ".".join((*(part for part in self.way if not part.isdigit()), key))
                self.complain(key, f"`{name}` means nothing here", suggestion(key, keys))

    def needed(self, key: str) -> str:
        """A text that must be there."""
        if key not in self.values:
            self.complain("", f"`{key}` is missing")
        return self.text(key)

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        value = self.values.get(key, default)
        return value if isinstance(value, str) else self._wrong(key, "a text", default)

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self.values.get(key, False)
        return value if isinstance(value, bool) else self._wrong(key, "true or false", False)

    def texts(self, key: str) -> list[str]:
        """A list of texts."""
        value = self.values.get(key, [])
        items = cast("list[object]", value) if isinstance(value, list) else [None]
        texts = [item for item in items if isinstance(item, str)]
        return texts if len(texts) == len(items) else self._wrong(key, "a list of texts", texts)

    def table(self, key: str) -> Table:
        """A table inside this one; one that is left out is empty."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            value = self._wrong(key, "a table", {})
        values = cast("dict[str, Any]", value)
        return Table(values, self.file, self.lines, self.findings, (*self.way, key))

    def tables(self, key: str) -> list[Table]:
        """An array of tables."""
        value = self.values.get(key, [])
        items = cast("list[object]", value) if isinstance(value, list) else [None]
        rows = [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]
        if len(rows) != len(items):
            self._wrong(key, "an array of tables", None)
        way = (*self.way, key)
        return [
            Table(row, self.file, self.lines, self.findings, (*way, str(index)))
            for index, row in enumerate(rows)
        ]

    def _wrong(self, key: str, expected: str, instead: Any) -> Any:
        self.complain(key, f"`{key}` must be {expected}, not {type(self.values[key]).__name__}")
        return instead
