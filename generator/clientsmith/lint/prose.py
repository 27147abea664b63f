"""Rules about what readers are told: descriptions, and definitions that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.document import Node
from clientsmith.document.nodes import Identity
from clientsmith.lint.survey import Finding, Survey, raw, resolved

_SHARED = (
    "schema", "parameter", "header", "response", "path_item", "operation", "request_body", "example",
    "platform",
)  # fmt: skip


def undescribed_operations(survey: Survey) -> Iterator[Finding]:
    """An operation without a summary or a description."""
    for operation in survey.operations:
        for key in ("summary", "description"):
            if not operation.node.text(key):
                message = f"{operation.label} has no {key}"
                yield Finding(operation.node.key_place, message, f"say what it does: `{key}: …`")


def undescribed_properties(survey: Survey) -> Iterator[Finding]:
    """A property without a description; constants speak for themselves."""
    for schema in survey.of("schema"):
        properties = schema.get("properties")
        for name, node in properties.items() if properties is not None else ():
            if not _is_described(node):
                message = f"the property `{name}` has no description"
                yield Finding(node.key_place, message, "say what it holds, its unit and its range")


def _is_described(node: Node) -> bool:
    target = resolved(node)
    if target is None or isinstance(node.value, bool):
        return True
    return bool(node.text("description") or target.text("description")) or "const" in target


def undescribed_responses(survey: Survey) -> Iterator[Finding]:
    """A response without the description that OpenAPI wants of it up to 3.1."""
    for node in survey.of("response"):
        if not node.text("description") and not node.text("summary"):
            yield Finding(node.key_place, "a response without a description", "say when it comes")


def undescribed_parameters(survey: Survey) -> Iterator[Finding]:
    """A parameter without a description."""
    for node in survey.of("parameter"):
        schema = node.get("schema")
        if not node.text("description") and not (schema is not None and schema.text("description")):
            message = f"the parameter `{raw(node, 'name')}` has no description"
            yield Finding(
                node.place, message, "say what it does, and what happens when it's left out"
            )


def unused_definitions(survey: Survey) -> Iterator[Finding]:
    """A component, or an entry of a shared file, that nothing refers to."""
    used = {
        each.target.identity
        for each in survey.references
        if each.target is not None and not _inside(each.node, each.target)
    }
    used |= {node.identity for node in survey.mapped}
    used |= {(path, tokens[:3]) for path, tokens in used}
    for section in ("schemas", "parameters", "responses", "headers", "requestBodies", "examples"):
        entries = survey.document.root.at(("components", section))
        for name, node in entries.items() if entries is not None else ():
            if node.identity not in used and "$ref" not in node and not _is_template(node):
                reading = "it is a type all the same" if section == "schemas" else "it is left out"
                yield _unused(node, name, reading)
    yield from _unused_entries(survey)


def _is_template(node: Node) -> bool:
    """Whether others are made by writing this out, with their own in place of its anchors."""
    inner = node.get("$defs")
    rows = [node, *(each for _, each in (inner.items() if inner is not None else ()))]
    return any("$dynamicAnchor" in each for each in rows)


def _inside(reference: Node, target: Node) -> bool:
    """Whether a reference stands in what it leads to."""
    way = reference.tokens[: len(target.tokens)]
    return reference.source is target.source and way == target.tokens


def _unused_entries(survey: Survey) -> Iterator[Finding]:
    """Entries of files whose other entries are used."""
    seen: set[Identity] = set()
    for node in survey.of(*_SHARED):
        seen.add((node.source.path, node.tokens[:1]))
    for file in survey.document.files[1:]:
        for name, node in file.items():
            if (file.source.path, ()) not in seen and node.identity not in seen:
                yield _unused(node, name, "it is left out")


def _unused(node: Node, name: str, reading: str) -> Finding:
    return Finding(node.key_place, f"nothing uses `{name}`", "refer to it, or remove it", reading)
