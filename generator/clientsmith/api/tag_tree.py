"""The tags of a document in, those that each is below, and what is said of them out."""

from __future__ import annotations

from clientsmith.api.case import snake
from clientsmith.document import Node


def tags_above(root: Node) -> dict[str, tuple[str, ...]]:
    """The tags above each that has a `parent` (OpenAPI 3.2), the outermost first.

    Those that come back to themselves are below nothing, and so are those below what is no tag.
    """
    declared = _declared(root)
    found: dict[str, tuple[str, ...]] = {}
    for name in declared:
        above: list[str] = []
        parent = declared[name].text("parent")
        while parent in declared and parent not in (name, *above):
            above.insert(0, parent)
            parent = declared[parent].text("parent")
        if above and not parent:
            found[name] = tuple(above)
    return found


def tag_descriptions(root: Node) -> dict[str, str]:
    """What the document's tags say of the resources that bear their names."""
    above = tags_above(root)
    found: dict[str, str] = {}
    for name, node in _declared(root).items():
        text = node.text("description") or node.text("summary")
        if text:
            way = name.split(".") if "." in name else (*above.get(name, ()), name)
            found[".".join(map(snake, way))] = text.strip()
    return found


def _declared(root: Node) -> dict[str, Node]:
    tags = root.get("tags")
    return {node.text("name"): node for node in (tags.elements() if tags is not None else ())}
