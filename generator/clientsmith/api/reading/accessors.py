"""An operation's node in, what its name is chosen from out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from clientsmith.api.naming.calls import Call, Gift, segments_of
from clientsmith.api.naming.english import base, words_of
from clientsmith.api.reading.media_types import STREAMS, base_of, is_json
from clientsmith.document import Node

# Members that hold what a list gives, whatever stands beside them.
_ITEMS = frozenset({"data", "elements", "entries", "items", "records", "results", "rows", "values"})


def read_call(
    node: Node,
    method: str,
    path: str,
    above: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Call:
    """What is known of an operation before it has a name; `above` has the tags above others."""
    identifier, tags = node.get("operationId"), tuple(node.strings("tags"))
    return Call(
        method=method,
        path=path,
        id=str(identifier.value) if identifier is not None else "",
        tags=tags,
        above=above.get(tags[0], ()) if tags else (),
        gives=_gives(node, path),
        takes_file=_takes_file(node.get("requestBody")),
    )


def _gives(node: Node, path: str) -> Gift:
    """What a success gives, by the first media type that says so."""
    subject = next((base(each.words) for each in segments_of(path)[::-1] if not each.is_item), "")
    for media_type, schema in _success(node):
        if is_json(media_type):
            return _json(schema, subject) if schema is not None else "unknown"
        if media_type in STREAMS:
            return "stream"
        if not media_type.startswith("text/") and "xml" not in media_type:
            return "file"
    return "unknown"


def _success(node: Node) -> Iterator[tuple[str, Node | None]]:
    responses = node.get("responses")
    for status, entry in responses.items() if responses is not None else ():
        content = entry.resolve().get("content") if status.startswith("2") else None
        for name, medium in content.items() if content is not None else ():
            schema = medium.get("schema")
            yield base_of(name), schema.resolve() if schema is not None else None


def _json(schema: Node, subject: str, depth: int = 0) -> Gift:
    """An array, or an object whose main member is one or holds one, is a list."""
    if _is_file(schema):
        return "file"
    if "array" in _types(schema):
        return "list"
    members = dict(_members(schema))
    if not members:
        return "unknown" if not _types(schema) else "object"
    arrays = {name for name, each in members.items() if "array" in _types(each)}
    if len(arrays) == 1 or any(n in _ITEMS or base(words_of(n)) == subject for n in arrays):
        return "list"
    inside = [each for each in members.values() if "properties" in each]
    nested = not arrays and len(inside) == 1 and depth < 2 and _json(inside[0], subject, depth + 1)
    return "list" if nested == "list" else "object"


def _members(schema: Node, depth: int = 0) -> Iterator[tuple[str, Node]]:
    properties, parts = schema.get("properties"), schema.get("allOf")
    for name, each in properties.items() if properties is not None else ():
        yield name, each.resolve()
    if depth < 4:
        for part in parts.elements() if parts is not None else ():
            yield from _members(part.resolve(), depth + 1)


def _types(schema: Node) -> list[str]:
    said = schema.get("type")
    if said is None:
        return []
    return [str(each) for each in said.value] if said.sequence else [str(said.value)]


def _takes_file(request: Node | None) -> bool:
    """Whether all that is taken is a form with a file, or a file alone."""
    content = request.resolve().get("content") if request is not None else None
    media = (
        [(base_of(name), medium) for name, medium in content.items()] if content is not None else []
    )
    return bool(media) and all(_is_file_form(name, medium.get("schema")) for name, medium in media)


def _is_file_form(media_type: str, schema: Node | None) -> bool:
    if not media_type.startswith("multipart/"):
        return media_type == "application/octet-stream"
    members = _members(schema.resolve()) if schema is not None else ()
    return any(_is_file(each) or _is_file(_item(each)) for _, each in members)


def _item(schema: Node) -> Node | None:
    items = schema.get("items")
    return items.resolve() if items is not None else None


def _is_file(schema: Node | None) -> bool:
    if schema is None:
        return False
    return schema.text("format") == "binary" or "contentMediaType" in schema
