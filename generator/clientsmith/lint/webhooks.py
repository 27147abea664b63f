"""Rules about webhooks and callbacks: what a client can't read of what they send."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.document import Node
from clientsmith.document.grammar import METHODS
from clientsmith.lint.survey import Finding, Survey, resolved


def unread_payloads(survey: Survey) -> Iterator[Finding]:
    """A payload that is sent in other media types than JSON: there is no class for it."""
    for item in _items(survey):
        for method in METHODS:
            operation = resolved(item[method]) if method in item else None
            body = operation.get("requestBody") if operation is not None else None
            sent = resolved(body) if body is not None else None
            content = sent.get("content") if sent is not None else None
            rows = list(content.items()) if content is not None else []
            if rows and not any("json" in name.lower() for name, _ in rows):
                name, medium = rows[0]
                message = f"a webhook sends {name}, and only JSON is read by a client"
                remedy = "if it can be had as JSON, say so: `application/json`"
                yield Finding(medium.key_place, message, remedy, "it has no class")


def _items(survey: Survey) -> Iterator[Node]:
    """The path items of webhooks and of callbacks."""
    root = survey.document.root
    for key in ("webhooks", "x-webhooks"):
        yield from _members(root.get(key))
    for operation in survey.operations:
        for callback in _members(operation.node.get("callbacks")):
            yield from _members(callback)


def _members(holder: Node | None) -> Iterator[Node]:
    for name, node in holder.items() if holder is not None else ():
        found = resolved(node) if not name.startswith("x-") else None
        if found is not None:
            yield found
