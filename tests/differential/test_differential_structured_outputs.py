"""Types as `output_format`, through both: the request that comes of them, and what is read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from differential.capturing import Reply
from differential.clients import Clients, needs_reference
from differential.comparing import Difference, told
from helpers.answering import events_of, lines_of, message, text

pytestmark = [pytest.mark.slow, needs_reference]

ASKED: dict[str, Any] = {"model": "claude-opus-4-8", "max_tokens": 64, "messages": []}
LINE = {"kind": "tea", "count": 2, "note": None}
SAID: dict[str, Any] = {
    "Line": LINE,
    "Order": {"product": "Tea", "lines": [LINE], "when": "now"},
    "Point": {"x": 1, "y": 2},
    "Row": {"name": "Ada"},
    "int": 3,
    "Tree": [{"product": "Tea", "lines": [LINE], "when": 3}],
    "list[Line]": [LINE, LINE],
}
SCHEMAS: list[Any] = [
    {"type": "string", "format": "date", "minLength": 3, "description": "A day."},
    {"type": "string", "format": "color"},
    {"type": "array", "items": {"type": "null"}, "minItems": 1, "maxItems": 3},
    {"type": "array", "minItems": 0},
    {"type": "array", "minItems": 5},
    {"oneOf": [{"type": "integer", "multipleOf": 2}, {"type": "boolean"}], "title": "T"},
    {"allOf": [{"type": "object", "additionalProperties": True}]},
    {"$ref": "#/$defs/A", "$defs": {"A": {"type": "number", "exclusiveMinimum": 0}}},
    {"type": "object", "properties": {"a": {"type": "string", "enum": ["x"]}}, "required": ["a"]},
    {"title": "Anything"},
]


@pytest.mark.parametrize("resource", ["messages", "beta.messages"])
@pytest.mark.parametrize("kind", SAID)
def test_a_type_is_asked_for_and_read_the_same(kind: str, resource: str, clients: Clients) -> None:
    came = message(text(json.dumps(SAID[kind])))
    stream = Reply(lines_of(events_of(came)), "text/event-stream")
    found: list[Difference] = []
    for method, reply in (("parse", Reply.of(came)), ("stream", stream)):
        for asynchronous in (False, True):
            call: dict[str, Any] = {
                "accessor": f"{resource}.{method}",
                "positional": [],
                "keywords": {**ASKED, "output_format": {"$type": kind}},
                "asynchronous": asynchronous,
            }
            found += clients.compare(f"output_format {method} {kind}", call, [reply])
    assert not found, told(found)


@pytest.mark.parametrize("schema", [*SCHEMAS, *({"$type": kind} for kind in SAID)], ids=repr)
def test_a_schema_becomes_the_same(schema: Any, clients: Clients) -> None:
    if "$type" in schema and schema["$type"] not in ("Line", "Order", "Tree"):
        pytest.skip("the function takes models and schemas")
    call: dict[str, Any] = {"function": "transform_schema", "positional": [schema]}
    found = clients.compare("transform_schema", call, [])
    assert not found, told(found)


def test_tokens_are_counted_the_same(clients: Clients) -> None:
    call: dict[str, Any] = {
        "accessor": "messages.count_tokens",
        "positional": [],
        "keywords": {"model": "m", "messages": [], "output_format": {"$type": "Order"}},
    }
    found = clients.compare("output_format count_tokens", call, [Reply.of({"input_tokens": 1})])
    assert not found, told(found)


@pytest.mark.parametrize("method", ["messages.parse", "messages.stream", "messages.count_tokens"])
@pytest.mark.parametrize("prefix", ["", "beta."])
def test_the_helpers_take_the_same_arguments(method: str, prefix: str, clients: Clients) -> None:
    call: dict[str, Any] = {"accessor": f"{prefix}{method}", "signature": True}
    found = clients.compare(f"{prefix}{method}()", call, [])
    assert not found, told(found)
