"""Parameter nodes in, `ir.Parameter`s out, later declarations replacing earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import get_args

from clientsmith.api.ir import Location, Parameter, Style
from clientsmith.api.reading.schemas import Hint, SchemaReader
from clientsmith.api.reading.styles import content_style, shape_of, style_of
from clientsmith.api.reading.values import chain, constraints_of, is_password, said
from clientsmith.document import Node

# The whole query as one value (3.2): a form is an object whose members are the query's.
_LOCATIONS: dict[str, Location] = {
    **{str(value): value for value in get_args(Location)},
    "querystring": "query",
}


def merged_parameters(*sources: Node | Sequence[Node] | None) -> list[Node]:
    """The parameters of a path item, its operation, and so on: one for each place and name.

    They are given as they stand there, references as such.
    """
    found: dict[tuple[str, str], Node] = {}
    for source in sources:
        for entry in _elements(source):
            node = entry.resolve()
            location, name = str(node["in"].value), str(node["name"].value)
            found[location, name.lower() if location == "header" else name] = entry
    return list(found.values())


def _elements(source: Node | Sequence[Node] | None) -> Iterable[Node]:
    if source is None:
        return ()
    return source.elements() if isinstance(source, Node) else source


def read_parameter(entry: Node, schemas: SchemaReader, hint: Hint) -> Parameter:
    """One parameter; what is said of it beside a reference goes before what is said at its end."""
    node = entry.resolve()
    name, location = str(node["name"].value), _LOCATIONS[str(node["in"].value)]
    schema = _schema(node)
    constant = schema.get("const") if schema is not None else None
    extension = node.get("x-client")
    argument = extension.get("argument") if extension is not None else None
    default = said(schema, "default") if schema is not None else None
    type_ = schemas.read(schema if schema is not None else node, hint.member(name))
    return Parameter(
        name=name,
        location=location,
        type=type_,
        required=location == "path" or node.flag("required"),
        description=_description(entry, node, schema),
        place=node.place,
        argument=str(argument.value) if argument is not None else None,
        style=_style(node, location),
        shape=shape_of(type_, schemas),
        constant=constant.value if constant is not None else None,
        is_constant=constant is not None,
        deprecated=node.flag("deprecated"),
        default=default.value if default is not None else None,
        has_default=default is not None,
        constraints=constraints_of(schema, type_) if schema is not None else (),
        secret=schema is not None and is_password(chain(schema)),
    )


def _style(node: Node, location: Location) -> Style:
    content = node.get("content")
    media_type = next((name for name, _ in content.items()), None) if content is not None else None
    if media_type is None or "schema" in node:
        return style_of(node, location)
    style = content_style(media_type)
    return replace(style, whole=node.text("in") == "querystring" and style.name != "form")


def is_constant(entry: Node) -> bool:
    """Whether a parameter has one value, which is sent always and asked of nobody."""
    schema = _schema(entry.resolve())
    return schema is not None and "const" in schema


def _schema(node: Node) -> Node | None:
    schema = node.get("schema")
    if schema is not None:
        return schema
    content = node.get("content")
    medium = next((media for _, media in content.items()), None) if content is not None else None
    return medium.get("schema") if medium is not None else None


def _description(*holders: Node | None) -> str:
    for holder in holders:
        found = holder.get("description") if holder is not None else None
        if found is not None and isinstance(found.value, str):
            return found.value.strip()
    return ""
