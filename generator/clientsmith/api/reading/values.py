"""Schema nodes in, what they say of single values out: formats, limits, constants with their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from clientsmith.api.ir import Constraints
from clientsmith.api.reading.allof import parts_of
from clientsmith.api.types import Anything, Enumeration, Nullable, Type
from clientsmith.document import Node

Constant: TypeAlias = "str | int | float | bool"

_FORMATS: Mapping[str, frozenset[str]] = {
    "string": frozenset(
        {"date-time", "date", "time", "duration", "uuid", "decimal", "binary", "byte"}
    ),
    "number": frozenset({"decimal", "unix-time"}),
    "integer": frozenset({"unix-time"}),
    "boolean": frozenset(),
}
_LIMITS = (
    "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
)  # fmt: skip
_EXCLUSIVE = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
_LONGEST_CHAIN = 16


def said(node: Node, key: str) -> Node | None:
    """What a schema says under a key, or what it refers to, or the one part that it has, says."""
    return said_by(chain(node), key)


def said_by(chain: Iterable[Node], key: str) -> Node | None:
    """What the first schema of a chain says that says something under a key."""
    return next((here[key] for here in chain if key in here), None)


def chain(node: Node) -> Iterator[Node]:
    """A schema, what it refers to or the one part that it has, and so on."""
    here: Node = node
    for _ in range(_LONGEST_CHAIN):
        yield here
        parts: list[Node] = [here["$ref"].follow()] if here.is_reference else parts_of(here)
        if len(parts) != 1:
            return
        here = parts[0]


def flag(chain: Iterable[Node], key: str) -> bool:
    """Whether a schema, or what it comes down to, says that something is true of it."""
    found = said_by(chain, key)
    return found is not None and found.value is True


def is_password(chain: Iterable[Node]) -> bool:
    """Whether a schema, or what it comes down to, says that its values are shown to nobody."""
    found = said_by(chain, "format")
    return found is not None and found.value == "password"


def format_of(node: Node, kind: str) -> str:
    """The format of a scalar, where it is one that has a meaning of its own."""
    if node.get("contentEncoding") is not None:
        return "byte"
    if "contentMediaType" in node:
        return "binary"
    declared = node.text("format")
    return declared if declared in _FORMATS[kind] else ""


def constraints_of(node: Node, type_: Type) -> Constraints:
    """What a schema's values are limited to; constants that it describes are among it (`enum`)."""
    schemas = [here.mapping for here in chain(node)]
    found = {key: here[key] for key in _LIMITS for here in reversed(schemas) if key in here}
    for bound, exclusive in _EXCLUSIVE.items():  # OpenAPI 3.0: `exclusiveMinimum: true`
        if isinstance(found.get(exclusive), bool):
            excludes = found.pop(exclusive)
            if excludes and bound in found:
                found[exclusive] = found.pop(bound)
    constants = type_.inner if isinstance(type_, Nullable) else type_
    if isinstance(constants, Enumeration) and constants.is_described:
        found["enum"] = [list(row) for row in constants.rows()]
    return tuple(found.items())


# --- constants ---


def is_constant(node: Node) -> bool:
    """Whether a schema is one constant, `{const: 1, title: Low}` or `{enum: [1]}`, and not null."""
    values = _constants(node)
    return len(values) == 1 and values[0] is not None and "$ref" not in node


def _constants(node: Node) -> Sequence[object]:
    return [node["const"].value] if "const" in node else node.mapping.get("enum") or ()


def described_constants(branches: Iterable[Node]) -> Enumeration:
    """Alternatives that are one constant each as one enumeration, their titles as its names."""
    rows: dict[tuple[type, object], tuple[Constant, str, str]] = {}
    for branch in branches:
        (value,) = _constants(branch)
        if isinstance(value, str | int | float | bool):
            row = (value, branch.text("title"), _described(branch))
            rows.setdefault((type(value), value), row)
    return _enumeration(list(rows.values()))


def _described(branch: Node) -> str:
    text = branch.text("description")
    return f"Deprecated. {text}".strip() if branch.flag("deprecated") else text


def constants_of(node: Node) -> Type:
    """The type of a schema that lists its values, `null` among them or not."""
    values = [node["const"].value] if "const" in node else node["enum"].sequence
    names = _beside(node, values, ("x-enum-varnames", "x-enumNames"), "name")
    texts = _beside(node, values, ("x-enum-descriptions", "x-enumDescriptions"), "description")
    rows: dict[tuple[type, object], tuple[Constant, str, str]] = {}
    for value, name, text in zip(values, names, texts, strict=True):
        if isinstance(value, str | int | float | bool):
            rows.setdefault((type(value), value), (value, name, text))
    inner: Type = _enumeration(list(rows.values())) if rows else Anything()
    return Nullable(inner) if None in values else inner


def _beside(node: Node, values: Sequence[object], keys: Sequence[str], inner: str) -> list[str]:
    """A text for each value: of a list beside them, a mapping of values, or `x-ms-enum`."""
    for key in keys:
        found = node.get(key)
        if found is None:
            continue
        if found.sequence:
            texts = [each if isinstance(each, str) else "" for each in found.sequence]
            return [*texts, *[""] * len(values)][: len(values)]
        return [_text(found.mapping.get(_key(value))) for value in values]
    rows = node.at(("x-ms-enum", "values"))
    by_value = {
        _key(row.mapping.get("value")): _text(row.mapping.get(inner))
        for row in (rows.elements() if rows is not None else ())
    }
    return [by_value.get(_key(value), "") for value in values]


def _key(value: object) -> str:
    """A value as a key of a JSON object."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def joined(enumerations: Sequence[Enumeration]) -> Enumeration:
    """The constants of several enumerations, each once."""
    if len(enumerations) == 1:
        return enumerations[0]
    rows = {(type(row[0]), row[0]): row for each in enumerations for row in each.rows()}
    return _enumeration(list(rows.values()))


def _enumeration(rows: Sequence[tuple[Constant, str, str]]) -> Enumeration:
    values, names, texts = zip(*rows, strict=True)
    return Enumeration(values, names if any(names) else (), texts if any(texts) else ())
