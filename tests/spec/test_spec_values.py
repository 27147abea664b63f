"""Every value that stands beside the document, in its examples and the recordings, is as it promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from clientsmith.api.ir import Operation
from clientsmith.api.reading.parameters import merged_parameters
from clientsmith.document import Node
from clientsmith.recordings.replay import Interaction
from support.calls import call_of
from support.claude import UNFORESEEN, Recording, api, document, methods, operations, recordings
from support.replayed import payloads
from support.schemas import mounted, sent, strays, wrong_with


@dataclass(frozen=True)
class Value:
    """A value, and the schema that it should fit."""

    value: Any
    schema: Node
    type: Any = None
    """The same as a type, where members that it doesn't know are to be found."""

    def problems(self) -> list[str]:
        found = wrong_with(self.value, self.schema)
        return found or [f"{way} is unknown" for way in strays(self.type, self.value)]


@pytest.mark.parametrize("operation", operations().values(), ids=lambda each: each.id)
def test_examples_are_as_promised(operation: Operation) -> None:
    here = mounted()[operation.id]
    body, responses = here.field("requestBody"), here.field("responses")
    found = list(_examples(_content(body), sent(operation.body))) if body is not None else []
    for status, response in responses.items() if responses is not None else ():
        given = operation.result.type if status == "200" else None
        found.extend(_examples(_content(response), given))
    found.extend(
        Value(each["example"].value, each["schema"])
        for node in merged_parameters(here.item.get("parameters"), here.field("parameters"))
        if "example" in (each := node.resolve())
    )
    assert [problem for each in found for problem in each.problems()] == []


@pytest.mark.parametrize("recording", recordings(), ids=lambda each: each.name)
def test_recordings_are_as_promised(recording: Recording) -> None:
    values = [*_asked(recording), *_given(recording)]
    problems = [problem for each in values for problem in each.problems()]
    assert bool(problems) == (recording.name in UNFORESEEN), problems


def test_what_is_unforeseen_is_recorded() -> None:
    assert UNFORESEEN.keys() <= {each.name for each in recordings()}


def _examples(content: Node | None, type_: Any) -> Iterator[Value]:
    for kind, media in content.items() if content is not None else ():
        schema = media.get("schema")
        single, several = media.get("example"), media.get("examples")
        if single is not None and schema is not None:
            yield Value(single.value, schema, type_)
        for _, entry in several.items() if several is not None else ():
            example = entry.resolve()
            whole, text = example.get("value") or example.get("dataValue"), example.get(
                "serializedValue"
            )
            if text is not None and (item := media.get("itemSchema")) is not None:
                yield from _streamed(kind, str(text.value), item, None)
            elif whole is not None and schema is not None:
                yield Value(whole.value, schema, type_)


def _streamed(kind: str, text: str, schema: Node, type_: Any) -> Iterator[Value]:
    if kind != "text/event-stream":
        yield from (Value(json.loads(line), schema, type_) for line in text.splitlines() if line)
        return
    client = api().client
    for name, value in payloads(text):
        if name == client.error_event:
            yield Value(value, _error_schema())
        elif name not in client.ignored_events:
            yield Value(value, schema, type_)


def _asked(recording: Recording) -> Iterator[Value]:
    """The body, and every parameter, as the caller gives it."""
    operation, here = recording.operation, mounted()[recording.operation.id]
    call, arguments = call_of(recording), methods()[operation.id].arguments
    for parameter in operation.parameters:
        argument = arguments.get((parameter.location, parameter.name))
        if argument in call.keywords:
            yield Value(call.keywords[argument], _parameter(operation, parameter.name))
    content = _content(here.field("requestBody"))
    if operation.body is not None and operation.body.main.kind == "json" and content is not None:
        body = json.loads(recording.interactions[0].request.body or b"{}")
        yield Value(body, content[operation.body.main.media_type]["schema"], sent(operation.body))


def _given(recording: Recording) -> Iterator[Value]:
    for interaction in recording.interactions:
        operation = recording.operation
        if operation.link is not None and interaction is recording.interactions[0]:
            operation = operations()[operation.link.operation]
        yield from _answered(operation, interaction)


def _answered(operation: Operation, interaction: Interaction) -> Iterator[Value]:
    response = interaction.response
    responses = mounted()[operation.id].field("responses")
    assert responses is not None
    assert str(response.status) in responses, f"{operation.id} never answers {response.status}"
    content = _content(responses[str(response.status)])
    kind = dict(response.headers).get("content-type", "").partition(";")[0]
    if content is None or not response.body:
        return
    assert kind in content or operation.link, f"{operation.id} never answers in {kind}"
    media = content.get(kind) or next(each for _, each in content.items())
    if (item := media.get("itemSchema")) is not None:
        type_ = operation.stream.item if operation.stream is not None else None
        yield from _streamed(kind, response.body.decode(), item, type_)
    elif kind == "application/json":
        type_ = operation.result.type if response.status < 300 else None
        yield Value(json.loads(response.body), media["schema"], type_)


def _parameter(operation: Operation, name: str) -> Node:
    here = mounted()[operation.id]
    mounts = document().root.at(("x-client", "mounts", operation.resource[0], "parameters"))
    every = (here.item.get("parameters"), here.field("parameters"), here.node.get("parameters"))
    nodes = [each.resolve() for each in merged_parameters(*every)]
    nodes.extend(each.resolve() for each in (mounts.elements() if mounts is not None else ()))
    return next(each for each in nodes if each["name"].value == name)["schema"]


def _content(holder: Node | None) -> Node | None:
    return holder.resolve().get("content") if holder is not None else None


def _error_schema() -> Node:
    found = document().root.at(("components", "schemas", "ErrorResponse"))
    assert found is not None
    return found.resolve()
