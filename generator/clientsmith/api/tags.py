"""The schemas of an API in, the constant by which unions tell each object from others out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from clientsmith.api.ir import AliasShape, ObjectShape, Schema
from clientsmith.api.types import Array, Enumeration, MapOf, Nullable, SchemaKey, Type, Union


def tags_of(schemas: Mapping[SchemaKey, Schema]) -> dict[SchemaKey, tuple[str, str]]:
    """The member and its value, of each object that has one tag in one member in all its unions."""
    found: dict[SchemaKey, set[tuple[str, str]]] = {}
    for schema in schemas.values():
        for union in _unions_of(schema):
            if union.discriminator is not None:
                for tag, key in union.discriminator.mapping:
                    found.setdefault(key, set()).add((union.discriminator.property, tag))
    single = {key: next(iter(tags)) for key, tags in found.items() if len(tags) == 1}
    return {key: tag for key, tag in single.items() if _is_constant(schemas[key], *tag)}


def _is_constant(schema: Schema, name: str, tag: str) -> bool:
    """Whether an object says itself that a member of it has just this value."""
    return constants_of(schema, name) == {tag}


def constants_of(schema: Schema, name: str) -> set[object]:
    """The constants that an object says a member of it has."""
    members = schema.shape.properties if isinstance(schema.shape, ObjectShape) else ()
    return {
        value
        for each in members
        if each.name == name and isinstance(each.type, Enumeration)
        for value in each.type.values
    }


def _unions_of(schema: Schema) -> Iterator[Union]:
    if isinstance(schema.shape, AliasShape):
        yield from _unions([schema.shape.type])
    else:
        yield from _unions(each.type for each in schema.shape.properties)
        yield from _unions([schema.shape.additional] if schema.shape.additional else [])


def _unions(types: Iterable[Type]) -> Iterator[Union]:
    for type_ in types:
        if isinstance(type_, Union):
            yield type_
            yield from _unions(type_.members)
        elif isinstance(type_, Array):
            yield from _unions([type_.item])
        elif isinstance(type_, MapOf):
            yield from _unions([type_.value])
        elif isinstance(type_, Nullable):
            yield from _unions([type_.inner])
