"""Operations and the schemas of an API in, the same operations with what holds a credential marked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientsmith.api.case import snake
from clientsmith.api.ir import (
    Body,
    BodyContent,
    ObjectShape,
    Operation,
    Parameter,
    Property,
    Schema,
)
from clientsmith.api.references import references, schema_references
from clientsmith.api.types import Array, MapOf, Nullable, Primitive, SchemaKey, Type, Union

# The tokens of pages are told to everybody.
_NAME = re.compile(
    r"(?:^|_)(?:password|passwd|passphrase|secret|credentials?|authorization|cookie"
    r"|(?:api|access|private|secret|signing|auth)_key|(?<!page_)(?<!next_)token)$"
)


def mark_secrets(
    operations: Iterable[Operation], schemas: Mapping[SchemaKey, Schema]
) -> list[Operation]:
    """Each parameter and member of a body that is a credential, or has one somewhere in it."""
    holding = _holding(schemas)
    return [
        replace(
            operation,
            parameters=tuple(
                replace(each, secret=_is_secret(each, holding)) for each in operation.parameters
            ),
            body=_marked(operation.body, holding) if operation.body is not None else None,
        )
        for operation in operations
    ]


def _marked(body: Body, holding: set[SchemaKey]) -> Body:
    return replace(body, content=tuple(_marked_content(each, holding) for each in body.content))


def _marked_content(content: BodyContent, holding: set[SchemaKey]) -> BodyContent:
    properties = content.properties
    if properties is not None:
        properties = tuple(replace(each, secret=_is_secret(each, holding)) for each in properties)
    secret = any(key in holding for key in references(content.type))
    return replace(content, properties=properties, secret=secret)


def _holding(schemas: Mapping[SchemaKey, Schema]) -> set[SchemaKey]:
    """The schemas that have a credential among their members, or refer to one that has."""
    users: dict[SchemaKey, list[SchemaKey]] = {}
    for key, schema in schemas.items():
        for used in schema_references(schema):
            users.setdefault(used, []).append(key)
    found = set[SchemaKey]()
    pending = [key for key, schema in schemas.items() if _has_own(schema)]
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending.extend(users.get(key, ()))
    return found


def _has_own(schema: Schema) -> bool:
    properties = schema.shape.properties if isinstance(schema.shape, ObjectShape) else ()
    return any(not each.read_only and _is_secret(each, set()) for each in properties)


def _is_secret(member: Parameter | Property, holding: set[SchemaKey]) -> bool:
    named = _NAME.search(snake(member.name)) is not None and _may_be_text(member.type)
    return named or member.secret or any(key in holding for key in references(member.type))


def _may_be_text(type_: Type) -> bool:
    """Whether a value may be more than a number, as how many tokens there may be is one."""
    match type_:
        case Primitive(kind):
            return kind == "string"
        case Nullable(inner) | Array(inner) | MapOf(inner):
            return _may_be_text(inner)
        case Union(members):
            return any(map(_may_be_text, members))
        case _:
            return True
