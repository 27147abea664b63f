"""Where things go: the module and name of a schema node."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from clientsmith.api.case import pascal
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


def aliases_of(operation: Node) -> Iterator[Node]:
    """The aliases of an operation: names, or objects that say what is different there."""
    extension = operation.get("x-client")
    aliases = extension.get("aliases") if extension is not None else None
    return aliases.elements() if aliases is not None else iter(())


def alias_name(alias: Node) -> str:
    """The name of an alias, which may be all there is of it."""
    return str(alias["operationId"].value if "operationId" in alias else alias.value)
