"""A document in, the same out with the data of its events as what it holds.

OpenAPI 3.2 describes an event of a stream as an object whose `data` is a text of JSON, and what that
is by `contentSchema`; a client gives the JSON, so that schema stands in the text's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clientsmith.document.edits import Edit, edited, read_as
from clientsmith.document.limits import is_mapping
from clientsmith.document.nodes import Document, Identity, Node
from clientsmith.document.path_items import operations_in
from clientsmith.problems import Problem

FIELDS = frozenset({"event", "data", "id", "retry"})
"""What an event has, by the rules of `text/event-stream`."""
_PARTS = ("oneOf", "anyOf", "allOf")


def with_data(document: Document) -> Document:
    """The document with each `contentSchema` of an event's data in the data's place."""
    return edited(document, list(_edits(document.root)))


def is_event(schema: Node) -> bool:
    """Whether an object's members are those of events, `data` among them."""
    properties = schema.get("properties")
    said: Any = properties.value if properties is not None else None
    return is_mapping(said) and "data" in said and set(said) <= FIELDS


def _edits(root: Node) -> Iterator[Edit]:
    seen: set[Identity] = set()
    pending = list(_events(root))
    while pending:
        node = _end(pending.pop())
        if node is None or not is_mapping(node.value) or node.identity in seen:
            continue
        seen.add(node.identity)
        for key in _PARTS:
            parts = node.get(key)
            pending.extend(parts.elements() if parts is not None else ())
        data = node["properties"]["data"] if is_event(node) else None
        if data is not None and is_mapping(data.value) and "contentSchema" in data:
            yield read_as(data, data["contentSchema"].value)


def _events(root: Node) -> Iterator[Node]:
    """The schemas of the events of every answer."""
    paths = root.get("paths")
    for _, entry in paths.items() if paths is not None else ():
        item = _end(entry)
        for _, operation in operations_in(item) if item is not None else ():
            node = _end(operation)
            responses = node.get("responses") if node is not None else None
            for _, response in responses.items() if responses is not None else ():
                answer = _end(response)
                content = answer.get("content") if answer is not None else None
                for name, medium in content.items() if content is not None else ():
                    schema = medium.get("itemSchema")
                    if name.startswith("text/event-stream") and schema is not None:
                        yield schema


def _end(node: Node) -> Node | None:
    end = node.document.end(node)
    return None if isinstance(end, Problem) else end
