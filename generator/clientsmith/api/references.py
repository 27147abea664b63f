"""A type or a schema in, the keys of the schemas that it names out."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.api.ir import (
    AliasShape,
    Array,
    MapOf,
    Nullable,
    Ref,
    Schema,
    SchemaKey,
    TupleOf,
    Type,
    Union,
)


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
