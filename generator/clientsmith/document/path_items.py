"""A path item in, its operations out, each by the method that is sent."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.document.grammar import METHODS
from clientsmith.document.limits import is_mapping
from clientsmith.document.nodes import Node


def operations_in(item: Node) -> Iterator[tuple[str, Node]]:
    """The operations as they are written: one may be a reference.

    Those of OpenAPI 3.2's `additionalOperations` are sent by the method that they are named by.
    """
    for method in METHODS:
        node = item.get(method)
        if node is not None:
            yield method.upper(), node
    further = item.get("additionalOperations")
    if further is not None and is_mapping(further.value):
        yield from ((name, node) for name, node in further.items() if not name.startswith("x-"))
