"""Types and schemas as `output_format`, through every method that takes one: what is sent and read."""

from __future__ import annotations

import ast
import asyncio
import gc
import pickle
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Optional, get_args

import claude_client
import pytest
from claude_client import AnthropicError, types
from claude_client.lib.structured_outputs import (
    ParsedBetaMessage,
    ParsedMessage,
    ParsedTextBlock,
    beta_messages,
    messages,
    transform_schema,
)
from claude_client.lib.structured_outputs.messages import parsed_message
from claude_client.types import ContentBlock, Message, TextBlock
from claude_client.types.beta import BetaContentBlock
from pydantic import BaseModel, Field, ValidationError
from typing_extensions import TypedDict

from helpers.answering import (
    answers,
    async_client_of,
    client_of,
    events_of,
    message,
    streamed,
    text,
    tool_use,
)


class Order(BaseModel):
    """What somebody wants to buy."""

    product: str
    count: int = Field(ge=1)


@dataclass
class Point:
    x: int
    y: int


class Row(TypedDict):
    name: str


ASKED: dict[str, Any] = {"model": "claude-opus-4-8", "max_tokens": 64, "messages": []}
ORDER = '{"product": "Tea", "count": 2}'


@pytest.mark.parametrize(
    ("kind", "said", "read"),
    [
        (Order, ORDER, Order(product="Tea", count=2)),
        (Point, '{"x": 1, "y": 2}', Point(1, 2)),
        (Row, '{"name": "Ada"}', {"name": "Ada"}),
        (list[Order], f"[{ORDER}]", [Order(product="Tea", count=2)]),
        (Optional[int], "3", 3),
        (int, "0", 0),
        (bool, "false", False),
    ],
    ids=str,
)
def test_text_is_read_as_the_type_that_was_asked_for(kind: Any, said: str, read: object) -> None:
    given = answers(message(text(said)))
    parsed = client_of(given).messages.parse(**ASKED, output_format=kind)
    assert parsed.parsed_output == read
    assert type(parsed.parsed_output) is type(read)
    sent = given.bodies[0]["output_config"]["format"]
    assert sent["type"] == "json_schema"
    assert "output_format" not in given.bodies[0]


def test_a_parsed_message_is_a_message_with_all_that_came() -> None:
    came = message(text(ORDER), tool_use("t", {}), later=[1])
    parsed = client_of(answers(came)).messages.parse(**ASKED, output_format=Order)
    assert isinstance(parsed, Message)
    assert isinstance(parsed.content[0], TextBlock)
    assert parsed.to_dict() == came
    assert parsed._request_id == "req_1"
    assert parsed.content[1].type == "tool_use"


def test_a_parsed_message_pickles_with_its_output() -> None:
    for resource in ("messages", "beta.messages"):
        found: Any = client_of(answers(message(text(ORDER))))
        for name in resource.split("."):
            found = getattr(found, name)
        parsed = found.parse(**ASKED, output_format=Order)
        again = pickle.loads(pickle.dumps(parsed))
        assert again == parsed
        assert again.parsed_output == Order(product="Tea", count=2)


def test_no_classes_are_made_for_a_call() -> None:
    def classes() -> int:
        gc.collect()
        return sum(isinstance(each, type) for each in gc.get_objects())

    client = client_of(answers(*[message(text(ORDER))] * 5))
    client.messages.parse(**ASKED, output_format=Order)
    before = classes()
    for _ in range(4):
        client.messages.parse(**ASKED, output_format=Order)
    assert classes() == before


def test_a_schema_and_a_whole_format_are_taken_too() -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    given = answers(message(text('{"n": 1}')), message(text('{"n": 2}')))
    client = client_of(given)
    assert client.messages.parse(**ASKED, output_format=schema).parsed_output == {"n": 1}
    whole = {"type": "json_schema", "schema": schema}
    assert client.messages.parse(**ASKED, output_format=whole).parsed_output == {"n": 2}
    first, second = (body["output_config"]["format"] for body in given.bodies)
    assert first["schema"] == {**schema, "additionalProperties": False}
    assert second == whole


def test_what_stands_in_the_output_config_stays_and_two_formats_are_refused() -> None:
    given = answers(message(text("1")))
    client = client_of(given)
    client.messages.parse(**ASKED, output_config={"effort": "low"}, output_format=int)
    assert given.bodies[0]["output_config"]["effort"] == "low"
    assert given.bodies[0]["output_config"]["format"]["schema"] == {"type": "integer"}
    format: Any = {"type": "json_schema", "schema": {"type": "integer"}}
    with pytest.raises(AnthropicError, match="output_format"):
        client.messages.parse(**ASKED, output_config={"format": format}, output_format=int)


@pytest.mark.parametrize("nothing", [None, claude_client.omit])
def test_without_a_format_nothing_is_read(nothing: Any) -> None:
    given = answers(message(text(ORDER)))
    parsed = client_of(given).messages.parse(**ASKED, output_format=nothing)
    assert parsed.parsed_output is None
    assert "output_config" not in given.bodies[0]


def test_text_that_does_not_fit_raises_and_the_message_is_not_lost() -> None:
    cut_off = message(text('{"product": "Te'), stop="max_tokens")
    with pytest.raises(ValidationError) as caught:
        client_of(answers(cut_off)).messages.parse(**ASKED, output_format=Order)
    snapshot: Any = vars(caught.value)["snapshot"]
    assert snapshot.stop_reason == "max_tokens"
    given = answers(streamed(events_of(cut_off)))
    stream = client_of(given).messages.stream(**ASKED, output_format=Order).__enter__()
    with pytest.raises(ValidationError) as caught:
        stream.until_done()
    assert vars(caught.value)["snapshot"].content[0].text == '{"product": "Te'


