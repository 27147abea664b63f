"""A request body node in, an `ir.Body` out."""

from __future__ import annotations

from clientsmith.api.ir import (
    AliasShape,
    Anything,
    Array,
    Body,
    BodyKind,
    ObjectShape,
    Primitive,
    Property,
    Ref,
    Type,
)
from clientsmith.api.reading.media_types import choose_medium
from clientsmith.api.reading.schemas import Hint, SchemaReader, without_null
from clientsmith.document import Node

_KINDS: dict[str, BodyKind] = {
    "multipart/form-data": "multipart",
    "application/x-www-form-urlencoded": "form",
}
_ORDER = ("json", "multipart/form-data", "application/x-www-form-urlencoded")


def read_body(request: Node, schemas: SchemaReader, hint: Hint) -> Body | None:
    """What a request sends, by the media type that a client handles best; none without content."""
    node = request.resolve()
    chosen = choose_medium(node.get("content"), _ORDER)
    if chosen is None:
        return None
    media_type, medium = chosen
    schema = medium.get("schema")
    type_: Type = Anything()
    if schema is not None:
        type_ = schemas.named(schema, hint.member("Params"))
    kind = _kind(media_type)
    shape = _shape(type_, schemas)
    properties = shape.properties if shape is not None and kind != "binary" else None
    description = node.get("description")
    return Body(
        kind=kind,
        media_type=media_type,
        type=type_,
        required=node.flag("required"),
        description=str(description.value).strip() if description is not None else "",
        place=node.place,
        properties=properties,
        files=tuple(_files(properties or (), schemas)) if kind == "multipart" else (),
    )


def _kind(media_type: str) -> BodyKind:
    if media_type in _KINDS:
        return _KINDS[media_type]
    if "json" in media_type or media_type == "*/*":
        return "json"
    return "text" if media_type.startswith("text/") else "binary"


def _shape(type_: Type, schemas: SchemaReader) -> ObjectShape | None:
    """The object whose members become arguments: not a mapping, not an alternative of several."""
    shape = schemas.object_of(type_)
    return shape if shape is not None and shape.additional is None else None


def _files(properties: tuple[Property, ...], schemas: SchemaReader) -> list[str]:
    """The parts that carry a file, or several under one name."""
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
