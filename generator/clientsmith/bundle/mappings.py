"""A union with a discriminator in, the mapping that the constants of its variants give out."""

from __future__ import annotations

from clientsmith.document import Node
from clientsmith.document.limits import is_list, is_mapping
from clientsmith.problems import Problem

_DEEPEST = 20  # unions of unions, and compositions of compositions


def constant_mapping(union: Node, name: str, default: Node | None) -> dict[str, Node]:
    """By tag the reference to its variant; nothing where one but the default has no tag of its own.

    OpenAPI takes the names of schemas for tags where there is no mapping, and knows no constants.
    """
    found: dict[str, Node] = {}
    for reference, variant in _variants(union, 0):
        tags = _tags(variant, name, 0)
        if not tags and default is not None and variant.identity == default.identity:
            continue
        if reference is None or not tags or any(tag in found for tag in tags):
            return {}
        found.update(dict.fromkeys(tags, reference))
    return found


def _variants(union: Node, depth: int) -> list[tuple[Node | None, Node]]:
    """The variants, those of unions among them included, each with the reference to it."""
    found: list[tuple[Node | None, Node]] = []
    members = union.get("oneOf") or union.get("anyOf")
    for member in members.elements() if members is not None else ():
        end = _end(member)
        inner = _variants(end, depth + 1) if depth < _DEEPEST else []
        found.extend(inner or [(member if member.is_reference else None, end)])
    return found


def _tags(variant: Node, name: str, depth: int) -> list[str]:
    """The constants that a variant has for the member that tells it apart."""
    schema = variant.at(("properties", name))
    if schema is not None:
        said = _end(schema).mapping
        values = (
            [said["const"]]
            if "const" in said
            else [*(said["enum"] if is_list(said.get("enum")) else ())]
        )
        tags = [each for each in values if each is not None]
        return tags if all(isinstance(each, str) for each in tags) else []
    parts = variant.get("allOf")
    for part in parts.elements() if parts is not None and depth < _DEEPEST else ():
        tags = _tags(_end(part), name, depth + 1)
        if tags:
            return tags
    return []


def _end(node: Node) -> Node:
    end = node.document.end(node)
    return node if isinstance(end, Problem) or not is_mapping(end.value) else end
