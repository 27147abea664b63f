"""Rules about single schemas: keywords have values that mean something, and agree with each other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from clientsmith.document import Node
from clientsmith.document.edits import Edit, left_out, read_as, with_member
from clientsmith.document.nodes import Identity
from clientsmith.lint.survey import Finding, Survey, is_object, raw, resolved

TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")
_COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_EXCLUSIVE = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
# What types are called elsewhere, and what JSON Schema says for it, with a format where it has one.
_MEANT = {
    "any": "", "bool": "boolean", "int": "integer", "long": "integer int64", "float": "number",
    "double": "number", "decimal": "number", "str": "string", "text": "string",
    "file": "string binary", "binary": "string binary", "date": "string date",
    "datetime": "string date-time", "date-time": "string date-time", "uuid": "string uuid",
    "list": "array", "dict": "object", "map": "object", **{each: each for each in TYPES},
}  # fmt: skip
_LISTS = ("enum", "required")
_OPEN = ("patternProperties", "$dynamicRef", "then", "else", "dependentSchemas")
_MOST_PARTS, _MOST_LOOKED = 100, 5000
_LONGEST_PATTERN = 10_000
_COMPOSED = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else"})


def unknown_types(survey: Survey) -> Iterator[Finding]:
    """A type that JSON Schema doesn't have."""
    for schema in survey.of("schema"):
        node = schema.get("type")
        if node is None:
            continue
        for each in node.elements() if isinstance(node.value, list) else (node,):
            if each.value not in TYPES:
                remedy = survey.advice.nearest(str(each.value), TYPES)
                message = f"{each.value!r} is no type of JSON Schema"
                yield Finding(each.place, message, remedy, *_meant_type(schema, each))


def _meant_type(schema: Node, said: Node) -> tuple[str, tuple[Edit, ...]]:
    """What other notations call a type is read as what they mean; anything else says nothing."""
    type_, _, format_ = _MEANT.get(str(said.value).lower(), "").partition(" ")
    if not type_:
        return "it is left out", (left_out(said),)
    if not format_ or "format" in schema:
        return f"read as `{type_}`", (read_as(said, type_),)
    edits = (read_as(said, type_), with_member(schema, "format", format_))
    return f"read as `{type_}` of the format `{format_}`", edits


def no_lists(survey: Survey) -> Iterator[Finding]:
    """`enum` or `required` that is no list; names in `required` that are no texts."""
    for schema in survey.of("schema"):
        for key in _LISTS:
            node = schema.get(key)
            if node is None:
                continue
            if not isinstance(node.value, list):
                remedy, gone = f"write `{key}: [...]`", (left_out(node),)
                yield Finding(node.place, f"`{key}` is a list", remedy, "it is left out", gone)
            elif key == "required":
                yield from _nameless(node)


def _nameless(required: Node) -> Iterator[Finding]:
    for each in required.elements():
        if not isinstance(each.value, str):
            message, remedy = "`required` lists names", "put the name in quotes"
            yield Finding(each.place, message, remedy, "it is left out", (left_out(each),))


def bounds_that_are_none(survey: Survey) -> Iterator[Finding]:
    """A bound that is no number, a count that is no whole number from 0 up."""
    for schema in survey.of("schema"):
        for key in _BOUNDS:
            node = schema.get(key)
            if node is not None and not _is_bound(key, node.value, survey):
                message = f"`{key}` is {short(node.value)}, no number"
                yield Finding(node.place, message, "write a number", *_meant_bound(schema, key))
        for key in _COUNTS:
            node = schema.get(key)
            if node is not None and not _is_count(node.value):
                message = f"`{key}` is {short(node.value)}, no whole number from 0 up"
                edits = (left_out(node),)
                yield Finding(node.place, message, "write a whole number", "it is left out", edits)


def _meant_bound(schema: Node, key: str) -> tuple[str, tuple[Edit, ...]]:
    """`exclusiveMinimum: true` is said of `minimum`, as in OpenAPI 3.0."""
    bound = _EXCLUSIVE.get(key, "")
    if schema.flag(key) and bound in schema:
        edits = (read_as(schema[key], raw(schema, bound)), left_out(schema[bound]))
        return f"`{bound}` is read as it", edits
    return "it is left out", (left_out(schema[key]),)


def _is_bound(key: str, value: Any, survey: Survey) -> bool:
    if isinstance(value, bool):
        return key.startswith("exclusive") and survey.version == "3.0"
    if not isinstance(value, (int, float)) or (isinstance(value, float) and math.isinf(value)):
        return False
    return key != "multipleOf" or value > 0


