"""A rule about `x-client`: its keys and values are those of the schema for it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from clientsmith.document import Node
from clientsmith.lint.old_keys import old_keys
from clientsmith.lint.survey import Finding, Survey
from clientsmith.lint.validation import Check, Violation, checker

# What stands there by the definition of the schema that says what it may be.
_ROLES = {
    **{role: f"{role}_extension" for role in ("root", "operation", "parameter", "link", "schema")},
    "platform": "platform",
}


@cache
def _check(role: str) -> Check:
    text = files("clientsmith.lint").joinpath("x_client.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return checker({"$ref": f"#/$defs/{role}", "$defs": schema["$defs"]})


def extensions(survey: Survey) -> Iterator[Finding]:
    """What the schema refuses, each error at its own place."""
    for role, found_as in _ROLES.items():
        for node in survey.of(found_as):
            old = dict(old_keys(role, node.value))
            for way, now in old.items():
                place = (node.at(way) or node).key_place
                remedy = f"run `clientsmith upgrade {place.file}`, which rewrites it"
                yield Finding(place, f"`{'.'.join(('x-client', *way))}` is now {now}", remedy)
            for violation in _check(role)(node.value):
                yield from _told(survey, node, violation, old)


def _told(
    survey: Survey, extension: Node, violation: Violation, old: Container[tuple[str, ...]]
) -> Iterator[Finding]:
    node = extension.at(violation.way) or extension
    if violation.way[:1] in old:
        return
    if violation.closed:
        for key, child in node.items():
            if key not in violation.known and (*violation.way, key) not in old:
                message = f"`{key}` means nothing in {_called(node)}"
                yield Finding(child.key_place, message, survey.advice.nearest(key, violation.known))
        return
    remedy = str(violation.schema.get("description", "see x_client.schema.json"))
    yield Finding(node.place, f"in {_called(node)}: {_shortened(violation.message)}", remedy)


def _called(node: Node) -> str:
    """The way to a node from its `x-client` on."""
    tokens = list(node.tokens)
    starts = [index for index, token in enumerate(tokens) if token == "x-client"]
    way = ".".join(tokens[starts[-1] if starts else 0 :])
    return f"`{way}`" if way else "the file"


def _shortened(message: str) -> str:
    return message if len(message) <= 160 else f"{message[:159]}…"
