"""Recorded streams of messages through the helper: every event, and a message made of all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from claude_client import Anthropic, AsyncAnthropic

from clientsmith.recordings.replay import CHOICE_HEADER, ReplayServer
from support.calls import call_of
from support.claude import RECORDINGS, Recording, method_of
from support.replayed import expected, normal, whole_streams
from support.results import plain

STREAMED = whole_streams()
every_stream = pytest.mark.parametrize("recording", STREAMED, ids=lambda each: each.name)


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    with ReplayServer(RECORDINGS) as replay:
        yield replay


@every_stream
def test_the_helper_delivers_all_that_came(recording: Recording, server: ReplayServer) -> None:
    with Anthropic(api_key="none", base_url=server.url) as client:
        with _helper(client, recording) as stream:
            events = list(stream)
        message = stream.get_final_message()
    _check(recording, events, message)


@every_stream
def test_the_helper_delivers_all_that_came_asynchronously(
    recording: Recording, server: ReplayServer
) -> None:
    async def listen() -> tuple[list[Any], Any]:
        async with AsyncAnthropic(api_key="none", base_url=server.url) as client:
            async with _helper(client, recording) as stream:
                events = [event async for event in stream]
            return events, await stream.get_final_message()

    _check(recording, *asyncio.run(listen()))


def _helper(client: Any, recording: Recording) -> Any:
    call = call_of(recording)
    stream = recording.operation.stream
    assert stream is not None
    keywords = {name: value for name, value in call.keywords.items() if name != stream.selector}
    method = method_of(client, recording.operation, stream.helper)
    return method(*call.positional, **keywords, extra_headers={CHOICE_HEADER: recording.name})


def _check(recording: Recording, events: list[Any], message: Any) -> None:
    recorded: list[Any] = expected(recording, "").data
    kinds = {payload["type"] for payload in recorded}
    delivered = [event for event in events if event.type in kinds]
    assert [event.type for event in delivered] == [payload["type"] for payload in recorded]
    for event, payload in zip(delivered, recorded, strict=True):
        # What the helper adds to an event (a whole block, a snapshot) stands beside what came.
        came, given = normal(payload), normal(plain(event))
        assert isinstance(came, dict)
        assert isinstance(given, dict)
        assert came.items() <= given.items()
    texts = [
        payload["delta"].get("text", "")
        for payload in recorded
        if "index" in payload and "delta" in payload
    ]
    blocks = [block for block in message.content if block.type == "text"]
    assert "".join(block.text for block in blocks) == "".join(texts)
    (last,) = [payload for payload in recorded if payload["type"] == "message_delta"]
    assert message.stop_reason == last["delta"]["stop_reason"]
    assert message.usage.output_tokens == last["usage"]["output_tokens"]
