"""A type or its JSON schema in, the schema as the API takes it out: the rest is told in descriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pydantic import BaseModel

_FORMATS = frozenset(
    {
        "date-time",
        "time",
        "date",
        "duration",
        "email",
        "hostname",
        "uri",
        "ipv4",
        "ipv6",
        "uuid",
    }
)
_DEFINITIONS = ("$defs", "definitions")
_TYPES = frozenset({"object", "array", "string", "integer", "number", "boolean", "null"})
_KEPT = ("enum", "const", "description", "title")


def transform_schema(json_schema: type[BaseModel] | Mapping[str, Any]) -> dict[str, Any]:
    """The schema with only what the API takes; what it doesn't take stands in the description.

        transform_schema({"type": "integer", "minimum": 1})
        -> {"type": "integer", "description": "{minimum: 1}"}

    Objects are closed (`additionalProperties: false`), and `oneOf` is an `anyOf`.

    Raises:
        ValueError: a schema says nothing that could be held to.
    """
    if isinstance(json_schema, type):
        json_schema = json_schema.model_json_schema()
    return _taken(json_schema)


def _taken(schema: Mapping[str, Any]) -> dict[str, Any]:
    rest = dict(schema)
    taken: dict[str, Any] = {}
    for name in _DEFINITIONS:
        # Before a reference is looked at: a whole schema may be a reference to one of its own.
        if name in rest:
            taken[name] = _each(rest.pop(name))
    if "$ref" in rest:
        return {**taken, "$ref": rest["$ref"]}
    if isinstance(rest.get("type"), list):
        rest = _alternatives(rest)
    kind = _kind(rest, taken)
    for name in _KEPT:
        if rest.get(name) is not None:
            taken[name] = rest.pop(name)
    if kind == "object":
        _object(rest, taken)
    elif kind == "array":
        _array(rest, taken)
    elif kind == "string" and rest.get("format") in _FORMATS:
        taken["format"] = rest.pop("format")
    _tell(rest, taken)
    return taken


def _kind(rest: dict[str, Any], taken: dict[str, Any]) -> object:
    """The schema's type; of the ways to combine schemas, only the first one counts."""
    kind = rest.pop("type", None)
    found = {name: rest.pop(name, None) for name in ("anyOf", "oneOf", "allOf")}
    for name, schemas in found.items():
        if isinstance(schemas, list):
            inner = cast("list[Mapping[str, Any]]", schemas)
            taken["allOf" if name == "allOf" else "anyOf"] = [_taken(each) for each in inner]
            return kind
    if kind is not None:
        if kind not in _TYPES:
            raise ValueError(f"{kind!r} is no type of JSON Schema")
        taken["type"] = kind
    elif "enum" not in rest and "const" not in rest:
        raise ValueError(
            "A schema needs a `type`, `enum`, `const`, `anyOf`, `oneOf` or `allOf`: "
            f"{dict(rest)!r} allows everything"
        )
    return kind


def _alternatives(rest: dict[str, Any]) -> dict[str, Any]:
    """`{"type": ["string", "null"]}` -> `{"anyOf": [{"type": "string"}, {"type": "null"}]}`."""
    told: dict[str, Any] = {
        name: rest.pop(name) for name in ("description", "title") if name in rest
    }
    return {**told, "anyOf": [{**rest, "type": kind} for kind in rest["type"]]}


def _object(rest: dict[str, Any], taken: dict[str, Any]) -> None:
    taken["properties"] = _each(rest.pop("properties", {}))
    rest.pop("additionalProperties", None)
    taken["additionalProperties"] = False
    required = rest.pop("required", None)
    if required is not None:
        taken["required"] = required


def _array(rest: dict[str, Any], taken: dict[str, Any]) -> None:
    items = rest.pop("items", None)
    if items is not None:
        taken["items"] = _taken(items)
    if rest.get("minItems") in (0, 1):
        taken["minItems"] = rest.pop("minItems")


def _each(schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {name: _taken(schema) for name, schema in schemas.items()}


def _tell(rest: Mapping[str, Any], taken: dict[str, Any]) -> None:
    """What the model isn't held to, it can still read."""
    if not rest:
        return
    told = ", ".join(f"{name}: {value}" for name, value in rest.items())
    before = taken.get("description")
    taken["description"] = f"{before}\n\n{{{told}}}" if before is not None else f"{{{told}}}"
