"""A rule about examples: each is what its schema says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from clientsmith.document import Node
from clientsmith.document.events import is_event
from clientsmith.document.pointers import pointer_text
from clientsmith.lint.survey import Finding, Survey, raw, resolved
from clientsmith.lint.validation import Budget, Check, TooMuch, document_checker

_LONGEST = 160


def wrong_examples(survey: Survey) -> Iterator[Finding]:
    """Examples of media types, parameters, headers and schemas that their schemas refuse."""
    files = {node.source.path.as_uri(): node.value for node in survey.document.files}
    budget = Budget()
    check = document_checker(files, survey.version, budget)
    for node, wrong in _held(survey, check):
        try:
            yield from wrong
        except TooMuch:
            if budget.is_spent:
                message = "examples from here on are not held against their schemas: too many"
                yield Finding(node.place, message, "")
                return


def _held(
    survey: Survey, check: Callable[[str], Check]
) -> Iterator[tuple[Node, Iterator[Finding]]]:
    """Each holder of examples, and what is wrong with them as soon as that is asked."""
    for holder in survey.of("media_type", "parameter", "header"):
        schema = holder.get("schema")
        if schema is not None:
            for value in _values(holder):
                yield holder, _refused(check(_address(schema)), value)
        item = holder.get("itemSchema")
        if item is not None:
            whole = _is_event(item)
            yield holder, _refused_items(check(_address(item)), holder, whole=whole)
    for schema in survey.of("schema"):
        for value in _own(schema):
            yield schema, _refused(check(_address(schema)), value)


def _address(schema: Node) -> str:
    return schema.source.path.as_uri() + pointer_text(schema.tokens)


def _own(schema: Node) -> Iterator[Node]:
    """A schema's own examples."""
    if "example" in schema:
        yield schema["example"]
    listed = schema.get("examples")
    if listed is not None:
        yield from listed.elements()


def _values(holder: Node) -> Iterator[Node]:
    """The examples beside a schema; a serialized one is another matter."""
    if "example" in holder:
        yield holder["example"]
    for _, entry in holder["examples"].items() if "examples" in holder else ():
        example = resolved(entry)
        for key in ("value", "dataValue"):
            if example is not None and key in example:
                yield example[key]


def _is_event(item: Node) -> bool:
    """Whether an item, or one of its alternatives, is an event rather than an event's data."""
    node = resolved(item)
    parts = [
        part
        for key in ("oneOf", "anyOf")
        for part in (node[key].elements() if node and key in node else ())
    ]
    return any(each is not None and is_event(each) for each in (node, *map(resolved, parts)))


def _refused_items(check: Check, holder: Node, *, whole: bool) -> Iterator[Finding]:
    """The items of streams: elements of a list, or the data of events and lines in a text.

    What a `whole` event is isn't told by the data in a text alone.
    """
    for value in _values(holder):
        for each in value.elements():
            yield from _refused(check, each)
    for _, entry in holder["examples"].items() if "examples" in holder and not whole else ():
        example = resolved(entry)
        if example is not None and isinstance(raw(example, "serializedValue"), str):
            node = example["serializedValue"]
            for text in _items(node, holder.tokens[-1]):
                yield from _refused_text(check, node, text)


def _items(node: Node, media_type: str) -> Iterator[str]:
    """The JSON texts in a stream's text, less the events that are no items."""
    if "event-stream" not in media_type:
        yield from (line for line in node.value.splitlines() if line.strip())
        return
    others = _other_events(node.document.root)
    for block in re.split(r"\r?\n\r?\n", node.value):
        fields = [line.partition(":")[::2] for line in block.splitlines()]
        names = [value.strip() for key, value in fields if key == "event"]
        data = [value.removeprefix(" ") for key, value in fields if key == "data"]
        if data and not others & set(names):
            yield "\n".join(data)


def _other_events(root: Node) -> set[str]:
    events = root.at(("x-client", "stream_events"))
    if events is None:
        return set()
    return {*events.strings("ignore"), events.text("error")}


def _refused_text(check: Check, node: Node, text: str) -> Iterator[Finding]:
    try:
        value: Any = json.loads(text)
    except ValueError:
        yield Finding(node.place, f"an item that is no JSON: {_short(text)}", "mend the example")
        return
    for violation in check(value):
        message = f"an item isn't what its schema says: {_short(violation.message)}"
        yield Finding(node.place, message, f"it is {_short(text)}")


def _refused(check: Check, node: Node) -> Iterator[Finding]:
    for violation in check(node.value):
        place = (node.at(violation.way) or node).place
        message = f"the example isn't what its schema says: {_short(violation.message)}"
        yield Finding(place, message, "mend the example, or the schema")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
