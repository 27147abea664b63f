"""Where things go: the module and name of a schema node, the accessor of an operation node."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from clientsmith.api.case import pascal, snake
from clientsmith.api.types import SchemaKey
from clientsmith.document import Node

_FOLDERS = frozenset({"schemas", "paths", "shared", "components"})
_CONTAINERS = frozenset({"schemas", "$defs", "definitions"})
_ROOT_MODULE = ("models",)


def module_of(node: Node) -> tuple[str, ...]:
    """The module of what stands in a file: the file's own path, below `schemas/`, `paths/`, …

    The root file's is `models`.
    """
    relative = node.relative_file
    if relative is None:
        return _ROOT_MODULE
    parts = list(PurePosixPath(relative).with_suffix("").parts)
    if len(parts) > 1 and parts[0] in _FOLDERS:
        parts = parts[1:]
    return tuple(parts)


def key_of(node: Node) -> SchemaKey:
    """The name that a referenced schema has by where it stands.

    `#/components/schemas/Pet` and `pets.yaml#/Pet` are `Pet`; a schema deeper inside another is
    called by the way to it.
    """
    tokens = list(node.tokens)
    while tokens and (tokens[0] in _CONTAINERS or tokens[0] == "components"):
        tokens = tokens[1:]
    silent = {"properties", "items", "schema", "content", "application/json"}
    name = tokens[0] if len(tokens) == 1 else pascal(*[t for t in tokens if t not in silent])
    renamed = node.get("x-client")
    if renamed is not None and "name" in renamed:
        name = str(renamed["name"].value)
    return SchemaKey(module_of(node), name or "Root")


def accessor_of(operation: Node, method: str, path: str) -> tuple[str, ...]:
    """The way a user calls an operation.

    A dotted `operationId` is that way. Otherwise the resource is the first tag, or the first
    literal segment of the path, and the method's name is the `operationId`, or else the HTTP
    method and the path's literal segments.
    """
    declared = operation.get("operationId")
    identifier = str(declared.value) if declared is not None else ""
    if "." in identifier:
        parts = [snake(part) for part in identifier.split(".")]
        if all(parts):
            return tuple(parts)
    literals = [part for part in path.split("/") if part and "{" not in part]
    tags = [snake(tag) for tag in operation.strings("tags")]
    resource = next((tag for tag in tags if tag), snake(literals[0]) if literals else "")
    name = snake(identifier) or snake(f"{method} {' '.join(literals)}")
    return (resource or "api", name)


def accessors_of(operation: Node, method: str, path: str) -> Iterator[tuple[str, ...]]:
    """All the ways a user calls an operation: its own, then its aliases."""
    yield accessor_of(operation, method, path)
    for alias in aliases_of(operation):
        yield tuple(alias_name(alias).split("."))


def aliases_of(operation: Node) -> Iterator[Node]:
    """The aliases of an operation: names, or objects that say what is different there."""
    extension = operation.get("x-client")
    aliases = extension.get("aliases") if extension is not None else None
    return aliases.elements() if aliases is not None else iter(())


def alias_name(alias: Node) -> str:
    """The name of an alias, which may be all there is of it."""
    return str(alias["operationId"].value if "operationId" in alias else alias.value)
