"""An object node in, its members out, whatever `allOf` and alternatives they are spread over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientsmith.document import Node

_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Member:
    """A property of an object, and whether every such object has it."""

    name: str
    node: Node
    required: bool


def parts_of(node: Node) -> list[Node]:
    """The branches of `allOf` that say something of the type."""
    branches = node.get("allOf")
    if branches is None:
        return []
    silent = {"description", "title", "example", "examples", "nullable", "deprecated", "default"}
    return [branch for branch in branches.elements() if set(branch.mapping) - silent]


def members_of(node: Node) -> tuple[Member, ...]:
    """The members of an object, its own and those of its parts; a later one replaces an earlier.

    Alternatives beside members (`properties` with `oneOf`) bring theirs as optional ones; a node
    that is nothing but alternatives has none.
    """
    found: dict[str, Node] = {}
    required: set[str] = set()
    for depth, part, optional in _walk(node):
        if not optional:
            required.update(part.strings("required"))
        properties = part.get("properties")
        if properties is not None:
            for name, value in properties.items():
                if optional:
                    found.setdefault(name, value)
                elif depth == 0 or name not in found or not _narrows(found[name], value):
                    found[name] = value
    return tuple(Member(name, value, name in required) for name, value in found.items())


def _narrows(kept: Node, other: Node) -> bool:
    """Of two declarations of a member, one that says nothing of the type gives way."""
    return (
        bool(kept.value)
        and isinstance(other.value, dict)
        and not set(other.mapping) - {"description"}
    )


def _walk(node: Node) -> Iterator[tuple[int, Node, bool]]:
    """Every node that declares members of this object, parts before the whole."""
    if not _has_members(node, 0):
        return
    yield from _parts(node, 0, optional=False)


def _parts(node: Node, depth: int, *, optional: bool) -> Iterator[tuple[int, Node, bool]]:
    if depth > _DEPTH or not isinstance(node.value, dict):
        return
    target = node.resolve()
    for branch in parts_of(target):
        yield from _parts(branch, depth + 1, optional=optional)
    if depth or target.has_any("properties", "allOf"):
        for keyword in ("oneOf", "anyOf"):
            branches = target.get(keyword)
            for branch in branches.elements() if branches is not None else ():
                yield from _parts(branch, depth + 1, optional=True)
    yield depth, target, optional


def _has_members(node: Node, depth: int) -> bool:
    """Whether the node itself or a part of it declares members."""
    if depth > _DEPTH or not isinstance(node.value, dict):
        return False
    target = node.resolve()
    if "properties" in target:
        return bool(target["properties"].value)
    parts = parts_of(target)
    return any(_has_members(part, depth + 1) or _is_union(part) for part in parts) and (
        len(parts) > 1 or "required" in target
    )


def _is_union(node: Node) -> bool:
    target = node.resolve()
    return target.has_any("oneOf", "anyOf")
