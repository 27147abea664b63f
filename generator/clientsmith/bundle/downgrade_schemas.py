"""A bundled document of OpenAPI 3.1 in, the same in OpenAPI 3.0 out, whose schemas know far less.

A schema of 3.0 says as much of its 3.1 self as it can, and never forbids what that allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clientsmith.bundle.downgrade import DROPPED, Fields, drop, set_aside, visit
from clientsmith.document.limits import is_list, is_mapping

# Restrictions that 3.0 can't state; without them a schema allows more.
_UNKNOWN = (
    "$anchor", "$comment", "$defs", "$dynamicAnchor", "$dynamicRef", "$id", "$schema", "$vocabulary",
    "contains", "contentSchema", "definitions", "dependentRequired", "dependentSchemas", "else", "if",
    "maxContains", "minContains", "patternProperties", "prefixItems", "propertyNames", "then",
    "unevaluatedItems", "unevaluatedProperties",
)  # fmt: skip


def to_30(document: Fields) -> Fields:
    """The document in OpenAPI 3.0."""
    changed: Fields = visit("root", document, _change)
    changed["openapi"] = "3.0.4"
    changed.setdefault("paths", {})
    changed.pop("jsonSchemaDialect", None)
    drop(changed, "webhooks")
    set_aside(changed["info"], "summary")
    if is_mapping(changed["info"].get("license")):
        set_aside(changed["info"]["license"], "identifier")
    return _without_mutual_tls(changed)


def _change(role: str, value: Any) -> Any:
    if role == "schema":
        return _schema(value)
    if is_mapping(value):
        if isinstance(value.get("$ref"), str):
            return value if role == "path_item" else {"$ref": value["$ref"]}
        if role in _CHANGES:
            _CHANGES[role](value)
    return value


def _operation(fields: Fields) -> None:
    if not fields.get("responses"):
        fields["responses"] = {"default": {"description": ""}}


def _components(fields: Fields) -> None:
    fields.pop("pathItems", None)


_CHANGES: dict[str, Callable[[Fields], None]] = {
    "operation": _operation,
    "components": _components,
}


def _without_mutual_tls(document: Fields) -> Fields:
    """3.0 has no scheme of that type, so no requirement can name it."""
    components = document.get("components", {})
    schemes: Fields = components.get("securitySchemes", {})
    gone = [name for name, each in schemes.items() if each.get("type") == "mutualTLS"]
    if not gone:
        return document
    for name in gone:
        del schemes[name]
    changed: Fields = visit("root", document, lambda role, value: _without(role, value, gone))
    return changed


def _without(role: str, value: Any, names: list[str]) -> Any:
    """Requirements less those that can't be met, not less a part of what they require."""
    if role in ("root", "operation") and is_mapping(value) and is_list(value.get("security")):
        rows: list[Any] = value["security"]
        value["security"] = [row for row in rows if not set(names) & set(row)]
        if len(value["security"]) < len(rows):
            value[DROPPED] = [*value.get(DROPPED, ()), *names]
    return value


# --- schemas ---


def _schema(value: Any) -> Any:
    if isinstance(value, bool):
        return {} if value else {"not": {}}
    if not is_mapping(value):
        return value
    fields = dict(value)
    if isinstance(fields.get("$ref"), str):
        return _beside_reference(fields)
    for change in (_content, _constant, _examples, _bounds, _pattern_properties, _null, _types):
        change(fields)
    if fields.get("additionalProperties") == {"not": {}}:
        fields["additionalProperties"] = False
    drop(fields, *[key for key in _UNKNOWN if key in fields])
    if fields.get("type") == "array":
        fields.setdefault("items", {})
    return fields


def _beside_reference(fields: Fields) -> Fields:
    """3.0 ignores what stands beside a reference, so the reference moves inside."""
    if len(fields) == 1:
        return fields
    reference = {"$ref": fields.pop("$ref")}
    rest = _schema(fields)
    parts = rest.pop("allOf", [])
    return {**rest, "allOf": [reference, *parts]}


def _content(fields: Fields) -> None:
    encoding = fields.pop("contentEncoding", None)
    media_type = fields.pop("contentMediaType", None)
    if encoding in ("base64", "base64url"):
        fields.setdefault("format", "byte")
    elif media_type is not None and "format" not in fields:
        fields.setdefault("type", "string")
        fields["format"] = "binary"


def _constant(fields: Fields) -> None:
    if fields.get("enum") == []:
        del fields["enum"]
    if "const" in fields:
        value = fields.pop("const")
        fields["enum"] = [value]
        if value is None:
            fields["nullable"] = True


def _examples(fields: Fields) -> None:
    found = fields.pop("examples", None)
    if is_list(found) and found:
        fields.setdefault("example", found[0])


def _bounds(fields: Fields) -> None:
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        limit = fields.get(exclusive)
        if isinstance(limit, bool) or not isinstance(limit, (int, float)):
            continue
        del fields[exclusive]
        inclusive = fields.get(bound)
        tighter = inclusive is None or (
            limit >= inclusive if bound == "minimum" else limit <= inclusive
        )
        if tighter:
            fields[bound], fields[exclusive] = limit, True


def _pattern_properties(fields: Fields) -> None:
    """Names that only a pattern allowed are allowed by nothing in 3.0, unless all are."""
    if "patternProperties" in fields or "prefixItems" in fields:
        drop(fields, "additionalProperties")
        if "prefixItems" in fields and "items" in fields:
            drop(fields, "items")


def _null(fields: Fields) -> None:
    """A union with null is a nullable union of the rest."""
    for key in ("oneOf", "anyOf"):
        members = fields.get(key)
        if not is_list(members):
            continue
        rest = [each for each in members if not _is_null(each)]
        if len(rest) == len(members):
            continue
        fields["nullable"] = True
        fields[key] = rest
        if not rest:
            del fields[key]
            fields["enum"] = [None]
        elif len(rest) == 1 and "discriminator" not in fields:
            del fields[key]
            fields["allOf"] = [*fields.get("allOf", ()), *rest]


def _is_null(schema: Any) -> bool:
    return is_mapping(schema) and schema.get("enum") == [None] and schema.get("nullable") is True


def _types(fields: Fields) -> None:
    said = fields.get("type")
    types: list[Any] = said if is_list(said) else [said]
    rest = [each for each in types if each not in ("null", None)]
    if "null" in types:
        fields["nullable"] = True
        values = fields.get("enum")
        if is_list(values) and None not in values:
            fields["enum"] = [*values, None]
    fields.pop("type", None)
    if len(rest) == 1:
        fields["type"] = rest[0]
    elif rest:
        variants = [_only(each) for each in rest]
        if "anyOf" in fields:
            fields["allOf"] = [*fields.get("allOf", ()), {"anyOf": variants}]
        else:
            fields["anyOf"] = variants
    elif "null" in types:
        fields["enum"] = [None]


def _only(type_: Any) -> Fields:
    return {"type": type_, "items": {}} if type_ == "array" else {"type": type_}
