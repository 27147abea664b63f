"""Two surfaces in, what is in both under different names out: from the old name to the new.

A method is known again by what it sends where, an argument or a field by its name on the wire, a
type by its fields, or by its shape, where there is only one that has the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from clientsmith.diff.surface import Member, Method, NamedType, Surface

T = TypeVar("T")


def renamed_methods(old: Mapping[str, Method], new: Mapping[str, Method]) -> dict[str, str]:
    """Methods that make the same call; a twin that stays where it was is no rename."""
    return _paired(old, new, lambda each: each.call)


def renamed_members(old: Mapping[str, Member], new: Mapping[str, Member]) -> dict[str, str]:
    """Members of the same name on the wire."""
    return _paired(old, new, lambda each: each.key)


def renamed_types(old: Surface, new: Surface) -> dict[str, str]:
    """Types of the same side and make."""
    return _paired(old.types, new.types, _make)


def _make(type_: NamedType) -> Hashable:
    if type_.fields is not None:
        members = (type_.side, *sorted((each.key, each.required) for each in type_.fields.values()))
        return members if type_.fields else None
    return type_.side, type_.shape


def _paired(
    old: Mapping[str, T], new: Mapping[str, T], mark: Callable[[T], Hashable]
) -> dict[str, str]:
    """What is gone with what is new of the same mark, where both are the only ones."""
    gone = _by_mark({name: old[name] for name in old if name not in new}, mark)
    come = _by_mark({name: new[name] for name in new if name not in old}, mark)
    return {
        names[0]: come[key][0]
        for key, names in gone.items()
        if key is not None and len(names) == 1 and len(come.get(key, ())) == 1
    }


def _by_mark(rows: Mapping[str, T], mark: Callable[[T], Hashable]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = {}
    for name, each in rows.items():
        found.setdefault(mark(each), []).append(name)
    return found
