"""A schema node in, what kind of schema it is out, as far as it says so itself."""

from __future__ import annotations

from clientsmith.api.ir import JsonValue
from clientsmith.document import Node


def kinds(node: Node) -> list[str]:
    """The types that a schema says, or lets be seen."""
    declared = node.get("type")
    if declared is None:
        if node.has_any("properties", "additionalProperties", "patternProperties"):
            return ["object"]
        return ["array"] if node.has_any("items", "prefixItems") else []
    if isinstance(declared.value, str):
        return [declared.value]
    return [str(kind) for kind in declared.sequence]


def is_schema(node: Node) -> bool:
    """Whether a node is a schema of its own: no boolean, and no mere reference to one."""
    return isinstance(node.value, dict) and not node.is_reference


def is_closed_object(node: Node) -> bool:
    """`{type: object}` that says it has no members is an object of none, not a mapping."""
    return (
        kinds(node) == ["object"]
        and not node.has_any("oneOf", "anyOf", "allOf", "patternProperties")
        and (additional := node.get("additionalProperties")) is not None
        and additional.value is False
    )


def is_nullable(node: Node) -> bool:
    """Whether a value may be null beside what it is."""
    return node.flag("nullable") or node.flag("x-nullable") or "null" in kinds(node)


def is_null(branch: Node) -> bool:
    """Whether an alternative is null and nothing else."""
    only_null: list[JsonValue] = [None]
    return (
        kinds(branch) == ["null"]
        or branch.mapping.get("enum") == only_null
        or ("const" in branch and branch["const"].value is None)
    )


def is_bare_requirement(branch: Node) -> bool:
    """`{required: [a]}` among alternatives narrows the object it stands in; it is no type."""
    return isinstance(branch.value, dict) and set(branch.mapping) <= {"required", "not"}
