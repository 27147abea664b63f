"""A request body node in, an `ir.Body` out: every media type, the best one first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clientsmith.api.ir import AliasShape, Body, BodyContent, BodyKind, Property
from clientsmith.api.reading.encodings import read_encodings
from clientsmith.api.reading.media_types import by_preference, is_json, is_text, may_be_text
from clientsmith.api.reading.schemas import Hint, SchemaReader, without_null
from clientsmith.api.types import Anything, Array, MapOf, Primitive, Ref, Type
from clientsmith.document import Node

_ORDER = ("json", "multipart/form-data", "application/x-www-form-urlencoded")
_FILE = Primitive("string", "binary")
_TEXT = Primitive("string", "text")
# What makes an object of a schema that may have members though it names none.
_OPENING = ("additionalProperties", "patternProperties", "allOf", "anyOf", "oneOf")


def read_body(request: Node, schemas: SchemaReader, hint: Hint) -> Body | None:
    """What a request sends; nothing where it declares no content, or only that which is empty and
    may be left out."""
    node = request.resolve()
    media = by_preference(node.get("content"), _ORDER)
    content = [
        _content(media_type, medium, schemas, each)
        for (media_type, medium), each in zip(media, _hints(hint, media, schemas), strict=True)
    ]
    required = node.flag("required")
    if not required:
        content = [each for each in content if each.properties != ()]
    if not content:
        return None
    return Body(tuple(content), required, node.text("description"), node.place)


def _hints(hint: Hint, media: list[tuple[str, Node]], schemas: SchemaReader) -> Iterator[Hint]:
    """What the bodies are called that are written in place.

    The members of an object are the arguments, whose type has its name then: `PetCreateParams`.
    Anything else, and each of several, is a body: `PetCreateBody`, `PetCreateFormDataBody`.
    """
    for index, (media_type, medium) in enumerate(media):
        words = [media_type.rpartition("/")[2]] if index else []
        with_members = is_json(media_type) or _form(media_type) is not None
        alone = len(media) == 1 and with_members and schemas.is_object(medium.get("schema"))
        yield hint.member("Params") if alone else hint.member(*words, "Body")


def _content(media_type: str, medium: Node, schemas: SchemaReader, hint: Hint) -> BodyContent:
    schema = medium.get("schema")
    type_ = schemas.named(schema, hint) if schema is not None else Anything()
    kind = _kind(media_type, _unalias(type_, schemas))
    if kind in ("binary", "text"):
        return BodyContent(kind, media_type, _FILE if kind == "binary" else _TEXT)
    properties = _properties(type_, schema, schemas)
    if properties is None or kind == "json":
        return BodyContent(kind, media_type, type_, properties)
    encodings = tuple(read_encodings(kind, properties, medium, schemas))
    properties = tuple(_as_sent(each, medium, schemas) for each in properties)
    files = tuple(_files(properties, schemas)) if kind == "multipart" else ()
    return BodyContent(kind, media_type, type_, properties, files, encodings=encodings)


def _form(media_type: str) -> BodyKind | None:
    """`multipart/mixed` and their like have the parts of a form, and call themselves otherwise."""
    if media_type == "application/x-www-form-urlencoded":
        return "form"
    return "multipart" if media_type.startswith("multipart/") else None


def _kind(media_type: str, type_: Type) -> BodyKind:
    """How a body is written; a form that has no members is the text that a caller makes of it."""
    if form := _form(media_type):
        return "text" if isinstance(type_, (Primitive, Array)) else form
    if is_json(media_type):
        return "json"
    return "text" if is_text(media_type) else "binary"


def _properties(
    type_: Type, schema: Node | None, schemas: SchemaReader
) -> tuple[Property, ...] | None:
    """The members that become arguments: of an object, not of a mapping or an alternative of several."""
    shape = schemas.object_of(type_)
    if shape is not None and shape.additional is None:
        return shape.properties
    return () if shape is None and schema is not None and _is_empty(schema) else None


def _is_empty(schema: Node) -> bool:
    """Whether it is an object without members: `{type: object, properties: {}}`."""
    node = schema.resolve()
    return node.get("properties") is not None and not node.has_any(*_OPENING)


def _as_sent(property_: Property, medium: Node, schemas: SchemaReader) -> Property:
    """The member of a form as a caller gives it: what goes as another media type than a text's or
    JSON is a file, unless it is described as a text and can be one; XML is one whatever its schema.
    """
    declared = medium.at(("encoding", property_.name, "contentType"))
    first = str(declared.value).partition(",")[0].strip().lower() if declared is not None else ""
    if not first or is_json(first) or first == "*/*":
        return property_
    scalar = Array(_FILE) if isinstance(without_null(property_.type), Array) else _FILE
    if is_text(first):
        return property_ if _is_scalar(property_.type, schemas) else replace(property_, type=_TEXT)
    if may_be_text(first) and _unalias(property_.type, schemas) == Primitive("string"):
        return replace(property_, type=_TEXT)
    return replace(property_, type=scalar)


def _is_scalar(type_: Type, schemas: SchemaReader) -> bool:
    type_ = _unalias(type_, schemas)
    type_ = _unalias(type_.item, schemas) if isinstance(type_, Array) else type_
    return not isinstance(type_, (MapOf, Ref, Anything))


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
