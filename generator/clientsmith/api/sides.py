"""A finished API's schemas and operations in, on which side of a call each schema stands out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clientsmith.api.ir import ObjectShape, Operation, Schema
from clientsmith.api.references import references, schema_references
from clientsmith.api.types import Ref, SchemaKey, Type


def mark_sides(
    schemas: Mapping[SchemaKey, Schema], operations: Iterable[Operation]
) -> dict[SchemaKey, Schema]:
    """Every schema with the sides of a call that reach it, errors among what answers give.

    What no call reaches is printed as what a response gives, and so is all that it refers to: a
    name that stands in a printed class is always printed as well.
    """
    requests, responses = reached(schemas, operations)
    responses |= reach(schemas, set(schemas) - requests - responses)
    return {
        key: replace(schema, in_request=key in requests, in_response=key in responses)
        for key, schema in schemas.items()
    }


def reached(
    schemas: Mapping[SchemaKey, Schema], operations: Iterable[Operation]
) -> tuple[set[SchemaKey], set[SchemaKey]]:
    """The schemas that operations take, and those that they give."""
    operations = tuple(operations)
    requests = reach(schemas, _keys(_taken(operations)))
    accepted = [ref.key for key in requests for ref in _accepted(schemas[key])]
    return requests, reach(schemas, [*_keys(_given(operations)), *accepted])


def reached_from(
    schemas: Mapping[SchemaKey, Schema], types: Iterable[Type | None]
) -> set[SchemaKey]:
    """The schemas that types are made of."""
    return reach(schemas, _keys(types))


def _taken(operations: Iterable[Operation]) -> Iterator[Type]:
    """The types that requests are made of."""
    for operation in operations:
        yield from (parameter.type for parameter in operation.parameters)
        if operation.body is not None:
            yield from (content.type for content in operation.body.content)


def _given(operations: Iterable[Operation]) -> Iterator[Type | None]:
    """The types that answers are made of."""
    for operation in operations:
        if operation.stream is not None:
            yield operation.stream.item
        for response in operation.responses:
            yield from (content.type for content in response.content)
            yield from (header.type for header in response.headers)
            yield response.headers_type


def _keys(types: Iterable[Type | None]) -> Iterator[SchemaKey]:
    for type_ in types:
        yield from references(type_)


def _accepted(schema: Schema) -> Iterator[Ref]:
    """The results that a request takes as they were given, beside its own form."""
    yield from schema.accepts
    if isinstance(schema.shape, ObjectShape):
        for property_ in schema.shape.properties:
            yield from property_.accepts


def split(schemas: Mapping[SchemaKey, Schema]) -> frozenset[SchemaKey]:
    """The schemas that can't be one type for both sides of a call: they must have a member that only
    one of the sides has, or are made of such a schema.
    """
    holders: dict[SchemaKey, list[SchemaKey]] = {key: [] for key in schemas}
    for key, schema in schemas.items():
        for held in schema_references(schema):
            holders[held].append(key)
    pending = [key for key, schema in schemas.items() if _needs_a_side(schema)]
    found: set[SchemaKey] = set()
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending.extend(holders[key])
    return frozenset(key for key in found if schemas[key].in_request and schemas[key].in_response)


def _needs_a_side(schema: Schema) -> bool:
    properties = schema.shape.properties if isinstance(schema.shape, ObjectShape) else ()
    return any(each.required and (each.read_only or each.write_only) for each in properties)


def reach(schemas: Mapping[SchemaKey, Schema], roots: Iterable[SchemaKey]) -> set[SchemaKey]:
    """The schemas that these are made of, themselves among them."""
    found: set[SchemaKey] = set()
    pending = list(roots)
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending.extend(schema_references(schemas[key]))
    return found
