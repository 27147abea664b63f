"""A type and a scalar in, whether a value of the type may be that scalar out."""

from __future__ import annotations

from collections.abc import Mapping

from clientsmith.api.ir import AliasShape, Schema
from clientsmith.api.types import (
    Array,
    MapOf,
    Nullable,
    Primitive,
    Ref,
    SchemaKey,
    TupleOf,
    Type,
    Union,
)

# Aliases may go in a circle: a list of lists of itself.
_DEEPEST = 16


def may_be(
    type_: Type | None, scalar: Primitive, schemas: Mapping[SchemaKey, Schema], depth: int = 0
) -> bool:
    """Whether a value may be the scalar, or a list or map of it; what an object holds is its own matter."""
    match type_:
        case Primitive():
            return type_ == scalar
        case Array(inner) | Nullable(inner) | MapOf(inner):
            return may_be(inner, scalar, schemas, depth)
        case TupleOf(items, rest):
            return any(may_be(each, scalar, schemas, depth) for each in (*items, rest))
        case Union(members):
            return any(may_be(each, scalar, schemas, depth) for each in members)
        case Ref(key):
            shape = schemas[key].shape
            aliased = shape.type if isinstance(shape, AliasShape) else None
            return depth < _DEEPEST and may_be(aliased, scalar, schemas, depth + 1)
        case _:
            return False
