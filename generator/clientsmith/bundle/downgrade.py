"""A bundled document of OpenAPI 3.2 in, the same in OpenAPI 3.1 out.

What 3.1 has no word for is kept under a name with `x-`, or left out and told of in
`x-clientsmith-dropped`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from clientsmith.document.grammar import MAPS, SHAPES
from clientsmith.document.limits import is_list, is_mapping

Fields: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[str, Any], Any]

DROPPED = "x-clientsmith-dropped"


def to_31(document: Fields) -> Fields:
    """The document in OpenAPI 3.1."""
    changed: Fields = visit("root", document, _change)
    changed["openapi"] = "3.1.1"
    changed.pop("$self", None)
    for tag in changed.get("tags", ()):
        set_aside(tag, "summary", "parent", "kind")
    return changed


def visit(role: str, value: Any, change: Change) -> Any:
    """Changes everything that has a role, what is inside first."""
    if is_mapping(value):
        shapes = SHAPES.get(role, {})
        value = {
            key: _visit_member(MAPS[role] if role in MAPS else shapes.get(key), each, change)
            for key, each in value.items()
        }
    return change(role, value)


def _visit_member(shape: str | None, value: Any, change: Change) -> Any:
    if shape is None:
        return value
    role = shape.strip("[]{}")
    if shape.startswith("[") and is_list(value):
        return [visit(role, each, change) for each in value]
    if shape.startswith("{") and is_mapping(value):
        return {key: visit(role, each, change) for key, each in value.items()}
    return visit(role, value, change)


def set_aside(fields: Fields, *keys: str) -> None:
    """Keeps members under names with `x-`."""
    for key in keys:
        if key in fields:
            fields[f"x-{key}"] = fields.pop(key)


def drop(fields: Fields, *keys: str) -> None:
    """Leaves members out, and says so."""
    gone = [key for key in keys if fields.pop(key, None) is not None]
    if gone:
        fields[DROPPED] = [*fields.get(DROPPED, ()), *gone]


def _change(role: str, value: Any) -> Any:
    if is_mapping(value) and role in _CHANGES and "$ref" not in value:
        _CHANGES[role](value)
    return value


def _media_type(fields: Fields) -> None:
    if "itemSchema" in fields:
        fields.setdefault("schema", fields["itemSchema"])
        set_aside(fields, "itemSchema")
    drop(fields, "prefixEncoding", "itemEncoding")
    fields.pop("description", None)


def _example(fields: Fields) -> None:
    for key in ("dataValue", "serializedValue"):
        if key in fields:
            value = fields.pop(key)
            if "value" not in fields and "externalValue" not in fields:
                fields["value"] = value


def _path_item(fields: Fields) -> None:
    drop(fields, "query")
    more = fields.pop("additionalOperations", None)
    if is_mapping(more):
        fields[DROPPED] = [*fields.get(DROPPED, ()), *more]
    _drop_querystring(fields)


def _drop_querystring(fields: Fields) -> None:
    parameters = fields.get("parameters")
    if is_list(parameters):
        kept = [each for each in parameters if not _is_querystring(each)]
        if len(kept) < len(parameters):
            fields["parameters"] = kept
            fields[DROPPED] = [*fields.get(DROPPED, ()), "querystring"]


def _is_querystring(parameter: Any) -> bool:
    return is_mapping(parameter) and parameter.get("in") == "querystring"


def _parameter(fields: Fields) -> None:
    if fields.get("style") == "cookie":
        fields["style"] = "form"


def _response(fields: Fields) -> None:
    summary = fields.pop("summary", "")
    fields.setdefault("description", summary)


def _server(fields: Fields) -> None:
    set_aside(fields, "name")


def _security_scheme(fields: Fields) -> None:
    set_aside(fields, "deprecated", "oauth2MetadataUrl")
    if is_mapping(fields.get("flows")):
        drop(fields["flows"], "deviceAuthorization")


def _discriminator(fields: Fields) -> None:
    set_aside(fields, "defaultMapping")


def _components(fields: Fields) -> None:
    fields.pop("mediaTypes", None)


def _schema(fields: Fields) -> None:
    xml = fields.get("xml")
    if is_mapping(xml):
        kind = xml.pop("nodeType", None)
        if kind == "attribute":
            xml["attribute"] = True
        elif kind == "element" and fields.get("type") == "array":
            xml["wrapped"] = True


_CHANGES: dict[str, Callable[[Fields], None]] = {
    "media_type": _media_type,
    "example": _example,
    "path_item": _path_item,
    "operation": _drop_querystring,
    "parameter": _parameter,
    "response": _response,
    "server": _server,
    "security_scheme": _security_scheme,
    "discriminator": _discriminator,
    "components": _components,
    "schema": _schema,
}
