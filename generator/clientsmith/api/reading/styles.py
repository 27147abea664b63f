"""A parameter node in, the style that its value is written in out: OpenAPI's, its defaults filled in."""

from __future__ import annotations

from typing import get_args

from clientsmith.api.ir import Location, ObjectShape, Style, StyleName, ValueShape
from clientsmith.api.reading.media_types import base_of, is_json
from clientsmith.api.reading.schemas import SchemaReader
from clientsmith.api.types import (
    Array,
    Enumeration,
    Nullable,
    Primitive,
    Ref,
    SchemaKey,
    TupleOf,
    Type,
    Union,
)
from clientsmith.document import Node

_DEFAULTS: dict[Location, StyleName] = {
    "path": "simple",
    "query": "form",
    "header": "simple",
    "cookie": "form",
}
_NAMES: dict[str, StyleName] = {str(name): name for name in get_args(StyleName)}


def style_of(node: Node, location: Location) -> Style:
    """The style of a parameter, or of a member of a form, which is written as a query is.

    OpenAPI leaves open how two of them are exploded: `spaceDelimited` and `pipeDelimited` are then
    lists that repeat their name.
    """
    name = _NAMES.get(node.text("style"), _DEFAULTS[location])
    explode = node.flag("explode") if "explode" in node else name in ("form", "cookie")
    if explode and name in ("spaceDelimited", "pipeDelimited"):
        name = "form"
    return Style(name, explode or name == "deepObject", node.flag("allowReserved"))


def content_style(media_type: str) -> Style:
    """How a parameter is written that is described by a media type."""
    base = base_of(media_type)
    if base == "application/x-www-form-urlencoded":
        return Style("form", explode=True)
    return Style("json") if is_json(base) else Style("text")


def shape_of(
    type_: Type, schemas: SchemaReader, seen: frozenset[SchemaKey] = frozenset()
) -> ValueShape:
    """What a value is to a style: of several, the one that asks most of it."""
    match type_:
        case Primitive() | Enumeration():
            return "scalar"
        case Nullable(inner):
            return shape_of(inner, schemas, seen)
        case Array(item):
            return "list" if shape_of(item, schemas, seen) == "scalar" else "object"
        case TupleOf(items, rest):
            return shape_of(
                Array(Union((*items, rest) if rest is not None else items)), schemas, seen
            )
        case Union(members):
            found = {shape_of(member, schemas, seen) for member in members}
            if "object" in found or not found:
                return "object"
            return "list" if "list" in found else "scalar"
        case Ref(key) if key not in seen:
            shape = schemas.schemas[key].shape
            if isinstance(shape, ObjectShape):
                return "object"
            return shape_of(shape.type, schemas, seen | {key})
        case _:
            return "object"
