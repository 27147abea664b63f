"""Rules about unions: a discriminator names a member that the variants have, and schemas that exist."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.document import Node
from clientsmith.document.edits import left_out
from clientsmith.document.nodes import Identity
from clientsmith.document.pointers import pointer_text
from clientsmith.lint.survey import Finding, Survey, is_object, mapped, resolved
from clientsmith.problems import Problem

_DEEPEST = 50  # compositions of compositions; further down nobody looks


def nameless_discriminators(survey: Survey) -> Iterator[Finding]:
    """A discriminator that doesn't say which member it is about."""
    for node in survey.of("discriminator"):
        if not node.text("propertyName"):
            message, edits = "a discriminator without `propertyName`", (left_out(node),)
            yield Finding(node.place, message, "name the member", "it is left out", edits)


def mappings_to_nowhere(survey: Survey) -> Iterator[Finding]:
    """A tag that stands for no schema, or a default that does."""
    for discriminator in survey.of("discriminator"):
        mapping = discriminator.get("mapping")
        if mapping is not None and not is_object(mapping):
            message, remedy = "`mapping` is an object", "write `tag: '#/…/Schema'`"
            yield Finding(mapping.place, message, remedy, "it is left out", (left_out(mapping),))
        for called, node in mapped(discriminator):
            if not isinstance(node.value, str) or _is_nowhere(node):
                message = f"{called} stands for {node.value!r}, which is no schema"
                edits = (left_out(node),)
                yield Finding(node.place, message, _advice(survey, node), "it is left out", edits)


def _is_nowhere(node: Node) -> bool:
    """Whether a mapping's value names no schema."""
    target = node.target()
    return isinstance(target, Problem) or isinstance(node.document.end(target), Problem)


def _advice(survey: Survey, node: Node) -> str:
    schemas = survey.document.root.at(("components", "schemas"))
    way, _, name = str(node.value).rpartition("/")
    parent = node.document.find(node.source, way) if "#" in way else schemas
    return (
        survey.advice.nearest(name, (key for key, _ in parent.items()))
        if parent is not None
        else "mend it"
    )


def untagged_variants(survey: Survey) -> Iterator[Finding]:
    """A variant without the member that is to tell it from others."""
    searches: dict[str, _Search] = {}
    for discriminator in survey.of("discriminator"):
        name = discriminator.text("propertyName")
        union = survey.document.find(discriminator.source, pointer_text(discriminator.tokens[:-1]))
        if not name or union is None:
            continue
        for key in ("oneOf", "anyOf"):
            members = union.get(key)
            for member in members.elements() if members is not None else ():
                if searches.setdefault(name, _Search(name)).find(member) is False:
                    message = (
                        f"this variant has no property `{name}`, which the discriminator names"
                    )
                    remedy = f"define `{name}` in it, as a constant"
                    yield Finding(member.place, message, remedy, "its tag is read all the same")


def has_member(schema: Node, name: str) -> bool | None:
    """Whether an object has a member, through references and compositions; None if unclear."""
    return _Search(name).find(schema)


class _Search:
    """Looks at each schema once, however often unions contain each other."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: dict[Identity, bool | None] = {}
        self._depth = 0

    def find(self, schema: Node) -> bool | None:
        node = resolved(schema)
        if node is None or not is_object(node) or self._depth > _DEEPEST:
            return None
        if node.identity not in self._found:
            self._found[node.identity] = None
            self._depth += 1
            self._found[node.identity] = self._look(node)
            self._depth -= 1
        return self._found[node.identity]

    def _look(self, node: Node) -> bool | None:
        properties = node.get("properties")
        if properties is not None and self._name in properties:
            return True
        for key in ("oneOf", "anyOf"):
            if key in node:
                found = [self.find(each) for each in node[key].elements()]
                return False if False in found else None if None in found else True
        found = [self.find(each) for each in node["allOf"].elements()] if "allOf" in node else []
        if True in found:
            return True
        return None if None in found else False
