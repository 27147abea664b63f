"""A schema and a value in, what the schema refuses in it out: the one place that knows jsonschema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import jsonschema
import referencing
from referencing.jsonschema import DRAFT202012

_JSONSCHEMA: Any = jsonschema
_REFERENCING: Any = referencing


@dataclass(frozen=True, slots=True)
class Violation:
    """What a keyword refused: the way to the value, and the schema that the keyword stands in."""

    way: tuple[str, ...]
    keyword: str
    message: str
    schema: Mapping[str, Any]
    closed: bool

    @property
    def known(self) -> tuple[str, ...]:
        """The members that the schema defines."""
        return tuple(self.schema.get("properties", ()))


Check = Callable[[Any], Iterator[Violation]]


def checker(schema: Mapping[str, Any]) -> Check:
    """A check of values against a schema that refers to nothing outside itself."""
    return _check(_JSONSCHEMA.Draft202012Validator(schema))


def document_checker(files: Mapping[str, Any], version: str) -> Callable[[str], Check]:
    """Checks by the address of a schema, `file:///…#/pointer`, in the files of a document."""
    create: Any = DRAFT202012.create_resource
    resources = [(name, create(data)) for name, data in files.items()]
    registry = _REFERENCING.Registry().with_resources(resources)
    keywords = _KEYWORDS_30 if version == "3.0" else _KEYWORDS
    validator = _JSONSCHEMA.validators.extend(_JSONSCHEMA.Draft202012Validator, keywords)
    return lambda address: _check(validator({"$ref": address}, registry=registry))


def _check(validator: Any) -> Check:
    def check(value: Any) -> Iterator[Violation]:
        try:
            yield from (_violation(error) for error in validator.iter_errors(value))
        except (_REFERENCING.exceptions.Unresolvable, RecursionError, re.error):
            return  # what can't be followed is told by the rules about references and patterns

    return check


def _violation(error: Any) -> Violation:
    deepest = _deepest(error)
    schema: Any = {} if isinstance(deepest.schema, bool) else deepest.schema
    closed = deepest.validator == "additionalProperties" and deepest.validator_value is False
    way = tuple(str(each) for each in deepest.absolute_path)
    return Violation(way, str(deepest.validator), str(deepest.message), schema, closed)


def _deepest(error: Any) -> Any:
    """In a union, the complaint of the variant that the value is most like."""
    while error.context:
        error = _JSONSCHEMA.exceptions.best_match(error.context) or error.context[0]
    return error


def _plain() -> Any:
    """The keywords as JSON Schema has them."""
    return _JSONSCHEMA.Draft202012Validator.VALIDATORS


def _one_of(validator: Any, members: Any, value: Any, schema: Any) -> Iterator[Any]:
    """With a discriminator, the variant that the tag names; otherwise as JSON Schema has it."""
    variant = _variant(value, schema)
    if variant is not None:
        yield from validator.descend(value, {"$ref": variant})
    else:
        yield from _plain()["oneOf"](validator, members, value, schema)


def _any_of(validator: Any, members: Any, value: Any, schema: Any) -> Iterator[Any]:
    variant = _variant(value, schema)
    if variant is not None:
        yield from validator.descend(value, {"$ref": variant})
    else:
        yield from _plain()["anyOf"](validator, members, value, schema)


def _variant(value: Any, schema: Any) -> str | None:
    discriminator = schema.get("discriminator")
    if not isinstance(discriminator, dict) or not isinstance(value, dict):
        return None
    said, members = cast("dict[str, Any]", discriminator), cast("dict[str, Any]", value)
    tag, mapping = members.get(str(said.get("propertyName"))), said.get("mapping")
    if not isinstance(tag, str) or not isinstance(mapping, dict):
        return None
    found = cast("dict[str, Any]", mapping).get(tag)
    return found if isinstance(found, str) and set("/#") & set(found) else None


def _nullable_type(validator: Any, types: Any, value: Any, schema: Any) -> Iterator[Any]:
    """`nullable` of OpenAPI 3.0."""
    if not (value is None and schema.get("nullable") is True):
        yield from _plain()["type"](validator, types, value, schema)


def _nullable_enum(validator: Any, values: Any, value: Any, schema: Any) -> Iterator[Any]:
    if not (value is None and schema.get("nullable") is True):
        yield from _plain()["enum"](validator, values, value, schema)


def _exclusive(keyword: str, bound: str) -> Callable[..., Iterator[Any]]:
    """In OpenAPI 3.0 `exclusiveMinimum: true` is about `minimum`."""

    def check(validator: Any, said: Any, value: Any, schema: Any) -> Iterator[Any]:
        limit = schema.get(bound) if said is True else None if said is False else said
        if limit is not None:
            yield from _plain()[keyword](validator, limit, value, schema)

    return check


_KEYWORDS: dict[str, Any] = {"oneOf": _one_of, "anyOf": _any_of}
_KEYWORDS_30: dict[str, Any] = {
    **_KEYWORDS,
    "type": _nullable_type,
    "enum": _nullable_enum,
    "exclusiveMinimum": _exclusive("exclusiveMinimum", "minimum"),
    "exclusiveMaximum": _exclusive("exclusiveMaximum", "maximum"),
}
