"""Schemas in, modules of them out: those that need each other together, each after those it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clientsmith.api.graph import components
from clientsmith.api.ir import Operation, Schema, SchemaModule
from clientsmith.api.params import argument_references
from clientsmith.api.references import schema_references
from clientsmith.api.types import SchemaKey

_Path = tuple[str, ...]


def group(
    schemas: Mapping[SchemaKey, Schema], operations: Iterable[Operation]
) -> tuple[SchemaModule, ...]:
    """The modules, in an order in which each follows those it needs.

    Modules that need each other become one, named after the first of them: Python could not
    import them otherwise. A type of arguments stands in a module as a schema does.
    """
    collected = [(each, each.params) for each in operations if each.params is not None]
    replaced = {params.replaces for _, params in collected}
    needs: dict[_Path, set[_Path]] = {}
    for key, schema in schemas.items():
        wanted = needs.setdefault(key.module, set())
        if key not in replaced:
            wanted.update(other.module for other in schema_references(schema))
    for operation, params in collected:
        wanted = needs.setdefault(params.module, set())
        wanted.update(key.module for key in argument_references(operation))
    home = {path: min(group) for group in components(needs) for path in group}
    members: dict[_Path, tuple[list[Schema], list[Operation]]] = {
        path: ([], []) for path in dict.fromkeys(home.values())
    }
    for key, schema in schemas.items():
        members[home[key.module]][0].append(schema)
    for operation, params in collected:
        members[home[params.module]][1].append(operation)
    return tuple(
        SchemaModule(
            path,
            tuple(sorted(found, key=lambda schema: schema.place)),
            tuple(each.id for each in sorted(operations, key=lambda operation: operation.place)),
        )
        for path, (found, operations) in members.items()
    )
