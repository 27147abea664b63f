"""A union of types in, for a JSON value the member that it is meant for out.

ContentBlock: TypeAlias = Annotated[Union[TextBlock, ToolUseBlock], Variants("type")]
"""

from __future__ import annotations

import collections.abc
import types
from collections.abc import Hashable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

if TYPE_CHECKING:
    from .description import Describe, Description

UNIONS = (Union, types.UnionType)
LISTS = (list, collections.abc.Sequence, collections.abc.Iterable)
MAPPINGS = (dict, collections.abc.Mapping)


class Variants:
    """Marks a union whose members are told apart by the constant they have in one property.

    `default` is the member that a value without the property, or with a tag that no member has, is
    meant for (OpenAPI 3.2, `defaultMapping` of the Discriminator Object); `Unknown` if there is none.
    `tags` are those of members whose constants don't say it: a member that has some has no others.
    """

    __slots__ = ("default", "property", "tags")

    def __init__(
        self,
        property: str,
        default: type[Any] | None = None,
        tags: Mapping[str, type[Any]] = MappingProxyType({}),
    ) -> None:
        self.property = property
        self.default = default
        self.tags = tags

    def __repr__(self) -> str:
        default = "" if self.default is None else f", {self.default.__name__}"
        return f"Variants({self.property!r}{default})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Variants) and other._marks() == self._marks()

    def __hash__(self) -> int:
        return hash(self._marks())

    def _marks(self) -> tuple[object, ...]:
        return (Variants, self.property, self.default, *self.tags.items())

    def members(self, union: Any, describe: Describe) -> Iterator[tuple[tuple[Any, ...], Any]]:
        """Each member of the union with its tags, which are () for one that is no tagged model.

        A union in the union gives its own members; one that is told apart by another property
        stands as a whole, with the tags its members have in ours.
        """
        for member in get_args(union) if get_origin(union) in UNIONS else (union,):
            inner, marker = unmarked(member)
            if get_origin(inner) not in UNIONS:
                stated = tuple(tag for tag, meant in self.tags.items() if meant is inner)
                yield stated or tags_of(describe(inner), self.property), member
            elif marker is None or marker == self:
                yield from self.members(inner, describe)
            else:
                tags = [tag for tags, _ in self.members(inner, describe) for tag in tags]
                yield tuple(tags), member


def unmarked(member: Any) -> tuple[Any, Variants | None]:
    """A type without its annotations, and its own marker if it is a marked union."""
    alias = getattr(member, "__value__", None)
    if alias is not None:
        return unmarked(alias)
    if get_origin(member) is not Annotated:
        return member, None
    inner, *metadata = get_args(member)
    markers = [item for item in metadata if isinstance(item, Variants)]
    return inner, markers[0] if markers else None


def tags_of(description: Description | None, property: str) -> tuple[Any, ...]:
    """The constants that a class has in a property."""
    for field in description.fields if description else ():
        if property in (field.wire_name, field.name):
            return literals(field.type)
    return ()


def literals(annotation: Any) -> tuple[Any, ...]:
    """The values of a `Literal`, below an `Annotated` or an alias; () for any other type."""
    inner, _ = unmarked(annotation)
    return get_args(inner) if get_origin(inner) is Literal else ()


def fitting(descriptions: list[Description], value: dict[str, Any]) -> Description | None:
    """The class that an object is meant for, where no tag tells; None if it can be none of them."""
    scored = [(_score(each, value), each) for each in descriptions]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0][0] >= 0 else None


def _score(description: Description, value: dict[str, Any]) -> tuple[int, int, int]:
    """How well an object fits a class: constants that agree, none missing, fields it has.

    Cat(kind: Literal["cat"], name) and {"kind": "cat", "tail": 1}   a constant agrees: (1, -1, 1)
    Cat(kind: Literal["cat"], name) and {"kind": "dog", "name": ""}  it can't be meant: (-1, 0, 0)
    """
    agreeing = missing = known = 0
    for field in description.fields:
        if field.wire_name not in value:
            missing += field.required
            continue
        known += 1
        constants = literals(field.type)
        if len(constants) == 1:
            if value[field.wire_name] != constants[0]:
                return -1, 0, 0
            agreeing += 1
    return agreeing, -missing, known


def tag_of(value: dict[str, Any], property: str) -> Hashable:
    """The tag of an object, None for one that can't be a key."""
    tag = value.get(property)
    return tag if isinstance(tag, Hashable) else None