def test_a_type_without_a_schema_is_refused_before_anything_is_sent() -> None:
    given = answers()
    with pytest.raises(TypeError, match="output_format"):
        client_of(given).messages.parse(**ASKED, output_format=object().__class__.__mro__)  # type: ignore[arg-type, type-var]  # pyright: ignore
    assert given.bodies == []


def test_responses_of_any_kind_give_the_parsed_message() -> None:
    client = client_of(answers(*[message(text(ORDER))] * 2))
    raw: Any = client.messages.with_raw_response.parse(**ASKED, output_format=Order)  # type: ignore[attr-defined]  # pyright: ignore
    assert raw.parse().parsed_output == Order(product="Tea", count=2)
    assert raw.headers["request-id"] == "req_1"
    unread: Any = client.messages.with_streaming_response
    with unread.parse(**ASKED, output_format=Order) as response:
        assert response.parse().parsed_output == Order(product="Tea", count=2)


def test_a_streams_text_is_read_when_its_block_is_complete() -> None:
    client = client_of(answers(streamed(events_of(message(text(ORDER))))))
    with client.messages.stream(**ASKED, output_format=Order) as stream:
        events = list(stream)
    (ended,) = [event for event in events if event.type == "content_block_stop"]
    assert isinstance(ended.content_block, ParsedTextBlock)
    assert ended.content_block.parsed_output == Order(product="Tea", count=2)
    final = stream.get_final_message()
    assert isinstance(final, ParsedMessage)
    assert final.parsed_output == Order(product="Tea", count=2)


def test_asynchronous_clients_read_the_same() -> None:
    came = message(text(ORDER))

    async def ask() -> tuple[Any, Any]:
        client = async_client_of(answers(came, streamed(events_of(came))))
        parsed = await client.beta.messages.parse(**ASKED, output_format=Order)
        async with client.beta.messages.stream(**ASKED, output_format=Order) as stream:
            return parsed, await stream.get_final_message()

    for found in asyncio.run(ask()):
        assert isinstance(found, ParsedBetaMessage)
        assert found.parsed_output == Order(product="Tea", count=2)


def test_tokens_are_counted_with_a_format() -> None:
    given = answers({"input_tokens": 4}, {"input_tokens": 4})
    client, asked = client_of(given), {"model": "claude-opus-4-8", "messages": []}
    client.messages.count_tokens(**asked, output_format=Order)  # type: ignore[arg-type]  # pyright: ignore
    client.beta.messages.count_tokens(**asked, output_format=Order)  # type: ignore[arg-type]  # pyright: ignore
    for body in given.bodies:
        assert body["output_config"]["format"]["schema"]["title"] == "Order"


def test_the_beta_form_takes_a_schema_as_it_did_before() -> None:
    given = answers(message(text("{}")))
    messages: Any = client_of(given).beta.messages
    schema = {"type": "json_schema", "schema": {"type": "object"}}
    asked = {"model": "claude-opus-4-8", "max_tokens": 9, "messages": []}
    messages.create(**asked, output_format=schema, output_config={"effort": "low"})
    assert given.bodies[0]["output_config"] == {"effort": "low", "format": schema}
    assert "output_format" not in given.bodies[0]


def test_parsed_blocks_are_all_the_blocks_there_are() -> None:
    # The types that only checkers see name every kind of block; this tells when a new one comes.
    common = names_in(messages, "CommonBlock") | {"TextBlock"}
    plain = common | names_in(messages, "ParsedContentBlock") & set(dir(types))
    beta = common | names_in(beta_messages, "ParsedBetaContentBlock") & set(dir(types.beta))
    for named, union in ((plain, ContentBlock), (beta, BetaContentBlock)):
        kinds = {each.__name__ for each in get_args(get_args(union)[0])}
        assert {name for name in named if not name.startswith("Parsed")} == kinds


def test_a_message_without_content_is_parsed_as_it_is() -> None:
    odd = Message.model_construct(id="msg_1", content=None)
    assert parsed_message(odd, None).content == []


def test_keywords_that_the_api_refuses_are_told_in_the_description() -> None:
    schema = transform_schema(Order)
    assert schema["properties"]["count"] == {
        "type": "integer",
        "title": "Count",
        "description": "{minimum: 1}",
    }
    assert schema["description"] == "What somebody wants to buy."


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"enum": ["a", 1]}, {"enum": ["a", 1]}),
        ({"const": "a", "type": "string"}, {"type": "string", "const": "a"}),
        (
            {"type": ["string", "null"], "title": "T"},
            {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "T"},
        ),
        (
            {"$ref": "#/definitions/A", "definitions": {"A": {"type": "null"}}},
            {"$ref": "#/definitions/A", "definitions": {"A": {"type": "null"}}},
        ),
    ],
)
def test_schemas_that_say_what_the_api_takes_stay(given: Any, sent: Any) -> None:
    assert transform_schema(given) == sent


@pytest.mark.parametrize("given", [{}, {"title": "Anything"}, {"type": "tuple"}])
def test_a_schema_that_holds_nothing_is_refused(given: Any) -> None:
    with pytest.raises(ValueError, match="type"):
        transform_schema(given)


def test_a_given_schema_is_not_changed() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string", "maxLength": 2}}}
    before = pickle.dumps(schema)
    transform_schema(schema)
    assert pickle.dumps(schema) == before


def names_in(module: ModuleType, alias: str) -> set[str]:
    """The types that a module's alias is a union of, as its text has them."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text())):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == alias and node.value:
            named = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
            return named - {"Union"}
    raise AssertionError(f"no {alias} in {module}")
