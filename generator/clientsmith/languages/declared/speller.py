"""Forms of types in, their spelling by the rows of a table out, with the names that need importing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from clientsmith.languages.declared.patterns import Slot
from clientsmith.languages.declared.type_rows import PLAIN, TypeRow
from clientsmith.languages.forms import (
    Any,
    Choice,
    Container,
    Form,
    ListOf,
    MapOf,
    Named,
    OneOf,
    Optional,
    OrNull,
    Recursive,
    TupleOf,
    heads_of,
    open_choice,
    scalar_of,
)
from clientsmith.languages.protocol import Import, Spelling


@dataclass(frozen=True)
class Speller:
    """Spells by a table; `names` tells where the names come from that its rows import."""

    rows: Mapping[str, TypeRow]
    names: Mapping[str, Import]
    literal: Callable[[object], str]
    _kept: dict[tuple[Form, str], Spelling] = field(
        default_factory=dict[tuple[Form, str], Spelling]
    )

    def spell(self, form: Form, column: str = PLAIN) -> Spelling:
        """A form in a column; a row that lacks it is written plainly, its parts in that column."""
        key = (form, column)
        if key not in self._kept:
            self._kept[key] = self._spelled(form, column)
        return self._kept[key]

    def row(self, form: Form) -> TypeRow:
        """The most specific row that fits a form."""
        inner = inner_of(form)
        inside = heads_of(inner) if inner is not None else ()
        for head in heads_of(form):
            for each in (*(f"{head} of {within}" for within in inside), head):
                if each in self.rows:
                    return self.rows[each]
        raise AssertionError(f"no row for {heads_of(form)[-1]}: the table was checked for it")

    def _spelled(self, form: Form, column: str) -> Spelling:
        row = self.row(form)
        if column not in row.columns and not any(
            column in each.columns for each in self.rows.values()
        ):
            raise LookupError(f"no row of the language has the column `{column}`")
        pattern = row.columns.get(column) or row.columns.get(PLAIN)
        if pattern is None:
            raise LookupError(f"a {heads_of(form)[0]} can't be written in place: it needs a name")
        parts = [
            Spelling(part) if isinstance(part, str) else self._filled(part, form, row, column)
            for part in pattern
        ]
        own = [replace(self.names[name], value=False) for name in row.imports]
        return Spelling("".join(part.text for part in parts), (*own, *_needed(parts)))

    def _filled(self, slot: Slot, form: Form, row: TypeRow, column: str) -> Spelling:
        spell = partial(self.spell, column=slot.column or column)
        match slot.name, form:
            case "name", Named(name, home):
                return Spelling(name, (Import(home, name, own=True, value=False),))
            case "name", Container(name=name):
                return Spelling(name)
            case "literal", Choice(values):
                return Spelling(row.join.join(map(self.literal, values)))
            case "members", OneOf(members):
                texts = {each.text: each for each in map(spell, members)}
                return _joined(texts.values(), row.join)  # those written alike are written once
            case "members", TupleOf(items):
                return _joined(map(spell, items), row.join)
            case "rest", TupleOf(rest=rest):
                return spell(rest or Any())
            case "item", Container(item=item):
                return spell(item or Any())
            case _:
                return spell(inner_of(form) or Any())


def inner_of(form: Form) -> Form | None:
    """The form inside another; of constants the scalar that all of them are, of those to which
    others may be added the constants."""
    match form:
        case ListOf(inner) | MapOf(inner) | OrNull(inner) | Optional(inner) | Recursive(inner):
            return inner
        case Container(inner=inner):
            return inner
        case Choice(values):
            return scalar_of(values)
        case OneOf():
            return open_choice(form)
        case _:
            return None


def _joined(parts: Iterable[Spelling], separator: str) -> Spelling:
    parts = tuple(parts)
    return Spelling(separator.join(part.text for part in parts), tuple(_needed(parts)))


def _needed(parts: Iterable[Spelling]) -> Iterable[Import]:
    return dict.fromkeys(each for part in parts for each in part.imports)
