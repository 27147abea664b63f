"""Schemas in, the members that hold their own type by value out.

A language whose values have a size (Go, Rust) can't write those as they stand; a list, a mapping,
null or absence between a type and itself gives it an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clientsmith.api.ir import ObjectShape, Ref, Schema, SchemaKey, Type


def held_by_value(schemas: Mapping[SchemaKey, Schema]) -> frozenset[tuple[SchemaKey, str]]:
    """The members, by schema and name, along which an object comes back to itself."""
    edges = {key: list(_edges(schema, schemas)) for key, schema in schemas.items()}
    return frozenset(
        (key, name)
        for key, held in edges.items()
        for name, target in held
        if _reaches(target, key, edges)
    )


def _edges(schema: Schema, schemas: Mapping[SchemaKey, Schema]) -> Iterator[tuple[str, SchemaKey]]:
    if isinstance(schema.shape, ObjectShape):
        for member in schema.shape.properties:
            target = _object_of(member.type, schemas) if member.required else None
            if target is not None:
                yield member.name, target


def _object_of(type_: Type, schemas: Mapping[SchemaKey, Schema]) -> SchemaKey | None:
    """The object that a type is, through further names."""
    seen: set[SchemaKey] = set()
    while isinstance(type_, Ref) and type_.key not in seen:
        shape = schemas[type_.key].shape
        if isinstance(shape, ObjectShape):
            return type_.key
        seen.add(type_.key)
        type_ = shape.type
    return None


def _reaches(
    start: SchemaKey, goal: SchemaKey, edges: Mapping[SchemaKey, list[tuple[str, SchemaKey]]]
) -> bool:
    seen: set[SchemaKey] = set()
    pending = [start]
    while pending:
        key = pending.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            pending.extend(target for _, target in edges[key])
    return False
