"""Schemas with unions in, the same with a discriminator wherever their variants have a telling tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from clientsmith.api.ir import (
    AliasShape,
    Discriminator,
    Enumeration,
    ObjectShape,
    Property,
    Ref,
    Schema,
    SchemaKey,
    Type,
    Union,
)


def infer_discriminators(schemas: Mapping[SchemaKey, Schema]) -> dict[SchemaKey, Schema]:
    """Named unions whose variants differ in a constant member are told apart by it.

    `oneOf: [Cat, Dog]` where both have `kind: {const: …}` reads as if the document said
    `discriminator: {propertyName: kind}`. A mapping that the document leaves out is filled in.
    """
    found = dict(schemas)
    for key, schema in schemas.items():
        if isinstance(schema.shape, AliasShape) and isinstance(schema.shape.type, Union):
            union = _told_apart(schema.shape.type, schemas)
            found[key] = replace(schema, shape=AliasShape(union))
    return found


def _told_apart(union: Union, schemas: Mapping[SchemaKey, Schema]) -> Union:
    variants = list(_variants(union, schemas, frozenset()))
    if len(variants) < 2 or None in variants:
        return replace(union, discriminator=None)
    keys = [key for key in variants if key is not None]
    declared = union.discriminator
    names = [declared.property] if declared is not None else _common(keys, schemas)
    default = declared.default if declared is not None and declared.default in keys else None
    for name in names:
        mapping = _mapping(name, keys, schemas, declared)
        if mapping is not None:
            return replace(union, discriminator=Discriminator(name, mapping, default))
    return replace(union, discriminator=None)


def _variants(
    type_: Type, schemas: Mapping[SchemaKey, Schema], seen: frozenset[SchemaKey]
) -> Iterator[SchemaKey | None]:
    """The objects that a union comes down to, through unions inside it; None for anything else."""
    if isinstance(type_, Union):
        for member in type_.members:
            yield from _variants(member, schemas, seen)
    elif isinstance(type_, Ref) and type_.key not in seen:
        shape = schemas[type_.key].shape
        if isinstance(shape, ObjectShape):
            yield type_.key
        else:
            yield from _variants(shape.type, schemas, seen | {type_.key})
    else:
        yield None


def _common(keys: list[SchemaKey], schemas: Mapping[SchemaKey, Schema]) -> list[str]:
    """The members that every variant has as constants, in the order of the first."""
    rows = [_constants(schemas[key]) for key in keys]
    return [name for name in rows[0] if all(name in row for row in rows[1:])]


def _constants(schema: Schema) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for property_ in _properties(schema):
        values = property_.type.values if isinstance(property_.type, Enumeration) else ()
        if property_.required and values and all(isinstance(value, str) for value in values):
            found[property_.name] = tuple(str(value) for value in values)
    return found


def _properties(schema: Schema) -> tuple[Property, ...]:
    return schema.shape.properties if isinstance(schema.shape, ObjectShape) else ()


def _mapping(
    name: str,
    keys: list[SchemaKey],
    schemas: Mapping[SchemaKey, Schema],
    declared: Discriminator | None,
) -> tuple[tuple[str, SchemaKey], ...] | None:
    """Which tag is which variant; None where a tag is missing or means two of them."""
    stated = dict(declared.mapping) if declared is not None else {}
    found: dict[str, SchemaKey] = {}
    for key in dict.fromkeys(keys):
        tags = [tag for tag, target in stated.items() if target == key]
        if not tags:
            tags = list(_constants(schemas[key]).get(name, ()))
        if not tags and declared is not None:
            tags = [key.name]  # OpenAPI 3.1, 4.8.25: without a mapping, the schema's own name
        for tag in tags:
            if found.setdefault(tag, key) != key:
                return None
        if not tags:
            return None
    return tuple(found.items())
