"""Rules about shapes: each value is of the kind that OpenAPI has in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clientsmith.document.edits import Edit, left_out, read_as
from clientsmith.document.limits import is_list
from clientsmith.lint.old_keys import old_keys
from clientsmith.lint.survey import Finding, Misshapen, Survey

# What is read as an empty one of its kind where nothing, or nonsense, stands in its place.
_MAY_BE_EMPTY = frozenset(
    {"schema", "response", "media_type", "operation", "path_item", "request_body"}
    | {"components", "info"}
)
# Without one of these, as its author meant it, a call can't be right.
_GRAVE = frozenset(
    {"path_item", "operation", "parameter", "request_body"}
    | {"{path_item}", "[parameter]", "{response}", "{media_type}", "{operation}"}
)
# Texts that are meant as a schema's type: `name: string`.
_TYPES = frozenset({"string", "integer", "number", "boolean", "array", "object"})


def misshapen(survey: Survey) -> Iterator[Finding]:
    """A value of another kind than OpenAPI has in its place, where a call can't be right without."""
    yield from (_finding(each) for each in _misshapen(survey) if _is_grave(each))


def misshapen_details(survey: Survey) -> Iterator[Finding]:
    """A value of another kind than OpenAPI has in its place, where something can be made of it."""
    for each in _misshapen(survey):
        if not _is_grave(each):
            reading, edits = _read(each)
            yield replace(_finding(each), reading=reading, edits=edits)


def _misshapen(survey: Survey) -> Iterator[Misshapen]:
    """What has another shape than it should, less what an old key holds, of which that is said."""
    said = survey.document.root.get("x-client")
    old = [
        ("x-client", *way) for way, _ in old_keys("root", said.value if said is not None else {})
    ]
    for each in survey.misshapen:
        if not any(each.node.tokens[: len(way)] == way for way in old):
            yield each


def _is_grave(each: Misshapen) -> bool:
    """An empty value says nothing rather than something wrong: YAML has it for `parameters:`."""
    says = each.node.value is not None or each.shape == "parameter"
    return each.needed and each.shape in _GRAVE and says


def _finding(each: Misshapen) -> Finding:
    return Finding(each.node.place, _message(each.shape), "see the OpenAPI Specification")


def _message(shape: str) -> str:
    if shape == "$ref":
        return "a reference is a text"
    if shape.startswith("["):
        return "a list is expected here"
    role = shape.replace("_", " ")
    return "an object is expected here" + ("" if shape.startswith("{") else f": {role}")


def _read(each: Misshapen) -> tuple[str, tuple[Edit, ...]]:
    node, role = each.node, each.shape
    if role not in _MAY_BE_EMPTY:
        return "it is left out", (left_out(node),)
    if role == "schema" and is_list(node.value) and node.tokens[-1] == "items":
        return "read as `prefixItems`", ()  # JSON Schema before 2020 had it so
    if role == "schema" and isinstance(node.value, str) and node.value in _TYPES:
        return f"read as `type: {node.value}`", (read_as(node, {"type": node.value}),)
    return "it is read as empty", (read_as(node, {}),)
