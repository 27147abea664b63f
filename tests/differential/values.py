"""An operation in, calls of it and answers to them out, in which every variant has its turn.

The same values come out each time: of each union, enumeration and nullable the next member is taken
whenever it is met, and values are made until all of them have been (but for the constants of an
enumeration, of which one is as good as another).
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clientsmith.api.ir import (
    AliasShape,
    Array,
    Body,
    Enumeration,
    MapOf,
    Nullable,
    ObjectShape,
    Operation,
    Parameter,
    Primitive,
    Property,
    Ref,
    SchemaKey,
    Type,
    Union,
)
from differential.capturing import Reply
from support.claude import methods, operations, schemas

_MOST = 200
_TEXTS = {"date-time": "2026-01-02T03:04:05Z", "date": "2026-01-02", "byte": "YWJj"}
_SCALARS: dict[str, Any] = {"integer": 7, "number": 1.5, "boolean": True, "null": None}
_FILE = {"$file": ["file.bin", base64.b64encode(b"content").decode(), "application/octet-stream"]}


@dataclass
class Maker:
    """Makes values of types: with all members if `full`, otherwise with the required ones."""

    full: bool
    asked: bool
    turns: Counter[int] = field(default_factory=Counter[int])
    sizes: dict[int, int] = field(default_factory=dict[int, int])
    _inside: list[SchemaKey] = field(default_factory=list[SchemaKey])

    def satisfied(self) -> bool:
        """Whether each choice that was met has been made in every way."""
        return all(self.turns[key] >= size for key, size in self.sizes.items())

    def of(self, type_: Type) -> Any:
        """The next value of a type."""
        if isinstance(type_, Ref):
            return self._named(type_.key)
        if isinstance(type_, Primitive):
            return (
                _TEXTS.get(type_.format, "text") if type_.kind == "string" else _SCALARS[type_.kind]
            )
        if isinstance(type_, Enumeration):
            self.turns[id(type_)] += 1
            return type_.values[self.turns[id(type_)] % len(type_.values)]
        if isinstance(type_, Array):
            return [] if self._closed(type_.item) else [self.of(type_.item)]
        if isinstance(type_, MapOf):
            return {} if self._closed(type_.value) else {"key": self.of(type_.value)}
        if isinstance(type_, Nullable):
            ways: list[Type] = [] if self._closed(type_.inner) else [type_.inner]
            return self.of(self._next(type_, [*ways, Primitive("null")]))
        if isinstance(type_, Union):
            open_ = [each for each in type_.members if not self._closed(each)]
            return self.of(self._next(type_, open_))
        return {"any": "thing"}

    def members(self, properties: tuple[Property, ...]) -> dict[str, Any]:
        """Values of an object's members."""
        return {
            each.name: self.of(each.type)
            for each in properties
            if (each.required or (self.full and not self._closed(each.type)))
            and not (each.read_only if self.asked else each.write_only)
        }

    def _named(self, key: SchemaKey) -> Any:
        shape = schemas()[key].shape
        self._inside.append(key)
        made = (
            self.of(shape.type) if isinstance(shape, AliasShape) else self.members(shape.properties)
        )
        self._inside.pop()
        return made

    def _next(self, choice: Type, ways: list[Any]) -> Any:
        turn = self.turns[id(choice)]
        self.turns[id(choice)] += 1
        self.sizes[id(choice)] = max(len(ways), self.sizes.get(id(choice), 0))
        return ways[turn % len(ways)]

    def _closed(self, type_: Type) -> bool:
        """Whether every value of a type holds a value of what is being made: it would never end."""
        if isinstance(type_, Ref):
            if type_.key in self._inside:
                return True
            shape = schemas()[type_.key].shape
            return not isinstance(shape, ObjectShape) and self._closed(shape.type)
        return isinstance(type_, Union) and all(map(self._closed, type_.members))


@dataclass(frozen=True)
class Case:
    """A call, and what it is answered with."""

    operation: Operation
    positional: list[Any]
    keywords: dict[str, Any]
    replies: list[Reply]


def cases(operation: Operation, address: str) -> Iterator[Case]:
    """Calls with what is required, and with everything, until every variant has been there."""
    for full in (False, True):
        asked, given = Maker(full, asked=True), Maker(full=True, asked=False)
        for _ in range(_MOST):
            arguments = _arguments(operation, asked)
            yield Case(operation, *arguments, _replies(operation, given, address))
            if asked.satisfied() and given.satisfied():
                break
    selector = operation.stream.selector if operation.stream is not None else None
    if selector is not None:
        positional, keywords = _arguments(operation, Maker(full=False, asked=True))
        keywords[methods()[operation.id].arguments["body", selector]] = True
        yield Case(operation, positional, keywords, [_events(operation)])


def _arguments(operation: Operation, maker: Maker) -> tuple[list[Any], dict[str, Any]]:
    given = methods()[operation.id].arguments
    asked = [each for each in operation.parameters if not each.is_constant]
    keywords: dict[str, Any] = {
        given[each.location, each.name]: maker.of(each.type)
        for each in asked
        if each.location != "path" and (each.required or maker.full)
    }
    if operation.body is not None:
        keywords.update(_body(operation, operation.body, maker))
    path = _in_path(operation, asked)
    keywords.update({given["path", each.name]: "outer" for each in path[:-1]})
    return [maker.of(each.type) for each in path[-1:]], keywords


def _in_path(operation: Operation, parameters: list[Parameter]) -> list[Parameter]:
    path = operation.path
    found = [each for each in parameters if each.location == "path"]
    return sorted(found, key=lambda each: path.find("{" + each.name + "}"))


def _body(operation: Operation, body: Body, maker: Maker) -> Iterator[tuple[str, Any]]:
    given = methods()[operation.id].arguments
    content = body.main
    if content.properties is None:
        if body.required or maker.full:
            yield given["whole", ""], maker.of(content.type)
        return
    selector = operation.stream.selector if operation.stream is not None else None
    for name, value in maker.members(content.properties).items():
        if name == selector:
            continue
        one, many = name in content.files, f"{name.removesuffix('[]')}[]" in content.files
        yield given["body", name], [_FILE] if many else _FILE if one else value


def _replies(operation: Operation, maker: Maker, address: str) -> list[Reply]:
    response, stream = operation.result, operation.stream
    if operation.link is not None:
        before = operations()[operation.link.operation]
        assert before.result.type is not None
        first = maker.of(before.result.type)
        first[operation.link.property] = f"{address}/followed"
        return [Reply.of(first), _lines(operation)]
    if stream is not None and stream.selector is None:
        return [_events(operation) if stream.kind == "sse" else _lines(operation)]
    if response.kind == "json":
        assert response.type is not None
        return [Reply.of(maker.of(response.type))]
    return [Reply(b"content", response.media_type or "text/plain")]


def _items(operation: Operation) -> Iterator[Any]:
    assert operation.stream is not None
    maker = Maker(full=True, asked=False)
    for _ in range(_MOST):
        yield maker.of(operation.stream.item)
        if maker.satisfied():
            return


def _events(operation: Operation) -> Reply:
    text = "".join(
        f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in _items(operation)
    )
    return Reply(text.encode(), "text/event-stream")


def _lines(operation: Operation) -> Reply:
    assert operation.stream is not None
    text = "".join(f"{json.dumps(each)}\n" for each in _items(operation))
    return Reply(text.encode(), operation.stream.media_type)
