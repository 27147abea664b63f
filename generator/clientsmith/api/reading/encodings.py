"""The members of a form and the node of its media type in, how each of them is written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from clientsmith.api.ir import BodyKind, Encoding, Property, Style
from clientsmith.api.reading.media_types import is_json
from clientsmith.api.reading.schemas import SchemaReader, without_null
from clientsmith.api.reading.styles import shape_of, style_of
from clientsmith.api.types import Anything, Array, MapOf, Ref, Type, Union
from clientsmith.document import Node

_STYLED = ("style", "explode", "allowReserved")


def read_encodings(
    kind: BodyKind, properties: Iterable[Property], medium: Node, schemas: SchemaReader
) -> Iterator[Encoding]:
    """The encodings of those members that have one, by the document or by what OpenAPI says of them.

    A style counts where one of its keywords is written down; otherwise the media type does, which
    for an object is JSON (3.0.4 and 3.1.1, Encoding Object).
    """
    styled = kind == "form" or not _is_before(medium, "3.1")
    for each in properties:
        node = medium.at(("encoding", each.name))
        if node is not None and styled and node.has_any(*_STYLED):
            yield Encoding(each.name, style_of(node, "query"), shape_of(each.type, schemas))
        elif kind == "form":
            style = _style_in_form(node, each.type, medium, schemas)
            if style is not None:
                yield Encoding(each.name, style, "object")
        elif node is not None:
            media_type, headers = node.text("contentType"), tuple(_headers(node))
            if media_type or headers:
                yield Encoding(each.name, media_type=media_type, headers=headers)


def _is_before(node: Node, version: Literal["3.1"]) -> bool:
    return str(node.document.root.mapping.get("openapi", "")) < version


def _style_in_form(
    node: Node | None, type_: Type, medium: Node, schemas: SchemaReader
) -> Style | None:
    """How a form writes what is no text: an object, or a list that has objects in it."""
    media_type = node.text("contentType") if node is not None else ""
    if media_type:
        return Style("json") if is_json(media_type.lower()) else None
    if _is_object(type_, schemas):
        return Style("form", explode=True) if _is_before(medium, "3.1") else Style("json")
    if any(
        isinstance(each, Array) and _has_objects(each, schemas) for each in _ways(type_, schemas)
    ):
        return Style("deepObject", explode=True)
    return None


def _has_objects(type_: Array, schemas: SchemaReader) -> bool:
    return any(_is_object(each, schemas) for each in _ways(type_.item, schemas))


def _ways(type_: Type, schemas: SchemaReader) -> Iterator[Type]:
    """What a value may be: what each alternative says of it, where there are several."""
    bare = without_null(type_)
    if isinstance(bare, Ref) and schemas.object_of(bare) is None:
        bare = without_null(getattr(schemas.schemas[bare.key].shape, "type", bare))
    yield from map(without_null, bare.members) if isinstance(bare, Union) else (bare,)


def _is_object(type_: Type, schemas: SchemaReader) -> bool:
    type_ = without_null(type_)
    if isinstance(type_, Ref) and schemas.object_of(type_) is None:
        shape = schemas.schemas[type_.key].shape
        type_ = getattr(shape, "type", Anything())
    return isinstance(type_, MapOf) or schemas.object_of(type_) is not None


def _headers(node: Node) -> Iterator[tuple[str, str]]:
    """The headers of a part that have one value; others come with the file that a caller gives."""
    declared = node.get("headers")
    for name, header in declared.items() if declared is not None else ():
        schema = header.resolve().get("schema")
        said = schema.resolve().mapping if schema is not None else {}
        values = [said["const"]] if "const" in said else said.get("enum", [said.get("default")])
        if len(values) == 1 and values[0] is not None and name.lower() != "content-type":
            yield name, str(values[0])
