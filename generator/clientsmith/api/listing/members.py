"""The type of an answer in, its list of items and the members that may lead to more of them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clientsmith.api.case import singular, snake
from clientsmith.api.ir import AliasShape, ObjectShape, Property, Schema
from clientsmith.api.pages import Way
from clientsmith.api.types import (
    Array,
    Enumeration,
    Nullable,
    Primitive,
    Ref,
    SchemaKey,
    Type,
    Union,
)

# What items are called, where an answer has several lists.
_ITEMS = (
    "data",
    "items",
    "results",
    "values",
    "records",
    "entries",
    "list",
    "rows",
    "objects",
    "elements",
    "content",
    "value",
)
# A member that has one of these words in its name tells of the page, not of what is on it.
_OF_THE_PAGE = frozenset(
    [
        "page",
        "pages",
        "paging",
        "pager",
        "pagination",
        "meta",
        "metadata",
        "link",
        "links",
        "cursor",
        "cursors",
        "next",
        "info",
    ]
)
_DEEPEST = 4


def words_of(name: str) -> tuple[str, ...]:
    """`nextPageToken`, `page[cursor]` -> `("next", "page", "token")`, `("page", "cursor")`."""
    return tuple(snake(name).split("_"))


@dataclass(frozen=True, slots=True)
class Member:
    """A scalar of an answer: the way to it, and what kinds of scalar it may be."""

    way: Way
    kinds: frozenset[str]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its own name."""
        return words_of(self.way[-1][1])

    @property
    def around(self) -> tuple[str, ...]:
        """The words of what it stands in."""
        return tuple(word for _, name in self.way[:-1] for word in words_of(name))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that has a list: the model that it is, the way to its items, its other members.

    There is no way where the answer is the list itself.
    """

    model: SchemaKey
    items: Way
    item: Type
    members: tuple[Member, ...]


class Shapes:
    """What types stand for, through their names."""

    def __init__(self, schemas: Mapping[SchemaKey, Schema]) -> None:
        self._schemas = schemas

    def answer(self, type_: Type | None, path: str) -> Answer | None:
        """An answer with a list of items, as the operation at this path gives it."""
        key, found = self._named(type_)
        if key is None:
            return None
        if isinstance(found, Array):
            return Answer(key, (), found.item, ())
        items = self._items(key, found, path) if isinstance(found, ObjectShape) else None
        if items is None or not isinstance(found, ObjectShape):
            return None
        way, item = items
        return Answer(key, way, item, tuple(self._scalars(key, found, (), way)))

    def sent(self, properties: Iterable[Property]) -> Iterator[tuple[tuple[str, ...], Property]]:
        """The members of a body, and those of the objects in it that tell of the page."""
        for each in properties:
            yield (each.name,), each
            shape = self._followed(each.type)[1]
            if isinstance(shape, ObjectShape) and _tells_of_the_page(each.name):
                yield from (((each.name, inner.name), inner) for inner in shape.properties)

    def has_text(self, type_: Type, name: str) -> bool:
        """Whether a type is an object that has a text of this name."""
        shape = self._followed(type_)[1]
        return isinstance(shape, ObjectShape) and any(
            each.name == name and self.kinds(each.type) == frozenset({"string"})
            for each in shape.properties
        )

    def is_object(self, type_: Type) -> bool:
        """Whether a type is an object with known members."""
        return isinstance(self._followed(type_)[1], ObjectShape)

    def kinds(self, type_: Type) -> frozenset[str]:
        """The kinds of scalar that a type may be beside null; none where it may be anything else."""
        match self._followed(type_)[1]:
            case Primitive(kind):
                return frozenset({"integer" if kind == "number" else kind})
            case Enumeration(values) if all(isinstance(each, str) for each in values):
                return frozenset({"string"})
            case Union(members):
                found = [self.kinds(each) for each in members]
                return frozenset[str]().union(*found) - {"null"} if all(found) else frozenset()
            case _:
                return frozenset()

    def _followed(self, type_: Type | None) -> tuple[SchemaKey | None, Type | ObjectShape | None]:
        """The same as `_named`, whether or not null is a value as well."""
        key, found = self._named(type_)
        while isinstance(found, Nullable):
            inner, found = self._named(found.inner)
            key = inner or key
        return key, found

    def _named(self, type_: Type | None) -> tuple[SchemaKey | None, Type | ObjectShape | None]:
        """The last name on the way to what a type is, and that."""
        key: SchemaKey | None = None
        seen: set[SchemaKey] = set()
        while isinstance(type_, Ref) and type_.key not in seen:
            key = type_.key
            seen.add(key)
            shape = self._schemas[key].shape
            if not isinstance(shape, AliasShape):
                return key, shape
            type_ = shape.type
        return key, type_

    def _arrays(self, shape: ObjectShape) -> dict[str, Type]:
        """The types of items, by the members that are lists."""
        found = ((each.name, self._followed(each.type)[1]) for each in shape.properties)
        return {name: type_.item for name, type_ in found if isinstance(type_, Array)}

    def _objects(self, shape: ObjectShape) -> Iterator[tuple[str, SchemaKey, ObjectShape]]:
        """The members that are objects."""
        for each in shape.properties:
            key, found = self._followed(each.type)
            if key is not None and isinstance(found, ObjectShape):
                yield each.name, key, found

    def _items(self, key: SchemaKey, shape: ObjectShape, path: str) -> tuple[Way, Type] | None:
        """The way to the one list that has the items, and their type: at the top, or one below."""
        if lists := self._arrays(shape):
            name = self._chosen(lists, path)
            return (((key, name),), lists[name]) if name else None
        inside = [each for each in self._objects(shape) if not _tells_of_the_page(each[0])]
        if len(inside) != 1:
            return None
        (name, inner, below), *_ = inside
        lists = self._arrays(below)
        chosen = self._chosen(lists, path) if lists else None
        return (((key, name), (inner, chosen)), lists[chosen]) if chosen else None

    def _chosen(self, lists: Mapping[str, Type], path: str) -> str | None:
        """The list that has the items: the only one, or by its name, or the only one of objects."""
        if len(lists) == 1:
            return next(iter(lists))
        literals = [each for each in path.split("/") if each and "{" not in each]
        subject = _counted_once(words_of(literals[-1])) if literals else ()
        for name in lists:
            if _counted_once(words_of(name)) == subject:
                return name
        by_words = {"_".join(words_of(name)): name for name in lists}
        for each in _ITEMS:
            if each in by_words:
                return by_words[each]
        of_objects = [name for name, item in lists.items() if self.is_object(item)]
        return of_objects[0] if len(of_objects) == 1 else None

    def _scalars(
        self, key: SchemaKey, shape: ObjectShape, way: Way, items: Way
    ) -> Iterator[Member]:
        """The scalars of an answer, the outermost first, and those of what tells of the page."""
        for each in shape.properties:
            if kinds := self.kinds(each.type):
                yield Member((*way, (key, each.name)), kinds)
        for name, inner, below in self._objects(shape) if len(way) < _DEEPEST - 1 else ():
            further = (*way, (key, name))
            if way or _tells_of_the_page(name) or items[: len(further)] == further:
                yield from self._scalars(inner, below, further, items)
                continue
            for last, innermost, lowest in self._objects(below):
                if _tells_of_the_page(last):
                    yield from self._scalars(innermost, lowest, (*further, (inner, last)), items)


def _tells_of_the_page(name: str) -> bool:
    return not _OF_THE_PAGE.isdisjoint(words_of(name))


def _counted_once(words: tuple[str, ...]) -> tuple[str, ...]:
    return (*words[:-1], singular(words[-1]))
