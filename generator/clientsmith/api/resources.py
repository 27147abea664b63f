"""Operations in, the tree of resources by which a user reaches them out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from clientsmith.api.ir import Mount, Operation, Resource


@dataclass
class _Branch:
    operations: list[Operation] = field(default_factory=list[Operation])
    children: dict[str, _Branch] = field(default_factory=dict[str, "_Branch"])


def resource_tree(
    operations: Iterable[Operation], descriptions: Mapping[str, str], mounts: Collection[str] = ()
) -> tuple[Resource, ...]:
    """The resources at the client's top; `descriptions` are by dotted path.

    One that is mounted elsewhere, and of which nothing is said there, is described as it is at
    home: `beta.models` as `models`.
    """
    top = _Branch()
    for operation in operations:
        branch = top
        for name in operation.resource:
            branch = branch.children.setdefault(name, _Branch())
        branch.operations.append(operation)
    return _freeze(top, (), _Said(descriptions, mounts))


@dataclass(frozen=True)
class _Said:
    """What is said of resources, and where they may be mounted."""

    descriptions: Mapping[str, str]
    mounts: Collection[str]

    def of(self, path: tuple[str, ...]) -> str:
        home = path[1:] if path[0] in self.mounts else path
        ways = (".".join(path), ".".join(home))
        return next((self.descriptions[way] for way in ways if way in self.descriptions), "")


def _freeze(branch: _Branch, path: tuple[str, ...], said: _Said) -> tuple[Resource, ...]:
    found: list[Resource] = []
    for name, child in sorted(branch.children.items()):
        at = (*path, name)
        found.append(
            Resource(
                at,
                said.of(at),
                tuple(child.operations),
                _freeze(child, at, said),
                _mount(at, child),
            )
        )
    return tuple(found)


def _mount(path: tuple[str, ...], branch: _Branch) -> Mount | None:
    """What makes a resource one that is at home elsewhere: every method is the same there."""
    if branch.children or not all(each.unchanged for each in branch.operations):
        return None
    constants = {
        (each.name, str(each.constant).lower())
        for operation in branch.operations
        for each in operation.parameters
        if each.is_constant and each.location == "query"
    }
    return Mount(path[1:], tuple(sorted(constants)))
