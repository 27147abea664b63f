"""Streams of `application/vnd.amazon.eventstream`: cut anywhere, spoilt, and ended by exceptions."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any
from zlib import crc32

import httpx
import pytest
from botocore.eventstream import EventStreamBuffer
from claude_client import (
    AnthropicBedrock,
    APIResponseValidationError,
    APIStatusError,
    AsyncAnthropicBedrock,
    BadRequestError,
    InternalServerError,
    RateLimitError,
)
from hypothesis import given, settings, strategies as st

from differential.capturing import Capture, Reply
from platform_clients.calling import async_client, listen, listen_async, sync_client
from support.claude import recordings
from support.platforms import KEYS, QUESTION, chunk, events_of, exception, message, stream

TYPE = "application/vnd.amazon.eventstream"
RECORDED = {
    each.name: events_of(str(each.last.response.body.decode()))
    for each in recordings()
    if each.operation.id == "messages.create" and each.name.partition("/")[2].startswith("stream_")
}
TEXT = next(events for name, events in RECORDED.items() if name.endswith("stream_text"))
WHOLE = stream(TEXT)
ITEMS = [each for each in TEXT if each["type"] != "ping"]


def plain(events: list[Any]) -> list[Any]:
    """Events as they came."""
    return [each.to_dict(mode="json", exclude_unset=True) for each in events]


def of_chunks(chunks: list[bytes]) -> tuple[list[Any], Exception | None]:
    """What a client reads of a body in these chunks, and what it ends with: the same for both kinds."""
    found, error = now(chunks)
    found_later, error_later = asyncio.run(later(chunks))
    assert found == found_later
    assert (type(error), str(error)) == (type(error_later), str(error_later))
    return found, error


def answered(content: Any) -> httpx.MockTransport:
    return httpx.MockTransport(
        lambda _: httpx.Response(200, headers={"content-type": TYPE}, content=content)
    )


def now(chunks: list[bytes]) -> tuple[list[Any], Exception | None]:
    found: list[Any] = []
    http = httpx.Client(transport=answered(iter(chunks)))
    with AnthropicBedrock(**KEYS, http_client=http) as client:
        try:
            for each in client.messages.create(**QUESTION, stream=True):
                found.append(each)
        except Exception as error:
            return plain(found), error
    return plain(found), None


async def later(chunks: list[bytes]) -> tuple[list[Any], Exception | None]:
    async def body() -> AsyncIterator[bytes]:
        for each in chunks:
            yield each

    found: list[Any] = []
    http = httpx.AsyncClient(transport=answered(body()))
    async with AsyncAnthropicBedrock(**KEYS, http_client=http) as client:
        try:
            async for each in await client.messages.create(**QUESTION, stream=True):
                found.append(each)
        except Exception as error:
            return plain(found), error
    return plain(found), None


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """The data in pieces."""
    ends = sorted({0, len(data), *(place % (len(data) + 1) for place in places)})
    return [data[start:end] for start, end in pairwise(ends)]


places = st.lists(st.integers(0, 5000), max_size=60)


@settings(max_examples=50)
@given(places)
def test_a_stream_is_the_same_wherever_it_is_cut(cuts: list[int]) -> None:
    assert of_chunks(cut(WHOLE, cuts)) == (ITEMS, None)


@settings(max_examples=50)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255), places)
def test_a_byte_that_is_wrong_ends_the_stream(at: int, other: int, cuts: list[int]) -> None:
    spoilt = bytearray(WHOLE)
    spoilt[at] ^= other
    found, error = of_chunks(cut(bytes(spoilt), cuts))
    assert isinstance(error, APIResponseValidationError)
    # What had come whole was delivered, and nothing that was not sent.
    assert found == ITEMS[: len(found)]


@pytest.mark.parametrize("checksum", ["prelude", "message"])
def test_each_checksum_is_verified(checksum: str) -> None:
    spoilt = bytearray(chunk(TEXT[0]))
    if checksum == "prelude":
        spoilt[8] ^= 1
        # The one of the whole message fits what it holds, wrong prelude and all.
        spoilt[-4:] = struct.pack("!I", crc32(spoilt[:-4]))
    else:
        spoilt[-1] ^= 1
    found, error = of_chunks([chunk(TEXT[1]), bytes(spoilt)])
    assert found == [TEXT[1]]
    assert isinstance(error, APIResponseValidationError)


@settings(max_examples=25)
@given(st.integers(1, len(WHOLE) - 1))
def test_a_stream_that_ends_within_a_message_says_so(end: int) -> None:
    found, error = of_chunks([WHOLE[:end]])
    assert found == ITEMS[: len(found)]
    whole = EventStreamBuffer()
    whole.add_data(WHOLE[:end])
    read = sum(each.prelude.total_length for each in whole)
    assert (error is None) == (read == end)


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_streams_come_over_a_socket(name: str, capture: Capture) -> None:
    events = RECORDED[name]
    expected = [each for each in events if each["type"] not in ("ping", "error")]
    failed = [each for each in events if each["type"] == "error"]

    def read_with(read: Any) -> list[Any]:
        if not failed:
            return plain(read())
        with pytest.raises(APIStatusError) as caught:
            read()
        assert caught.value.type == failed[0]["error"]["type"]
        return expected

    capture.expect([Reply(stream(events), TYPE)] * 2)
    with sync_client("AnthropicBedrock", capture, **KEYS) as client:
        assert read_with(lambda: listen(client)) == expected

    async def listened() -> Any:
        async with async_client("AnthropicBedrock", capture, **KEYS) as client:
            return await listen_async(client)

    assert read_with(lambda: asyncio.run(listened())) == expected
    assert {each.path.rpartition("/")[2] for each in capture.sent} == {
        "invoke-with-response-stream"
    }


def test_the_helper_gathers_a_message(capture: Capture) -> None:
    capture.expect([Reply(WHOLE, TYPE)])
    with (
        sync_client("AnthropicBedrock", capture, **KEYS) as client,
        client.messages.stream(**QUESTION) as events,
    ):
        text = "".join(events.text_stream)
    deltas = [each["delta"]["text"] for each in ITEMS if each["type"] == "content_block_delta"]
    assert text == "".join(deltas)
    assert events.get_final_message().stop_reason == "end_turn"


@pytest.mark.parametrize(
    ("kind", "raised", "status"),
    [
        ("throttlingException", RateLimitError, 429),
        ("validationException", BadRequestError, 400),
        ("internalServerException", InternalServerError, 500),
        ("cameLaterException", APIStatusError, 200),
    ],
)
def test_an_exception_of_aws_is_an_error_of_the_api(
    kind: str, raised: type[APIStatusError], status: int
) -> None:
    found, error = of_chunks([chunk(TEXT[0]) + exception(kind, "Too much.") + chunk(TEXT[1])])
    assert found == [TEXT[0]]
    assert type(error) is raised
    assert isinstance(error, APIStatusError)
    assert (error.type, error.status_code) == (kind, status)
    assert "Too much." in str(error)


def test_an_error_without_a_payload_is_told() -> None:
    headers = {":message-type": "error", ":error-code": "InternalError", ":error-message": "Oh."}
    _, error = of_chunks([message(headers, b"")])
    assert isinstance(error, APIStatusError)
    assert (error.type, "Oh." in str(error)) == ("InternalError", True)


def test_messages_without_an_item_are_passed_over() -> None:
    headers = {":message-type": "event", ":event-type": "came-later"}
    empty = message(headers, b"{}") + message(headers, b"no JSON")
    assert of_chunks([empty + WHOLE]) == (ITEMS, None)


def test_a_gateway_may_answer_in_server_sent_events(capture: Capture) -> None:
    capture.expect([Reply(b'data: {"type":"message_stop"}\n\n', "text/event-stream")])
    with sync_client("AnthropicBedrock", capture, **KEYS) as client:
        assert plain(listen(client)) == [{"type": "message_stop"}]
