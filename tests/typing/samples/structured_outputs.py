"""What is inferred of messages whose text is read as a type."""

from __future__ import annotations

from typing import Any

from claude_client import Anthropic, AsyncAnthropic
from claude_client.lib.streaming import MessageStream
from claude_client.types import ParsedMessage
from claude_client.types.beta import BetaMessageParam, ParsedBetaMessage
from pydantic import BaseModel
from typing_extensions import assert_type

client = Anthropic()
TURNS: list[BetaMessageParam] = [{"role": "user", "content": "Hello"}]


class Order(BaseModel):
    product: str


parsed = client.messages.parse(
    model="claude-opus-4-8", max_tokens=64, messages=[], output_format=Order
)
assert_type(parsed, ParsedMessage[Order])
assert_type(parsed.parsed_output, Order | None)
for block in parsed.content:
    if block.type == "text":
        assert_type(block.parsed_output, Order | None)
    elif block.type == "tool_use":
        assert_type(block.name, str)

numbers = client.beta.messages.parse(
    model="claude-opus-4-8", max_tokens=64, messages=TURNS, output_format=list[int]
)
assert_type(numbers, ParsedBetaMessage[list[int]])

plain = client.messages.parse(model="claude-opus-4-8", max_tokens=64, messages=[])
assert_type(plain, ParsedMessage[Any])
schema = client.messages.parse(
    model="claude-opus-4-8", max_tokens=64, messages=[], output_format={"type": "integer"}
)
assert_type(schema.parsed_output, Any | None)

with client.messages.stream(
    model="claude-opus-4-8", max_tokens=64, messages=[], output_format=Order
) as stream:
    assert_type(stream, MessageStream[Order])
    for event in stream:
        if event.type == "message_stop":
            assert_type(event.message, ParsedMessage[Order])
        elif event.type == "content_block_stop" and event.content_block.type == "text":
            assert_type(event.content_block.parsed_output, Order | None)
    assert_type(stream.get_final_message().parsed_output, Order | None)

client.messages.count_tokens(model="claude-opus-4-8", messages=[], output_format=Order)
client.messages.parse(max_tokens=1, messages=[], output_format=Order)  # type: ignore[call-arg]  # pyright: ignore


async def asynchronously() -> None:
    found = await AsyncAnthropic().beta.messages.parse(
        model="claude-opus-4-8", max_tokens=64, messages=TURNS, output_format=Order
    )
    assert_type(found, ParsedBetaMessage[Order])


def takes_any(stream: MessageStream) -> ParsedMessage:
    return stream.get_final_message()
