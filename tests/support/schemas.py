"""Schemas of our document in, what is wrong with a value by them out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from clientsmith.api.ir import Body, ObjectShape, Property
from clientsmith.api.reading.operations import Mounted, mounted_operations
from clientsmith.api.types import Array, JsonValue, MapOf, Nullable, Ref, Type, Union
from clientsmith.document import Node
from support.calls import bare
from support.claude import document


@cache
def mounted() -> dict[str, Mounted]:
    """Every operation at each of its accessors, by its id, with its nodes."""
    found = mounted_operations(document().root["paths"])
    return {".".join(each.accessor): each for each in found}


def wrong_with(value: JsonValue, schema: Node) -> list[str]:
    """What a schema of the document has against a value."""
    errors = _validator(_address(schema)).iter_errors(value)
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


@cache
def _validator(address: str) -> Any:  # the stubs leave a type of what it finds open
    return Draft202012Validator(
        {"$ref": address},
        registry=_registry(),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


@cache
def _registry() -> Registry[Any]:
    registry: Registry[Any] = Registry()
    for file in document().files:
        uri = file.source.path.as_uri()
        registry = registry.with_resource(uri, DRAFT202012.create_resource(file.value))
    return registry


def _address(node: Node) -> str:
    tokens = (token.replace("~", "~0").replace("/", "~1") for token in node.tokens)
    return node.source.path.as_uri() + "#" + quote("".join(f"/{token}" for token in tokens))


def sent(body: Body | None) -> Type | ObjectShape | None:
    """What a body looks like on the wire; the schema of its type may hold further arguments."""
    if body is None or body.main.properties is None:
        return body.main.type if body is not None else None
    return ObjectShape(body.main.properties)


def strays(type_: Type | ObjectShape | None, value: JsonValue, way: str = "$") -> list[str]:
    """The members of a value that its type doesn't know, which a schema lets pass."""
    found = type_ if isinstance(type_, ObjectShape) else bare(type_)
    if isinstance(found, ObjectShape) and isinstance(value, dict):
        known = {each.name: each for each in found.properties}
        return [
            stray
            for name, member in value.items()
            for stray in _strays_of(known.get(name), found.additional, member, f"{way}.{name}")
        ]
    if isinstance(found, Array) and isinstance(value, list):
        each = enumerate(value)
        return [stray for n, item in each for stray in strays(found.item, item, f"{way}[{n}]")]
    if isinstance(found, Union):
        return min((strays(each, value, way) for each in _variants(found, value)), key=len)
    return []


def _strays_of(known: Property | None, more: Type | None, value: JsonValue, way: str) -> list[str]:
    if known is None:
        return [way] if more is None else strays(more, value, way)
    return strays(known.type, value, way)


def _variants(union: Union, value: JsonValue) -> Iterator[Type]:
    """The variant that a value says it is, or all of its own kind."""
    chosen = union.discriminator
    tag = value.get(chosen.property) if chosen is not None and isinstance(value, dict) else None
    tagged = [Ref(key) for name, key in chosen.mapping if name == tag] if chosen else []
    shape = ObjectShape | MapOf if isinstance(value, dict) else Array
    fitting = [each for each in union.members if isinstance(_core(each), shape | Union)]
    yield from tagged or fitting or union.members


def _core(type_: Type) -> Type | ObjectShape | None:
    return bare(type_.inner if isinstance(type_, Nullable) else type_)
