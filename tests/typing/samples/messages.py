"""What a type checker knows of messages: overloads, streams, blocks told apart, params."""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from claude_client import Anthropic, AsyncAnthropic, AsyncStream, Stream, omit
from claude_client.lib.streaming import AsyncMessageStream, MessageStream
from claude_client.types import (
    Message,
    MessageParam,
    ParsedMessage,
    RawMessageStreamEvent,
    TextBlock,
    TextBlockParam,
    ToolParam,
    ToolUseBlock,
    Usage,
)
from typing_extensions import assert_type

QUESTION: MessageParam = {"role": "user", "content": "Hello"}


def overloads(client: Anthropic, either: bool) -> None:
    create = client.messages.create
    assert_type(create(model="m", max_tokens=1, messages=[QUESTION]), Message)
    assert_type(create(model="m", max_tokens=1, messages=[QUESTION], stream=False), Message)
    assert_type(
        create(model="m", max_tokens=1, messages=[QUESTION], stream=True),
        Stream[RawMessageStreamEvent],
    )
    assert_type(
        create(model="m", max_tokens=1, messages=[QUESTION], stream=either),
        "Message | Stream[RawMessageStreamEvent]",
    )


async def async_overloads(client: AsyncAnthropic, either: bool) -> None:
    create = client.messages.create
    assert_type(await create(model="m", max_tokens=1, messages=[QUESTION]), Message)
    assert_type(
        await create(model="m", max_tokens=1, messages=[QUESTION], stream=True),
        AsyncStream[RawMessageStreamEvent],
    )
    assert_type(
        await create(model="m", max_tokens=1, messages=[QUESTION], stream=either),
        "Message | AsyncStream[RawMessageStreamEvent]",
    )


def results(message: Message) -> None:
    assert_type(message.usage, Usage)
    assert_type(message.usage.output_tokens, int)
    assert_type(message._request_id, "str | None")  # pyright: ignore[reportPrivateUsage]
    for block in message.content:
        if block.type == "text":
            assert_type(block, TextBlock)
            assert_type(block.text, str)
        elif block.type == "tool_use":
            assert_type(block, ToolUseBlock)
            assert_type(block.name, str)


def params(client: Anthropic, message: Message) -> None:
    text: TextBlockParam = {"type": "text", "text": "Hello"}
    tool: ToolParam = {"name": "look", "input_schema": {"type": "object"}}
    client.messages.create(
        model="m",
        max_tokens=1,
        messages=[
            {"role": "user", "content": [text]},
            # What came as a result goes back as it is.
            {"role": "assistant", "content": message.content},
            QUESTION,
        ],
        system=[text],
        tools=[tool],
        tool_choice={"type": "any"},
        metadata={"user_id": "u"},
        container=None,
        thinking=omit,
        timeout=3.5,
        extra_headers={"x-own": "1", "x-other": omit},
    )


def mistakes(client: Anthropic) -> None:
    client.messages.create(model="m", messages=[QUESTION])  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    client.messages.create(model="m", max_tokens="1", messages=[QUESTION])  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    client.messages.create(model="m", max_tokens=1, messages=[QUESTION], taste="sweet")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    wrong: MessageParam = {"role": "user"}  # type: ignore[typeddict-item]  # pyright: ignore[reportAssignmentType]
    print(wrong)


def events(stream: Stream[RawMessageStreamEvent]) -> None:
    for event in stream:
        if event.type == "message_start":
            assert_type(event.message, Message)
        elif event.type == "content_block_delta" and event.delta.type == "text_delta":
            assert_type(event.delta.text, str)
    with stream as same:
        assert_type(same, Stream[RawMessageStreamEvent])


def helper(client: Anthropic) -> None:
    with client.messages.stream(model="m", max_tokens=1, messages=[QUESTION]) as stream:
        assert_type(stream, MessageStream)
        assert_type(stream.text_stream, Iterator[str])
        for event in stream:
            if event.type == "text":
                assert_type(event.snapshot, str)
    assert_type(stream.get_final_message(), ParsedMessage)
    assert_type(stream.get_final_text(), str)


async def async_helper(client: AsyncAnthropic) -> None:
    async with client.messages.stream(model="m", max_tokens=1, messages=[QUESTION]) as stream:
        assert_type(stream, AsyncMessageStream)
        assert_type(stream.text_stream, AsyncIterator[str])
    assert_type(await stream.get_final_message(), ParsedMessage)
