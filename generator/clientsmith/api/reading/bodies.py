"""A request body node in, an `ir.Body` out: every media type, the best one first."""

from __future__ import annotations

from clientsmith.api.ir import (
    AliasShape,
    Anything,
    Array,
    Body,
    BodyContent,
    BodyKind,
    ObjectShape,
    Primitive,
    Property,
    Ref,
    Type,
)
from clientsmith.api.reading.media_types import by_preference, is_json
from clientsmith.api.reading.schemas import Hint, SchemaReader, without_null
from clientsmith.document import Node

_KINDS: dict[str, BodyKind] = {
    "multipart/form-data": "multipart",
    "application/x-www-form-urlencoded": "form",
}
_ORDER = ("json", "multipart/form-data", "application/x-www-form-urlencoded")


def read_body(request: Node, schemas: SchemaReader, hint: Hint) -> Body | None:
    """What a request sends; nothing where it declares no content."""
    node = request.resolve()
    media = by_preference(node.get("content"), _ORDER)
    if not media:
        return None
    return Body(
        content=tuple(
            _content(media_type, medium, schemas, _hint(hint, media_type, first=index == 0))
            for index, (media_type, medium) in enumerate(media)
        ),
        required=node.flag("required"),
        description=node.text("description"),
        place=node.place,
    )


def _hint(hint: Hint, media_type: str, *, first: bool) -> Hint:
    """Bodies of one operation that are written in place have different names."""
    return hint.member("Params") if first else hint.member(media_type.rpartition("/")[2], "Params")


def _content(media_type: str, medium: Node, schemas: SchemaReader, hint: Hint) -> BodyContent:
    schema = medium.get("schema")
    type_ = schemas.named(schema, hint) if schema is not None else Anything()
    kind = _kind(media_type)
    shape = _shape(type_, schemas)
    properties = shape.properties if shape is not None and kind not in ("binary", "text") else None
    return BodyContent(
        kind=kind,
        media_type=media_type,
        type=type_,
        properties=properties,
        files=tuple(_files(properties or (), schemas)) if kind == "multipart" else (),
    )


def _kind(media_type: str) -> BodyKind:
    if media_type in _KINDS:
        return _KINDS[media_type]
    if is_json(media_type):
        return "json"
    return "text" if media_type.startswith("text/") else "binary"


def _shape(type_: Type, schemas: SchemaReader) -> ObjectShape | None:
    """The object whose members become arguments: not a mapping, not an alternative of several."""
    shape = schemas.object_of(type_)
    return shape if shape is not None and shape.additional is None else None


def _files(properties: tuple[Property, ...], schemas: SchemaReader) -> list[str]:
    found: list[str] = []
    for property_ in properties:
        type_ = _unalias(property_.type, schemas)
        item = _unalias(type_.item, schemas) if isinstance(type_, Array) else type_
        if _is_binary(item):
            found.append(property_.name)
    return found


def _unalias(type_: Type, schemas: SchemaReader) -> Type:
    type_ = without_null(type_)
    for _ in range(16):
        if not isinstance(type_, Ref):
            break
        shape = schemas.schemas[type_.key].shape
        if not isinstance(shape, AliasShape):
            break
        type_ = without_null(shape.type)
    return type_


def _is_binary(type_: Type) -> bool:
    return isinstance(type_, Primitive) and type_.format == "binary"
