"""A language that is a table: everything that the generator asks of a language, answered from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import Literal

from clientsmith.languages.declared import escapers, identifiers
from clientsmith.languages.declared.imports import import_lines, relative
from clientsmith.languages.declared.speller import Speller
from clientsmith.languages.declared.table import Table
from clientsmith.languages.escapers import given, join, markdown
from clientsmith.languages.forms import Form, Side
from clientsmith.languages.protocol import (
    Command,
    Identifier,
    Import,
    Kind,
    Scope,
    Spelling,
    StyleSettings,
    TypeView,
)


@dataclass(frozen=True)
class DeclaredLanguage:
    """A language by its table, for one style."""

    table: Table
    style: StyleSettings

    @property
    def name(self) -> str:
        """What the table calls itself."""
        return self.table.name

    @property
    def sides(self) -> Literal["one", "two"]:
        """What the table says."""
        return self.table.sides

    @property
    def format(self) -> Command | None:
        """The table's command that formats."""
        return self.table.format

    @property
    def check(self) -> Command | None:
        """The table's command that checks."""
        return self.table.check

    @property
    def listings(self) -> bool:
        """Whether the table has a row for such a page."""
        return "container.listing" in self.table.types

    def identifier(self, kind: Kind, text: str, owner: str = "") -> Identifier:
        """A name by the row of its kind; of members that keep theirs, quoted where need be."""
        row = self.table.names["type" if kind == "member_type" else kind]
        if row.case == identifiers.KEEP:
            return Identifier(escapers.key(self.table.literals, text))
        return identifiers.make(row, text, owner, self.table.initialisms)

    def numbered(self, kind: Kind, name: Identifier, count: int) -> Identifier:
        """`Pet2`, or whatever the row puts before the number."""
        return Identifier(f"{name}{self.table.names[kind].number}{count}")

    def scope(self, kind: Kind) -> Scope:
        """What the row says."""
        return self.table.names[kind].scope

    def caseless(self, kind: Kind) -> bool:
        """What the row says."""
        return self.table.names[kind].caseless

    def named(self, form: Form) -> bool:
        """Whether the form's row says so."""
        return self._speller.row(form).named

    def file(self, module: Sequence[str], side: Side) -> str:
        """Types of both sides stand in one file."""
        return "/".join(("types", *module))

    def resource_file(self, module: Sequence[str], *, nested: bool) -> str:
        """A resource's file stands beside the folder of those inside it."""
        return "/".join(self.identifier("module", part) for part in module)

    def index_file(self, path: Sequence[str]) -> str:
        """What the table calls the file that exports a folder's."""
        return "/".join((*path, self.table.index))

    def spell(self, type_: TypeView, column: str = "plain") -> Spelling:
        """A type by its row."""
        return self._speller.spell(type_.form, column)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self.table.types, self.style.names, self._literal)

    def _literal(self, value: object) -> str:
        return escapers.literal(self.table.literals, given(value))

    def import_lines(self, imports: Iterable[Import], seen_from: PurePosixPath) -> list[str]:
        """The statements by the table's patterns."""
        return import_lines(self.table.imports, imports, seen_from)

    def import_path(self, module: str, seen_from: PurePosixPath) -> str:
        """The way to a file from the folder of another."""
        return relative(module, seen_from)

    def defines(self, source: str, name: str) -> bool:
        """Whether the word stands in it: more than that no table says."""
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source) is not None

    @property
    def filters(self) -> Mapping[str, Callable[..., str]]:
        """Literals, keys and names as the table has them, and one for each kind of its comments."""
        comments = {
            name: partial(escapers.comment, row) for name, row in self.table.comments.items()
        }
        return {
            **comments,
            "join": join,
            "key": partial(escapers.key, self.table.literals),
            "literal": self._literal,
            "markdown": markdown,
            "name": self._own_name,
        }

    def _own_name(self, name: Identifier, kind: Kind = "accessor") -> Identifier:
        """The filter `name`: one of our names, as the language has names of a kind."""
        return self.identifier(kind, name)

    @property
    def tests(self) -> Mapping[str, Callable[..., bool]]:
        """None: what a template may ask stands in the views."""
        return {}

    def finish(
        self, texts: Iterable[tuple[PurePosixPath, str]], templates: Mapping[PurePosixPath, str]
    ) -> dict[PurePosixPath, bytes]:
        """The texts as they are; the commands of a table run only when they are asked for."""
        return {path: text.encode() for path, text in texts}
