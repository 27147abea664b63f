"""A type as it was and as it is in, what it may be now and might not before out, and the reverse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientsmith.diff.surface import Shape

ANY: Shape = ("any",)


@dataclass(frozen=True, slots=True)
class Difference:
    """The alternatives of a type that are new, and those that are gone."""

    gained: tuple[Shape, ...] = ()
    lost: tuple[Shape, ...] = ()


def compare(old: Shape, new: Shape, renamed: Mapping[str, str]) -> Difference:
    """How two types differ; a name that was changed everywhere is no difference here."""
    before = [_renamed(each, renamed) for each in _alternatives(old)]
    after = list(_alternatives(new))
    lost = [each for each in before if each not in after]
    gained = [each for each in after if each not in before]
    # Of `list[A]` and `list[B]`, what counts is how A and B differ.
    for each in list(lost):
        twin = next((it for it in gained if it[0] == each[0] and _is_container(it)), None)
        if twin is not None and len(twin) == len(each):
            lost.remove(each)
            gained.remove(twin)
            for one, other in zip(each[1:], twin[1:], strict=True):
                inner = compare(one, other, renamed)
                lost.extend(inner.lost)
                gained.extend(inner.gained)
    if ANY in after:  # whatever it was, it may be that still
        return Difference((ANY,) if ANY not in before else ())
    return Difference(tuple(gained), tuple(lost))


def _alternatives(shape: Shape) -> tuple[Shape, ...]:
    return shape[1:] if shape[0] == "or" else (shape,)


def _is_container(shape: Shape) -> bool:
    return shape[0] in ("list", "map", "tuple", "rest", "page", "stream", "lines")


def _renamed(shape: Shape, renamed: Mapping[str, str]) -> Shape:
    if shape[0] == "name":
        return "name", renamed.get(shape[1], shape[1])
    if shape[0] == "const":
        return shape
    return (shape[0], *(_renamed(each, renamed) for each in shape[1:]))
