"""Streams of events, generated and read: an item is what its schema describes, data or whole event."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from clientsmith.cache import Cache
from clientsmith.document import load
from clientsmith.lint import lint
from clientsmith.pipeline import RunContext, read_target
from clientsmith.project.settings import Target

Generate = Callable[[str], ModuleType]
EVENTS = b'event: born\nid: 7\ndata: {"name": "Rex"}\n\nevent: note\ndata: 12\n\ndata: [DONE]\n\n'


def document(schema: str, key: str = "itemSchema") -> str:
    return f"""
openapi: 3.2.0
paths:
  /pets/news:
    get:
      operationId: pets.news
      responses:
        '200':
          description: What happens.
          content: {{text/event-stream: {{{key}: {{$ref: '#/components/schemas/News'}}}}}}
components:
  schemas:
    Pet: {{type: object, properties: {{name: {{type: string}}}}}}
    Born:
      type: object
      properties:
        event: {{const: born}}
        id: {{type: string}}
        data: {{type: string, contentMediaType: application/json, contentSchema: {{$ref: '#/components/schemas/Pet'}}}}
    Note: {{type: object, required: [data], properties: {{event: {{const: note}}, data: {{type: string}}}}}}
    News: {textwrap.dedent(schema)}
"""


def items(package: ModuleType, body: bytes = EVENTS) -> list[Any]:
    """Everything that the stream gives."""
    answer = httpx.Response(200, content=body, headers={"content-type": "text/event-stream"})
    transport = httpx.MockTransport(lambda request: answer)
    client = package.PetsClient(http_client=httpx.Client(transport=transport))
    return list(client.pets.news())


def test_an_event_that_is_described_is_read_as_a_whole(generate: Generate) -> None:
    package = generate(
        document(
            "{oneOf: [{$ref: '#/components/schemas/Born'}, {$ref: '#/components/schemas/Note'}],"
            " discriminator: {propertyName: event, mapping: {born: Born, note: Note}}}"
        )
    )
    born, note = items(package)
    assert (type(born).__name__, born.event, born.id) == ("Born", "born", "7")
    assert (type(born.data).__name__, born.data.name) == ("Pet", "Rex")
    assert (type(note).__name__, note.event) == ("Note", "note")


def test_data_that_are_texts_stay_texts(generate: Generate) -> None:
    first, second = items(generate(document("{$ref: '#/components/schemas/Note'}")))
    assert (first.data, second.data) == ('{"name": "Rex"}', "12")
    assert second.event == "note"


@pytest.mark.parametrize("key", ["schema", "itemSchema"])
def test_data_may_be_described_by_what_is_in_it(generate: Generate, key: str) -> None:
    schema = "{type: object, properties: {data: {$ref: '#/components/schemas/Pet'}}}"
    first, _ = items(generate(document(schema, key)))
    assert (type(first.data).__name__, first.data.name) == ("Pet", "Rex")


@pytest.mark.parametrize(
    "schema",
    [
        "{$ref: '#/components/schemas/Pet'}",
        "{type: object, properties: {name: {type: string}, data: {type: string}}}",
    ],
)
def test_an_item_that_is_no_event_is_the_data(generate: Generate, schema: str) -> None:
    [first] = items(generate(document(schema)), b'event: born\ndata: {"name": "Rex"}\n\n')
    assert first.name == "Rex"


def test_the_text_of_whole_events_is_a_good_example(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    head = "info: {title: Pets, version: '1'}\nservers: [{url: 'https://pets.example'}]\n"
    text = document("{$ref: '#/components/schemas/Note'}") + head
    example = 'examples: {one: {serializedValue: "event: note\\ndata: 12\\n\\n"}}, itemSchema:'
    spec.write_text(text.replace("itemSchema:", example))
    assert [each.said for each in lint(load(spec)) if each.rule == "example"] == []


def test_a_boolean_called_stream_asks_for_the_stream(generate: Generate) -> None:
    package = generate("""
        paths:
          /chats:
            post:
              operationId: chats.create
              requestBody:
                content:
                  application/json:
                    schema: {type: object, properties: {stream: {type: [boolean, 'null']}}}
              responses:
                '200':
                  description: All of it, or piece by piece.
                  content:
                    application/json: {schema: {type: object, properties: {text: {type: string}}}}
                    text/event-stream:
                      schema: {type: object, properties: {piece: {type: string}}}
        """)

    def respond(request: httpx.Request) -> httpx.Response:
        if b"true" in request.content:
            head = {"content-type": "text/event-stream"}
            return httpx.Response(200, content=b'data: {"piece": "a"}\n\n', headers=head)
        return httpx.Response(200, json={"text": "abc"})

    http = httpx.Client(transport=httpx.MockTransport(respond))
    chats = package.PetsClient(http_client=http).chats
    assert chats.create().text == "abc"
    assert chats.create(stream=False).text == "abc"
    assert [each.piece for each in chats.create(stream=True)] == ["a"]


def test_a_stream_that_nothing_asks_for_is_told(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text("""
        openapi: 3.1.0
        info: {title: Pets, version: '1'}
        paths:
          /pets:
            get:
              operationId: pets.list
              responses: {'200': {description: x, content: {application/json: {}, application/jsonl: {}}}}
        """)
    target = Target("test", spec, "python", tmp_path / "out")
    [told] = [
        each
        for each in read_target(target, RunContext(cache=Cache())).findings
        if each.rule == "stream-unasked"
    ]
    assert told.severity == "warning"
    assert "`application/jsonl`" in told.said
    assert "it gives `application/json`" in told.said
    assert told.place.line == 7
