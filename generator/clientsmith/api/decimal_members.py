"""Operations and the schemas of an API in, the same operations with the members that are decimal texts out.

A decimal goes out as a number; where the API has a text, a client must know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientsmith.api.holding import may_be
from clientsmith.api.ir import ObjectShape, Operation, Schema
from clientsmith.api.references import references
from clientsmith.api.sides import reach
from clientsmith.api.types import Primitive, SchemaKey

_DECIMAL = Primitive("string", "decimal")


def mark_decimals(
    operations: Iterable[Operation], schemas: Mapping[SchemaKey, Schema]
) -> list[Operation]:
    """Each body with the names of such members, at whatever depth."""
    rows = {key: names for key in schemas if (names := _members(schemas[key], schemas))}
    return [_marked(each, rows, schemas) if rows else each for each in operations]


def _marked(
    operation: Operation,
    rows: Mapping[SchemaKey, frozenset[str]],
    schemas: Mapping[SchemaKey, Schema],
) -> Operation:
    if operation.body is None:
        return operation
    roots = [key for each in operation.body.content for key in references(each.type)]
    found = {name for key in reach(schemas, roots) for name in rows.get(key, ())}
    return replace(operation, body=replace(operation.body, decimals=tuple(sorted(found))))


def _members(schema: Schema, schemas: Mapping[SchemaKey, Schema]) -> frozenset[str]:
    properties = schema.shape.properties if isinstance(schema.shape, ObjectShape) else ()
    return frozenset(each.name for each in properties if may_be(each.type, _DECIMAL, schemas))
