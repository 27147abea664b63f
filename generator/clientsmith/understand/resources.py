"""Operations in, the tree of resources by which a user reaches them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clientsmith.document import Node
from clientsmith.ir import Operation, Resource
from clientsmith.understand.words import snake


@dataclass
class _Branch:
    operations: list[Operation] = field(default_factory=list[Operation])
    children: dict[str, _Branch] = field(default_factory=dict[str, "_Branch"])


def resource_tree(
    operations: Iterable[Operation], descriptions: Mapping[str, str]
) -> tuple[Resource, ...]:
    """The resources at the client's top; `descriptions` are by dotted path."""
    top = _Branch()
    for operation in operations:
        branch = top
        for name in operation.resource:
            branch = branch.children.setdefault(name, _Branch())
        branch.operations.append(operation)
    return _freeze(top, (), descriptions)


def tag_descriptions(root: Node) -> dict[str, str]:
    """What the document's tags say of the resources that bear their names."""
    tags = root.get("tags")
    found: dict[str, str] = {}
    for node in tags.elements() if tags is not None else ():
        name, description = str(node["name"].value), node.get("description")
        if description is not None:
            found[".".join(snake(part) for part in name.split("."))] = str(
                description.value
            ).strip()
    return found


def _freeze(
    branch: _Branch, path: tuple[str, ...], descriptions: Mapping[str, str]
) -> tuple[Resource, ...]:
    found: list[Resource] = []
    for name, child in sorted(branch.children.items()):
        at = (*path, name)
        found.append(
            Resource(
                at,
                descriptions.get(".".join(at), ""),
                tuple(child.operations),
                _freeze(child, at, descriptions),
            )
        )
    return tuple(found)
