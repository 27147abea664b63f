"""The section `types` of a table in, one row for every form out: how each is written.

A head names a form, as specific as needed: `string`, `string.date-time`, `named.list`,
`container.page`, `or_null of list`. Of the rows that fit a form, the most specific is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from clientsmith.document.yaml_reader import Entry
from clientsmith.languages.declared.patterns import Pattern, Slot, read_pattern
from clientsmith.problems import Place, suggestion

PLAIN: Final = "plain"
"""The column that every row has: how a form is written where nothing else is asked for."""

# Every form, and what its patterns may have in them.
FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "string": (),
    "integer": (),
    "number": (),
    "boolean": (),
    "null": (),
    "any": (),
    "constant": ("inner", "literal"),
    "choice": ("inner", "literal"),
    "list": ("inner",),
    "tuple": ("members",),
    "map": ("inner",),
    "one_of": ("members",),
    "or_null": ("inner",),
    "optional": ("inner",),
    "recursive": ("inner",),
    "named": ("name",),
    "container.page": ("inner", "name"),
    "container.stream": ("inner",),
    "container.lines": ("inner",),
    "container.binary": (),
    "container.text": (),
    "container.json": ("inner",),
    "container.none": (),
}
# Rows that a table may have besides: a tuple after whose members come others of one type, an
# enumeration (`inner`) to which values may be added, and an answer (`inner`) that is a page.
_FURTHER: Final[Mapping[str, tuple[str, ...]]] = {
    "tuple.open": ("members", "rest"),
    "one_of.open": ("inner", "members"),
    "container.listing": ("inner", "item", "name"),
}
_SLOTS: Final = {**FORMS, **_FURTHER}
# What is written where a row says how its parts are joined, and nothing else.
_JOINED: Final = {
    "constant": "literal",
    "choice": "literal",
    "one_of": "members",
    "tuple": "members",
}
_FORMATTED: Final = ("string", "integer", "number")
_STANDS_FOR: Final = ("object", "union", "enum", "alias", "any", "list", "tuple", "map", "or_null")
_KEYS: Final = ("join", "imports", "named")


@dataclass(frozen=True, slots=True)
class TypeRow:
    """How one form is written: by column, its parts joined by `join`, with names of the style.

    What is `named` can't stand in place: it is defined under a name of its own.
    """

    place: Place
    columns: Mapping[str, Pattern]
    join: str = ""
    imports: tuple[str, ...] = ()
    named: bool = False


def read_types(entry: Entry, names: tuple[str, ...]) -> dict[str, TypeRow]:
    """The rows by their heads; `names` are those that the style imports of its runtime."""
    rows: dict[str, TypeRow] = {}
    entries = entry.pairs()
    for head, each in entries.items():
        base = _base(head)
        if base is None:
            each.complain(f"`{head}` is no form", suggestion(head, tuple(FORMS)))
        else:
            rows[head] = _row(each, base, names)
    missing = [form for form in FORMS if form not in entries]
    if missing:
        entry.complain(f"no row says how {_listed(missing)} is written", "every form has a row")
    _check_columns(rows, entries)
    return rows


def _base(head: str) -> str | None:
    """The form that a head is about, or None where there is no such form."""
    outer, of, inner = head.partition(" of ")
    if not of:
        return _form(outer)
    base = _form(outer)
    return base if base and "inner" in _SLOTS[base] and _form(inner) else None


def _form(head: str) -> str | None:
    if head in _SLOTS:
        return head
    form, _, variant = head.partition(".")
    if form in _FORMATTED and variant:
        return form
    if form == "named" and (variant in _STANDS_FOR or _form(variant) in _SCALARS):
        return form
    return None


_SCALARS: Final = (*_FORMATTED, "boolean", "null")


def _row(entry: Entry, base: str, names: tuple[str, ...]) -> TypeRow:
    if not entry.is_mapping:
        return TypeRow(entry.place, {PLAIN: read_pattern(entry, _SLOTS[base])})
    members = entry.pairs()
    columns = {
        name: read_pattern(each, _SLOTS[base])
        for name, each in members.items()
        if name not in _KEYS
    }
    if "join" in members and base in _JOINED:
        columns.setdefault(PLAIN, (Slot(_JOINED[base], ""),))
    elif "join" in members and "members" not in _SLOTS[base]:
        members["join"].complain(f"`{base}` has no parts to be joined")
    named = members["named"].flag() if "named" in members else False
    if PLAIN not in columns and not named:
        joined = ", or `join`" if base in _JOINED else ""
        entry.complain(f"the row lacks `{PLAIN}`{joined}")
    return TypeRow(
        entry.place,
        columns,
        members["join"].text() if "join" in members else "",
        tuple(_imports(members["imports"], names)) if "imports" in members else (),
        named,
    )


def _imports(entry: Entry, names: tuple[str, ...]) -> Iterator[str]:
    for name in entry.words():
        if name not in names:
            entry.complain(f"`{name}` is none of the style's names", suggestion(name, names))
        yield name


def _check_columns(rows: Mapping[str, TypeRow], entries: Mapping[str, Entry]) -> None:
    """A placeholder may ask for a column that some row has."""
    known = {column for row in rows.values() for column in row.columns}
    for head, row in rows.items():
        for slot in (part for parts in row.columns.values() for part in parts):
            if isinstance(slot, Slot) and slot.column and slot.column not in known:
                message = f"no row has the column `{slot.column}`"
                entries[head].complain(message, suggestion(slot.column, tuple(known)))


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
