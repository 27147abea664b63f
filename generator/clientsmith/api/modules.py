"""Schemas in, modules of them out: those that need each other together, each after those it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from clientsmith.api.ir import Operation, Schema, SchemaKey, SchemaModule
from clientsmith.api.params import argument_references
from clientsmith.api.references import schema_references

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
    home = {path: min(group) for group in _components(needs) for path in group}
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
            tuple(each.id for each in sorted(asked, key=lambda operation: operation.place)),
        )
        for path, (found, asked) in members.items()
    )


def _components(needs: Mapping[_Path, set[_Path]]) -> list[list[_Path]]:
    """Tarjan's strongly connected components, each after those it needs; iterative, sorted."""
    index: dict[_Path, int] = {}
    low: dict[_Path, int] = {}
    stack: list[_Path] = []
    held: set[_Path] = set()
    found: list[list[_Path]] = []
    for start in sorted(needs):
        if start in index:
            continue
        work: list[tuple[_Path, Iterator[_Path]]] = [(start, iter(sorted(needs[start])))]
        index[start] = low[start] = len(index)
        stack.append(start)
        held.add(start)
        while work:
            node, rest = work[-1]
            following = next((other for other in rest if other != node), None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_cut(stack, held, node))
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                held.add(following)
                work.append((following, iter(sorted(needs.get(following, ())))))
            elif following in held:
                low[node] = min(low[node], index[following])
    return found


def _cut(stack: list[_Path], held: set[_Path], node: _Path) -> list[_Path]:
    at = stack.index(node)
    component = stack[at:]
    del stack[at:]
    held.difference_update(component)
    return component
