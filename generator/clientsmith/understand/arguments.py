"""Operations in, a schema for the arguments of each that asks by query out: callers collect those."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from clientsmith.ir import ObjectShape, Operation, Parameter, Property, Schema, SchemaKey
from clientsmith.understand.words import pascal, singular, snake


def argument_schemas(
    operations: Iterable[Operation], taken: Collection[SchemaKey]
) -> Iterator[Schema]:
    """`models.list` -> `ModelListParams` in the module `models`: its arguments beside the path's.

    An operation with a body has its body's schema for that; a name that is taken is left alone.
    """
    seen = set(taken)
    for operation in operations:
        asked = [each for each in operation.parameters if _is_asked(each)]
        if operation.body is not None or not any(each.location == "query" for each in asked):
            continue
        key = SchemaKey(operation.resource, f"{_name(operation)}Params")
        if key in seen:
            continue
        seen.add(key)
        shape = ObjectShape(tuple(_property(each) for each in asked))
        yield Schema(
            key, shape, f"Arguments of `{operation.id}`.", operation.place, in_request=True
        )


# Words that stand in capitals in the names of types (`APIKeyListParams`).
_INITIALISMS = frozenset({"api", "id", "mcp", "rbac", "url"})


def _is_asked(parameter: Parameter) -> bool:
    return parameter.location in ("query", "header") and not parameter.is_constant


def _name(operation: Operation) -> str:
    *words, last = operation.resource[-1].split("_")
    words = [word.upper() if word in _INITIALISMS else word for word in (*words, singular(last))]
    return pascal(*words, operation.name)


def _property(parameter: Parameter) -> Property:
    return Property(
        name=parameter.argument or snake(parameter.name),
        type=parameter.type,
        required=parameter.required,
        description=parameter.description,
        place=parameter.place,
        deprecated=parameter.deprecated,
    )
