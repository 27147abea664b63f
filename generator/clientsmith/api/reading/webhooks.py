"""The document's root in, the type of what the API sends of itself out."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.api.case import pascal
from clientsmith.api.reading.locations import module_of
from clientsmith.api.reading.media_types import base_of, is_json
from clientsmith.api.reading.schemas import Hint, SchemaReader
from clientsmith.api.types import Ref, Type, Union
from clientsmith.document import Node
from clientsmith.document.path_items import operations_in

_NAME = "WebhookPayload"


def read_payload(root: Node, schemas: SchemaReader) -> Ref | None:
    """A name for any payload of the document's webhooks and callbacks; None where there are none.

    A payload without a name of its own is called after its webhook; the only one is meant by its own.
    """
    found: dict[Type, None] = {}
    for name, item in _items(root):
        hint = Hint(module_of(item), pascal(name, "Payload"))
        for schema in _sent(item):
            found.setdefault(schemas.named(schema, hint))
    members = tuple(found)
    if not members:
        return None
    first, *others = members
    if isinstance(first, Ref) and not others:
        return first
    type_ = Union(members) if others else first
    return schemas.alias(type_, root, Hint(module_of(root), _NAME))


def _items(root: Node) -> Iterator[tuple[str, Node]]:
    """The path items of webhooks and of callbacks by their names."""
    for key in ("webhooks", "x-webhooks"):
        yield from _members(root.get(key))
    for _, item in _members(root.get("paths")):
        for _, operation in operations_in(item):
            callbacks = operation.resolve().get("callbacks")
            for name, callback in _members(callbacks):
                yield from ((name, each) for _, each in _members(callback))


def _members(holder: Node | None) -> Iterator[tuple[str, Node]]:
    for name, node in holder.items() if holder is not None else ():
        if not name.startswith("x-"):
            yield name, node.resolve()


def _sent(item: Node) -> Iterator[Node]:
    """The schemas of what a path item's operations take as JSON."""
    for _, operation in operations_in(item):
        body = operation.resolve().get("requestBody")
        content = body.resolve().get("content") if body is not None else None
        for media_type, medium in content.items() if content is not None else ():
            schema = medium.resolve().get("schema")
            if is_json(base_of(media_type)) and schema is not None:
                yield schema
