"""Two surfaces in, what is in both under different names out: from the old name to the new.

Each is known again by the first mark that only one that is gone and only one that is new have: a
method by what it sends where; an argument or a field by its name on the wire, or by its type and
what is said of it; a type by its fields or its shape, by what is said of it, or by most of its
fields.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import TypeVar

from clientsmith.diff.surface import Member, Method, NamedType, Surface

T = TypeVar("T")
_FEWEST = 3
"""How many fields two types must have in common, so that it is no accident."""


def renamed_methods(old: Mapping[str, Method], new: Mapping[str, Method]) -> dict[str, str]:
    """Methods that make the same call; a twin that stays where it was is no rename."""
    return _paired(old, new, lambda each: each.call)


def renamed_members(old: Mapping[str, Member], new: Mapping[str, Member]) -> dict[str, str]:
    """Members of the same name on the wire, or of the same type and description."""
    return _paired(
        old,
        new,
        lambda each: each.key,
        lambda each: (each.shape, each.required, each.text) if each.text else None,
    )


def renamed_types(old: Surface, new: Surface) -> dict[str, str]:
    """Types of the same side and make; of the same description; of mostly the same fields."""
    found = _paired(old.types, new.types, _make, _told)
    gone = {name: each for name, each in old.types.items() if name not in new.types}
    come = {name: each for name, each in new.types.items() if name not in old.types}
    for name, type_ in gone.items():
        rest = come.keys() - found.values()
        alike = [each for each in rest if name not in found and _alike(type_, come[each])]
        if len(alike) == 1:
            found[name] = alike[0]
    return found


def _make(type_: NamedType) -> Hashable:
    if type_.fields is not None:
        members = (type_.side, *sorted((each.key, each.required) for each in type_.fields.values()))
        return members if type_.fields else None
    return type_.side, type_.shape


def _told(type_: NamedType) -> Hashable:
    return (type_.side, type_.fields is None, type_.text) if type_.text else None


def _alike(one: NamedType, other: NamedType) -> bool:
    """Whether two objects have more fields in common than not, and these of the same types."""
    if one.side != other.side or one.fields is None or other.fields is None:
        return False
    first, second = (
        {(each.key, each.shape) for each in type_.values()} for type_ in (one.fields, other.fields)
    )
    return len(first & second) >= _FEWEST and 2 * len(first & second) > len(first | second)


def _paired(
    old: Mapping[str, T], new: Mapping[str, T], *marks: Callable[[T], Hashable]
) -> dict[str, str]:
    """What is gone with what is new of the same mark, where both are the only ones."""
    found: dict[str, str] = {}
    for mark in marks:
        gone = _by_mark(_without(old, {*new, *found}), mark)
        come = _by_mark(_without(new, {*old, *found.values()}), mark)
        for key, names in gone.items():
            if key is not None and len(names) == 1 and len(come.get(key, ())) == 1:
                found[names[0]] = come[key][0]
    return found


def _without(rows: Mapping[str, T], names: Collection[str]) -> dict[str, T]:
    return {name: each for name, each in rows.items() if name not in names}


def _by_mark(rows: Mapping[str, T], mark: Callable[[T], Hashable]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = {}
    for name, each in rows.items():
        found.setdefault(mark(each), []).append(name)
    return found
