"""Schemas as they were read in, modules of them out: acyclic, ordered, marked with their sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clientsmith.api.graph import components
from clientsmith.api.ir import (
    AliasShape,
    Array,
    MapOf,
    Nullable,
    ObjectShape,
    Operation,
    Ref,
    Schema,
    SchemaKey,
    SchemaModule,
    TupleOf,
    Type,
    Union,
)

_Path = tuple[str, ...]


def references(type_: Type | None) -> Iterator[SchemaKey]:
    """The schemas that a type names."""
    if isinstance(type_, Ref):
        yield type_.key
    elif isinstance(type_, Array):
        yield from references(type_.item)
    elif isinstance(type_, TupleOf):
        for item in (*type_.items, type_.rest):
            yield from references(item)
    elif isinstance(type_, MapOf):
        yield from references(type_.value)
    elif isinstance(type_, Nullable):
        yield from references(type_.inner)
    elif isinstance(type_, Union):
        for member in type_.members:
            yield from references(member)


def schema_references(schema: Schema) -> Iterator[SchemaKey]:
    """The schemas that a schema's declaration names."""
    shape = schema.shape
    if isinstance(shape, AliasShape):
        yield from references(shape.type)
    else:
        for property_ in shape.properties:
            yield from references(property_.type)
        yield from references(shape.additional)


def mark_sides(
    schemas: Mapping[SchemaKey, Schema], operations: Iterable[Operation]
) -> dict[SchemaKey, Schema]:
    """Every schema with the sides of a call that reach it.

    What no call reaches stands with results; with requests, if it is made of what only those have.
    """
    asked: list[SchemaKey] = []
    given: list[SchemaKey] = []
    for operation in operations:
        for parameter in operation.parameters:
            asked.extend(references(parameter.type))
        asked.extend(references(operation.body.type) if operation.body is not None else ())
        given.extend(references(operation.response.type))
        given.extend(references(operation.stream.item) if operation.stream is not None else ())
    requests, responses = _reach(schemas, asked), _reach(schemas, given)
    accepted = [
        ref.key
        for key in requests
        for ref in (*schemas[key].accepts, *_accepted_by_members(schemas[key]))
    ]
    responses |= _reach(schemas, accepted)
    loose = set(schemas) - requests - responses
    asking = loose & _users(schemas, requests - responses)
    requests |= _reach(schemas, asking)
    responses |= loose - asking
    return {
        key: replace(schema, in_request=key in requests, in_response=key in responses)
        for key, schema in schemas.items()
    }


def _accepted_by_members(schema: Schema) -> Iterator[Ref]:
    if isinstance(schema.shape, ObjectShape):
        for property_ in schema.shape.properties:
            yield from property_.accepts


def _reach(schemas: Mapping[SchemaKey, Schema], roots: Iterable[SchemaKey]) -> set[SchemaKey]:
    found: set[SchemaKey] = set()
    pending = list(roots)
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending.extend(schema_references(schemas[key]))
    return found


def _users(schemas: Mapping[SchemaKey, Schema], used: Iterable[SchemaKey]) -> set[SchemaKey]:
    """The schemas that are made of these, directly or through others."""
    users: dict[SchemaKey, list[SchemaKey]] = {}
    for key, schema in schemas.items():
        for other in schema_references(schema):
            users.setdefault(other, []).append(key)
    found: set[SchemaKey] = set()
    pending = list(used)
    while pending:
        for user in users.get(pending.pop(), ()):
            if user not in found:
                found.add(user)
                pending.append(user)
    return found


def group(schemas: Mapping[SchemaKey, Schema]) -> tuple[SchemaModule, ...]:
    """The modules, in an order in which each follows those it needs.

    Modules that need each other become one, named after the first of them: Python could not
    import them otherwise.
    """
    needs: dict[_Path, set[_Path]] = {}
    for key, schema in schemas.items():
        wanted = needs.setdefault(key.module, set())
        wanted.update(other.module for other in schema_references(schema))
    home: dict[_Path, _Path] = {}
    members: dict[_Path, list[Schema]] = {}
    for component in components(needs):
        first = min(component)
        members[first] = []
        home.update(dict.fromkeys(component, first))
    for key, schema in schemas.items():
        members[home[key.module]].append(schema)
    return tuple(
        SchemaModule(path, tuple(sorted(found, key=lambda schema: schema.place)))
        for path, found in members.items()
    )
