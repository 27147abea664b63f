"""Rules about values that schemas give themselves: constants and defaults are what the schema allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from clientsmith.document import Node
from clientsmith.document.edits import Edit, left_out, read_as
from clientsmith.document.limits import MAX_ALL_CONSTANTS, MAX_CONSTANTS
from clientsmith.lint.schemas import TYPES, short
from clientsmith.lint.survey import Finding, Survey, raw, resolved

_TRUTHS: Mapping[str, bool] = {"true": True, "false": False}
_ANY = "any value of the type is taken"
_TOLD = "it stands in the documentation as it is"
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?")
_FORMATS: Mapping[str, re.Pattern[str]] = {
    "uuid": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "date-time": re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}.*"),
}


def empty_enums(survey: Survey) -> Iterator[Finding]:
    """An enum that nothing is a value of."""
    for schema in survey.of("schema"):
        node = schema.get("enum")
        if node is not None and node.value == []:
            message, remedy = "an enum without values", "list them, or leave `enum` out"
            yield Finding(node.place, message, remedy, "any value is taken")


def long_enums(survey: Survey) -> Iterator[Finding]:
    """An enum that is a table of data: no reader, and no type checker, has any use for its type."""
    for schema in survey.of("schema"):
        node = schema.get("enum")
        if node is not None and _is_too_long(node):
            message = f"an enum of more than {MAX_CONSTANTS:,} values"
            remedy = "say what they have in common: a `pattern`, a format"
            yield Finding(node.place, message, remedy, _ANY, (left_out(node),))


def many_enums(survey: Survey) -> Iterator[Finding]:
    """So many values in all enums that a run would not end soon."""
    spent = 0
    for schema in survey.of("schema"):
        node = schema.get("enum")
        if node is not None and not _is_too_long(node):
            spent += len(node.sequence)
            if spent > MAX_ALL_CONSTANTS:
                message = f"enums have more than {MAX_ALL_CONSTANTS:,} values in all"
                yield Finding(node.place, message, "say it with fewer of them")
                return


def _is_too_long(enum: Node) -> bool:
    return len(enum.sequence) > MAX_CONSTANTS


def enums_of_other_types(survey: Survey) -> Iterator[Finding]:
    """A constant that is not of the schema's own type: YAML's `enum: [1, on]` of texts."""
    for schema in survey.of("schema"):
        node, types = schema.get("enum"), _types(schema)
        if node is None or not types or _is_too_long(node):
            continue
        for each in node.elements():
            if each.value is not None and not any(_is_a(each.value, type_) for type_ in types):
                message = f"the value {short(each.value)} is no {' or '.join(types)}"
                reading, edits = _as_meant(each, types)
                remedy = "write a value of the schema's type"
                yield Finding(each.place, message, remedy, reading, edits)


def _as_meant(node: Node, types: list[str]) -> tuple[str, tuple[Edit, ...]]:
    """The value of the right type that is written the same way, if there is one."""
    said = str(node.value).lower() if isinstance(node.value, bool) else str(node.value)
    meant: Any = None
    if isinstance(node.value, (dict, list)):
        return "it is taken as it stands", ()
    if "string" in types:
        meant = said
    elif "boolean" in types:
        meant = _TRUTHS.get(said.lower())
    elif _NUMBER.fullmatch(said):
        meant = float(said) if "." in said else int(said)
    if meant is None or not any(_is_a(meant, type_) for type_ in types):
        return "it is taken as it stands", ()
    return f"read as {short(meant)}", (read_as(node, meant),)


def defaults_of_other_types(survey: Survey) -> Iterator[Finding]:
    """A default that its own schema refuses."""
    for schema in survey.of("schema"):
        node = schema.get("default")
        if node is None:
            continue
        types, values = _allowed(schema)
        if types and not any(_is_a(node.value, each) for each in types):
            message = f"the default {short(node.value)} is no {' or '.join(types)}"
            yield Finding(node.place, message, "write a value of the schema's type", _TOLD)
        elif (
            values
            and not any(_same(node.value, each) for each in values)
            and node.value is not None
        ):
            message = f"the default {short(node.value)} is none of the enum's values"
            yield Finding(node.place, message, "write one of them, or add it", _TOLD)
        elif (told := _is_misformed(schema, node.value)) is not None:
            message = f"the default {short(node.value)} is no {told}"
            yield Finding(node.place, message, "write one, or leave it out", _TOLD)


def _is_misformed(schema: Node, value: Any) -> str | None:
    """The format that a default doesn't have."""
    told = (resolved(schema) or schema).text("format")
    pattern = _FORMATS.get(told)
    if pattern is None or not isinstance(value, str) or pattern.fullmatch(value):
        return None
    return told


def _allowed(schema: Node) -> tuple[list[str], list[Any]]:
    target = resolved(schema) or schema
    types, values = _types(target), target.get("enum")
    if types and schema.flag("nullable"):
        types.append("null")
    return types, [each.value for each in values.elements()] if values is not None else []


def _types(schema: Node) -> list[str]:
    said = raw(schema, "type")
    types = schema.strings("type") if isinstance(said, list) else [str(said)] if said else []
    return [*types, "null"] if types and schema.flag("nullable") else types


def _is_a(value: Any, type_: str) -> bool:
    if isinstance(value, bool):
        return type_ == "boolean"
    if type_ == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    kinds: dict[str, tuple[type, ...]] = {
        "null": (type(None),), "number": (int, float), "string": (str,), "array": (list,),
        "object": (dict,),
    }  # fmt: skip
    return isinstance(value, kinds.get(type_, (object,) if type_ not in TYPES else ()))


def _same(one: Any, other: Any) -> bool:
    """Equality as JSON has it: 1 is no `true`."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
