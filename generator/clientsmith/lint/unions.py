"""Rules about unions: a discriminator names a member that the variants have, and schemas that exist."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.document import Node
from clientsmith.lint.references import nearest
from clientsmith.lint.survey import Finding, Survey, is_object, resolved
from clientsmith.problems import ProblemsFound


def nameless_discriminators(survey: Survey) -> Iterator[Finding]:
    """A discriminator that doesn't say which member it is about."""
    for node in survey.of("discriminator"):
        if not node.text("propertyName"):
            yield Finding(node.place, "a discriminator without `propertyName`", "name the member")


def mappings_to_nowhere(survey: Survey) -> Iterator[Finding]:
    """A tag that stands for no schema."""
    for discriminator in survey.of("discriminator"):
        mapping = discriminator.get("mapping")
        if mapping is not None and not is_object(mapping):
            yield Finding(mapping.place, "`mapping` is an object", "write `tag: '#/…/Schema'`")
        for tag, node in mapping.items() if mapping is not None else ():
            if not isinstance(node.value, str) or target_of(node) is None:
                message = f"the tag `{tag}` stands for {node.value!r}, which is no schema"
                yield Finding(node.place, message, _advice(survey, node))


def target_of(node: Node) -> Node | None:
    """The schema that a mapping's value names."""
    try:
        return node.follow()
    except ProblemsFound:
        return None


def _advice(survey: Survey, node: Node) -> str:
    schemas = survey.document.root.at(("components", "schemas"))
    way, _, name = str(node.value).rpartition("/")
    parent = node.document.find(node.source, way) if "#" in way else schemas
    return nearest(name, (key for key, _ in parent.items())) if parent is not None else "mend it"


def untagged_variants(survey: Survey) -> Iterator[Finding]:
    """A variant without the member that is to tell it from others."""
    for discriminator in survey.of("discriminator"):
        name = discriminator.text("propertyName")
        union = survey.document.find(discriminator.source, _pointer(discriminator.tokens[:-1]))
        if not name or union is None:
            continue
        for key in ("oneOf", "anyOf"):
            members = union.get(key)
            for member in members.elements() if members is not None else ():
                if has_member(member, name) is False:
                    message = (
                        f"this variant has no property `{name}`, which the discriminator names"
                    )
                    yield Finding(member.place, message, f"define `{name}` in it, as a constant")


def _pointer(tokens: tuple[str, ...]) -> str:
    return "#" + "".join(f"/{each.replace('~', '~0').replace('/', '~1')}" for each in tokens)


def has_member(schema: Node, name: str, depth: int = 0) -> bool | None:
    """Whether an object has a member, through references and compositions; None if unclear."""
    node = resolved(schema)
    if node is None or not is_object(node) or depth > 16:
        return None
    properties = node.get("properties")
    if properties is not None and name in properties:
        return True
    for key in ("oneOf", "anyOf"):
        variants = node.get(key)
        if variants is not None:
            found = [has_member(each, name, depth + 1) for each in variants.elements()]
            return False if False in found else (True if found and None not in found else None)
    parts = node.get("allOf")
    found = [has_member(each, name, depth + 1) for each in parts.elements()] if parts else []
    if any(found):
        return True
    return None if None in found else False
