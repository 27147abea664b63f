"""Operations in, a schema for the arguments of each out: callers collect those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clientsmith.api.case import pascal, singular, snake
from clientsmith.api.ir import ObjectShape, Operation, Parameter, Property, Ref, Schema, SchemaKey
from clientsmith.api.modules import schema_references


def argument_schemas(
    operations: Iterable[Operation], schemas: Mapping[SchemaKey, Schema]
) -> Iterator[Schema]:
    """`models.list` -> `ModelListParams` in the module `models`: its arguments beside the path's.

    Where the schema of an operation's body has that name (`MessageCreateParams`) and is nothing
    else, the other arguments join its members; what else has a body is left alone. So is an
    operation that asks by nothing but headers, and a name that is taken.
    """
    inside = {key for schema in schemas.values() for key in schema_references(schema)}
    made: set[SchemaKey] = set()
    for operation in operations:
        name = f"{_name(operation)}Params"
        properties = _arguments(operation, name)
        if properties is None:
            continue
        body = _body_key(operation)
        if body is not None and body not in made | inside and not schemas[body].in_response:
            made.add(body)
            yield replace(schemas[body], shape=ObjectShape(properties))
            continue
        key = SchemaKey(operation.resource, name)
        if key in made or any(_meet(key, other) for other in (*schemas, *made)):
            continue
        made.add(key)
        said = f"Arguments of `{operation.id}`."
        yield Schema(key, ObjectShape(properties), said, operation.place, in_request=True)


# Words that stand in capitals in the names of types (`APIKeyListParams`).
_INITIALISMS = frozenset({"api", "id", "mcp", "rbac", "url"})


def _name(operation: Operation) -> str:
    *words, last = operation.resource[-1].split("_")
    words = [word.upper() if word in _INITIALISMS else word for word in (*words, singular(last))]
    return pascal(*words, operation.name)


def _meet(key: SchemaKey, other: SchemaKey) -> bool:
    """Whether two schemas would be exported by one package under one name."""
    return (key.module[:-1], key.name) == (other.module[:-1], other.name)


def _body_key(operation: Operation) -> SchemaKey | None:
    type_ = operation.body.type if operation.body is not None else None
    return type_.key if isinstance(type_, Ref) else None


def _arguments(operation: Operation, name: str) -> tuple[Property, ...] | None:
    asked = [each for each in operation.parameters if _is_asked(each)]
    beside = [_property(each) for each in asked]
    if operation.body is None:
        by_query = any(each.location == "query" for each in asked)
        return tuple(beside) if by_query else None
    key = _body_key(operation)
    if operation.body.properties is None or key is None or key.name != name:
        return None
    members = [replace(each, name=snake(each.name)) for each in operation.body.properties]
    names = [each.name for each in (*members, *beside)]
    # One that is named twice has another name as an argument, and that only the next stage knows.
    return (*members, *beside) if len(set(names)) == len(names) else None


def _is_asked(parameter: Parameter) -> bool:
    return parameter.location in ("query", "header") and not parameter.is_constant


def _property(parameter: Parameter) -> Property:
    return Property(
        name=parameter.argument or snake(parameter.name),
        type=parameter.type,
        required=parameter.required,
        description=parameter.description,
        place=parameter.place,
        deprecated=parameter.deprecated,
    )