def _is_count(value: Any) -> bool:
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return whole and not isinstance(value, bool) and value >= 0


def undefined_required(survey: Survey) -> Iterator[Finding]:
    """A required member that the object doesn't define; a part of a composition may lean on others."""
    looked = 0
    for schema in survey.of("schema"):
        node = schema.get("required")
        if node is None or not _stands_alone(schema):
            continue
        others = [each for each in node.elements() if _is_elsewhere(each, schema)]
        defined = _members(schema) if others and looked < _MOST_LOOKED else None
        looked += len(others) > 0
        for each in others:
            if defined is not None and each.value not in defined:
                message = f"`{each.value}` is required, but no property"
                remedy = survey.advice.nearest(each.value, defined)
                yield Finding(each.place, message, remedy, "nobody is asked for it")


def _is_elsewhere(required: Node, schema: Node) -> bool:
    return isinstance(required.value, str) and required.value not in schema["properties"]


def _stands_alone(schema: Node) -> bool:
    way = schema.tokens
    return "properties" in schema and not (_COMPOSED & {*way[-1:], *way[-2:-1]})


def _members(schema: Node) -> set[str] | None:
    """The members of an object and of what it is composed of; None where that can't be told."""
    found: set[str] = set()
    seen: set[Identity] = set()
    pending: list[Node | None] = [schema]
    for _ in range(_MOST_PARTS):
        if not pending:
            return found
        node = pending.pop()
        if node is None or not is_object(node) or node.has_any(*_OPEN):
            return None
        if node.identity in seen:
            continue
        seen.add(node.identity)
        if "properties" in node:
            found.update(key for key, _ in node["properties"].items())
        for key in ("allOf", "anyOf", "oneOf"):
            pending.extend(resolved(part) for part in _elements(node.get(key)))
        if isinstance(raw(node, "$ref"), str):
            pending.append(resolved(node))
    return None


def _elements(node: Node | None) -> Iterator[Node]:
    return node.elements() if node is not None else iter(())


def invalid_patterns(survey: Survey) -> Iterator[Finding]:
    """A pattern that is no regular expression."""
    for schema in survey.of("schema"):
        node = schema.get("pattern")
        if node is not None:
            yield from _pattern(node, node.value)
        patterns = schema.get("patternProperties")
        for pattern, each in patterns.items() if patterns is not None else ():
            yield from _pattern(each, pattern)


def _pattern(node: Node, pattern: Any) -> Iterator[Finding]:
    if not isinstance(pattern, str):
        yield Finding(node.place, "a pattern is a text", "put it in quotes", "it is left out")
        return
    if len(pattern) > _LONGEST_PATTERN:
        return
    try:
        re.compile(_as_python(pattern))
    except (re.error, OverflowError, RecursionError) as error:
        message = f"{pattern!r} is no regular expression: {error}"
        reading = "it stands in the documentation as it is"
        yield Finding(node.place, message, "mend it, or leave it out", reading)


def _as_python(pattern: str) -> str:
    """A pattern as ECMA 262 has it, near enough in Python's words to see whether it holds together."""
    near = re.sub(r"\\[pP]\{[^}]*\}", r"\\w", pattern)
    near = re.sub(r"\\u\{[0-9A-Fa-f]+\}", "u", near)
    near = re.sub(r"\\c[A-Za-z]", "c", near)
    near = re.sub(r"\(\?<(?![=!])", "(?P<", near)
    near = re.sub(r"\\k<(\w+)>", r"(?P=\1)", near)
    near = re.sub(
        r"\\([a-zA-Z])", lambda found: found[0] if found[1] in _ESCAPES else found[1], near
    )
    return near.replace("[^]", r"[\s\S]")


_ESCAPES = frozenset("AbBdDsSwWnrtfvux")


def short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def keywords_of_other_versions(survey: Survey) -> Iterator[Finding]:
    """`nullable` after OpenAPI 3.0, and lists of types before 3.1."""
    old = survey.version == "3.0"
    for schema in survey.of("schema"):
        if not old and "nullable" in schema:
            remedy = "write `type: [string, 'null']`, or whatever it is beside null"
            message, reading = "`nullable` is OpenAPI 3.0's", "it is read as there"
            yield Finding(schema["nullable"].key_place, message, remedy, reading)
        if old and isinstance(raw(schema, "type"), list):
            message, reading = "a list of types is OpenAPI 3.1's", "it is read as there"
            yield Finding(schema["type"].place, message, "write `openapi: 3.1.0`", reading)
