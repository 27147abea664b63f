"""Operations and schemas in, the same operations with the type that collects their arguments out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from clientsmith.api.case import pascal, singular
from clientsmith.api.ir import Operation, Params, Schema
from clientsmith.api.references import references, schema_references
from clientsmith.api.types import Ref, SchemaKey, Type


def collect_arguments(
    operations: Iterable[Operation], schemas: Mapping[SchemaKey, Schema]
) -> list[Operation]:
    """`models.list` has `ModelListParams` in the module `models`, and so has each that asks for
    anything in its query or body.

    Where the schema of an operation's body has that name (`MessageCreateParams`) and serves nothing
    else, the type stands for it, and in its module.
    """
    sent = {key for schema in schemas.values() for key in schema_references(schema)}
    sent |= {key for key, schema in schemas.items() if schema.in_response}
    found: list[Operation] = []
    for operation in operations:
        params = _params(operation, schemas, sent)
        if params is not None and params.replaces is not None:
            sent.add(params.replaces)  # of several operations with one body, the first has its name
        found.append(replace(operation, params=params))
    return found


def argument_types(operation: Operation) -> Iterator[Type]:
    """The types of everything that a call is given beside its path."""
    for parameter in operation.parameters:
        if parameter.location != "path" and not parameter.is_constant:
            yield parameter.type
    for content in operation.body.content if operation.body is not None else ():
        if content.properties is None:
            yield content.type
        for property_ in content.properties or ():
            yield property_.type
            yield from property_.accepts


def argument_references(operation: Operation) -> Iterator[SchemaKey]:
    """The schemas that those types name."""
    for type_ in argument_types(operation):
        yield from references(type_)


def _params(
    operation: Operation, schemas: Mapping[SchemaKey, Schema], sent: set[SchemaKey]
) -> Params | None:
    if operation.unchanged:
        return None  # those of the resource at home serve here as well
    if operation.body is None and not any(
        each.location == "query" and not each.is_constant for each in operation.parameters
    ):
        return None
    name = f"{subject((*operation.resource, operation.name))}Params"
    key = next(_body_keys(operation), None)
    if key is not None and key.name == name and key not in sent:
        return Params(key.module, name, schemas[key].place, key)
    return Params(operation.resource, name, operation.place)


# Words that stand in capitals in the names of types (`APIKeyListParams`).
_INITIALISMS = frozenset({"api", "id", "mcp", "rbac", "url"})


def subject(accessor: Sequence[str]) -> str:
    """What the types of an operation's arguments are called after: `organization.api_keys.list` ->
    `APIKeyList`."""
    *_, resource, name = accessor
    *words, last = resource.split("_")
    words = [word.upper() if word in _INITIALISMS else word for word in (*words, singular(last))]
    return pascal(*words, name)


def _body_keys(operation: Operation) -> Iterator[SchemaKey]:
    """The schema of the body that becomes arguments, if it has a name and is the only one."""
    if operation.body is None or len(operation.body.content) > 1:
        return
    if operation.body.main.properties is not None:
        type_ = operation.body.main.type
        if isinstance(type_, Ref):
            yield type_.key
