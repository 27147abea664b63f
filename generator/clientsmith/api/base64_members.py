"""Operations and the schemas of an API in, the same operations with the members that are base64 out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clientsmith.api.ir import (
    AliasShape,
    Base64Member,
    BodyContent,
    ObjectShape,
    Operation,
    Property,
    Schema,
)
from clientsmith.api.references import references
from clientsmith.api.sides import reach
from clientsmith.api.types import (
    Array,
    Enumeration,
    JsonValue,
    MapOf,
    Nullable,
    Primitive,
    Ref,
    SchemaKey,
    TupleOf,
    Type,
    Union,
)

_JSON = ("json", "multipart")


def mark_base64(
    operations: Iterable[Operation], schemas: Mapping[SchemaKey, Schema]
) -> list[Operation]:
    """Each body with the members, at whatever depth, that a file may be given for."""
    rows = {key: found for key in schemas if (found := tuple(_members(schemas[key], schemas)))}
    return [_marked(operation, rows, schemas) for operation in operations]


def _marked(
    operation: Operation,
    rows: Mapping[SchemaKey, tuple[Base64Member, ...]],
    schemas: Mapping[SchemaKey, Schema],
) -> Operation:
    if operation.body is None:
        return operation
    content = tuple(
        replace(each, base64=_of_body(each, rows, schemas)) if each.kind in _JSON else each
        for each in operation.body.content
    )
    return replace(operation, body=replace(operation.body, content=content))


def _of_body(
    content: BodyContent,
    rows: Mapping[SchemaKey, tuple[Base64Member, ...]],
    schemas: Mapping[SchemaKey, Schema],
) -> tuple[Base64Member, ...]:
    found = {Base64Member("")} if _is_base64(content.type, schemas) else set[Base64Member]()
    if rows:
        for key in reach(schemas, references(content.type)):
            found.update(rows.get(key, ()))
    # `data` beside `type: base64` says all that `data` beside that and a media type would.
    most = [each for each in found if not any(_says_more(each, other) for other in found)]
    return tuple(sorted(most, key=repr))


def _says_more(member: Base64Member, other: Base64Member) -> bool:
    return member.name == other.name and set(other.beside) < set(member.beside)


def _members(schema: Schema, schemas: Mapping[SchemaKey, Schema]) -> Iterator[Base64Member]:
    if isinstance(schema.shape, ObjectShape):
        properties = schema.shape.properties
        beside = tuple((each.name, value) for each in properties for value in _constant(each))
        for each in properties:
            if not each.read_only and _is_base64(each.type, schemas):
                yield Base64Member(each.name, beside)


def _constant(property_: Property) -> tuple[JsonValue, ...]:
    """The one value of a member that is always there."""
    type_ = property_.type
    return (
        type_.values
        if isinstance(type_, Enumeration) and len(type_.values) == 1 and property_.required
        else ()
    )


def _is_base64(type_: Type | None, schemas: Mapping[SchemaKey, Schema], depth: int = 0) -> bool:
    """Whether a value may be base64, or a list or map of that; what an object holds is its own matter."""
    match type_:
        case Primitive("string", "byte"):
            return True
        case Array(inner) | Nullable(inner) | MapOf(inner):
            return _is_base64(inner, schemas, depth)
        case TupleOf(items, rest):
            return any(_is_base64(each, schemas, depth) for each in (*items, rest))
        case Union(members):
            return any(_is_base64(each, schemas, depth) for each in members)
        case Ref(key):
            shape = schemas[key].shape
            aliased = shape.type if isinstance(shape, AliasShape) else None
            return depth < _DEEPEST and _is_base64(aliased, schemas, depth + 1)
        case _:
            return False


# Aliases may go in a circle: a list of lists of itself.
_DEEPEST = 16
