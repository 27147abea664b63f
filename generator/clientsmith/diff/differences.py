"""A type as it was and as it is in, what it may be now and might not before out, and the reverse."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clientsmith.diff.surface import Shape

ANY: Shape = ("any",)
_CONTAINERS = ("list", "map", "tuple", "rest", "page", "stream", "lines")


@dataclass(frozen=True, slots=True)
class Difference:
    """The alternatives of a type that are new, and those that are gone.

    `grown` are those of the new ones that join others of their kind: a value that an enumeration
    has more, a variant of a union.
    """

    gained: tuple[Shape, ...] = ()
    lost: tuple[Shape, ...] = ()
    grown: tuple[Shape, ...] = ()

    def __add__(self, other: Difference) -> Difference:
        return Difference(
            (*self.gained, *other.gained), (*self.lost, *other.lost), (*self.grown, *other.grown)
        )


def compare(old: Shape, new: Shape, renamed: Mapping[str, str]) -> Difference:
    """How two types differ; a name that was changed everywhere is no difference here."""
    before = [_renamed(each, renamed) for each in _alternatives(old)]
    after = list(_alternatives(new))
    lost = [each for each in before if not _covered(each, after)]
    gained = [each for each in after if not _covered(each, before)]
    inner = Difference()
    # Of `list[A]` and `list[B]`, what counts is how A and B differ.
    for each in list(lost):
        twin = next((it for it in gained if it[0] == each[0] and it[0] in _CONTAINERS), None)
        if twin is not None and len(twin) == len(each):
            lost.remove(each)
            gained.remove(twin)
            for one, other in zip(each[1:], twin[1:], strict=True):
                inner += compare(one, other, renamed)
    grown = [each for each in gained if _joins(each, before)]
    return Difference(tuple(gained), tuple(lost), tuple(grown)) + inner


def _alternatives(shape: Shape) -> tuple[Shape, ...]:
    return shape[1:] if shape[0] == "or" else (shape,)


def _covered(shape: Shape, others: Collection[Shape]) -> bool:
    """Whether what has a type has one of others as well: `'a'` is a string, an integer a number."""
    if shape in others or ANY in others:
        return True
    return (_kind(shape),) in others or (shape[0] == "integer" and ("number",) in others)


def _joins(shape: Shape, others: Collection[Shape]) -> bool:
    """Whether an alternative is a further one of those that there were of its kind."""
    if shape[0] == "name":
        return len([each for each in others if each[0] == "name"]) > 1
    kinds = {_kind(each) for each in others if each[0] == "const"} - {""}
    return bool(kinds & {_kind(shape), shape[0]})


def _kind(shape: Shape) -> str:
    """The type of a constant."""
    match shape:
        case ("const", bool()):
            return "boolean"
        case ("const", int()):
            return "integer"
        case ("const", float()):
            return "number"
        case ("const", str()):
            return "string"
        case _:
            return ""


def _renamed(shape: Shape, renamed: Mapping[str, str]) -> Shape:
    if shape[0] == "name":
        return "name", renamed.get(shape[1], shape[1])
    if shape[0] == "const":
        return shape
    return (shape[0], *(_renamed(each, renamed) for each in shape[1:]))
