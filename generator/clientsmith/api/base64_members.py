"""Operations and the schemas of an API in, the same operations with the members that are base64 out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clientsmith.api.holding import may_be
from clientsmith.api.ir import (
    Base64Member,
    BodyContent,
    ObjectShape,
    Operation,
    Property,
    Schema,
)
from clientsmith.api.references import references
from clientsmith.api.sides import reach
from clientsmith.api.types import Enumeration, JsonValue, Primitive, SchemaKey

_BASE64 = Primitive("string", "byte")
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
    found = {Base64Member("")} if may_be(content.type, _BASE64, schemas) else set[Base64Member]()
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
            if not each.read_only and may_be(each.type, _BASE64, schemas):
                yield Base64Member(each.name, beside)


def _constant(property_: Property) -> tuple[JsonValue, ...]:
    """The one value of a member that is always there."""
    type_ = property_.type
    return (
        type_.values
        if isinstance(type_, Enumeration) and len(type_.values) == 1 and property_.required
        else ()
    )
