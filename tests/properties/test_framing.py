"""Streams cut into chunks anywhere, through the public client: what they give does not depend on it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise
from typing import Any

import httpx
import pytest
from claude_client import Anthropic, AsyncAnthropic
from hypothesis import given, settings, strategies as st

_EVENTS: list[tuple[str, dict[str, Any]]] = [
    (
        "message_start",
        {
            "message": {
                "id": "msg_1",
                "type": "message",
                "role": "assistant",
                "model": "claude-opus-4-8",
                "content": [],
                "stop_reason": None,
                "stop_sequence": None,
                "usage": {"input_tokens": 1, "output_tokens": 1},
            }
        },
    ),
    ("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}),
    ("ping", {}),
    ("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": "Grüße "}}),
    ("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": "\n\n\r 🎉"}}),
    ("came_later", {"anything": ["a\u2028b"]}),
    ("content_block_stop", {"index": 0}),
    ("message_delta", {"delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}}),
    ("message_stop", {}),
]
_TEXT = "Grüße \n\n\r 🎉"
_GIVEN = [{"type": name, **members} for name, members in _EVENTS if name != "ping"]
_RESULTS = [{"custom_id": f"n° {n}", "result": {"type": "expired"}} for n in range(5)]
_BATCH = {
    "id": "msgbatch_1",
    "type": "message_batch",
    "processing_status": "ended",
    "results_url": "https://api.anthropic.com/v1/messages/batches/msgbatch_1/results",
}
_QUESTION: dict[str, Any] = {
    "model": "claude-opus-4-8",
    "max_tokens": 10,
    "messages": [{"role": "user", "content": "?"}],
}
cuts = st.lists(st.integers(0, 2000), max_size=40)
line_ends = st.sampled_from(["\n", "\r\n", "\r"])
few = settings(max_examples=40)
many = settings(max_examples=3000)


class Chunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in the chunks that it is cut into."""

    def __init__(self, data: bytes, places: list[int]) -> None:
        # Empty chunks too: places may be the same, or behind the end.
        edges = [0, *sorted(places), len(data)]
        self._chunks = [data[a:b] for a, b in pairwise(edges)]

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            yield chunk


def transport(body: bytes, places: list[int]) -> httpx.MockTransport:
    """Answers with a batch where one is asked for, and with the chunks elsewhere."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/msgbatch_1"):
            return httpx.Response(200, json=_BATCH)
        return httpx.Response(200, stream=Chunks(body, places))

    return httpx.MockTransport(answer)


def events_as(end: str, gap: bool, mark: bool) -> bytes:
    """The stream with lines that end so, with the space that may follow a colon, with a mark."""
    space = " " if gap else ""
    blocks = [
        f"event:{space}{name}{end}data:{space}{json.dumps({'type': name, **members}, ensure_ascii=False)}{end}{end}"
        for name, members in _EVENTS
    ]
    return b"\xef\xbb\xbf" * mark + f": a remark{end}{end}".encode() + "".join(blocks).encode()


def lines_as(end: str, last: bool) -> bytes:
    """The results, line by line; the last line's end may be missing."""
    text = end.join(json.dumps(line, ensure_ascii=False) for line in _RESULTS)
    return (text + end * last).encode()


def read_events(body: bytes, places: list[int]) -> tuple[list[Any], str]:
    """The raw events, and the text that the helper makes of them."""
    http = httpx.Client(transport=transport(body, places))
    client = Anthropic(api_key="none", http_client=http)
    events = [
        event.to_dict(mode="json") for event in client.messages.create(stream=True, **_QUESTION)
    ]
    with client.messages.stream(**_QUESTION) as stream:
        return events, stream.get_final_text()


async def read_events_async(body: bytes, places: list[int]) -> tuple[list[Any], str]:
    http = httpx.AsyncClient(transport=transport(body, places))
    client = AsyncAnthropic(api_key="none", http_client=http)
    raw = await client.messages.create(stream=True, **_QUESTION)
    events = [event.to_dict(mode="json") async for event in raw]
    async with client.messages.stream(**_QUESTION) as stream:
        return events, await stream.get_final_text()


def read_lines(body: bytes, places: list[int]) -> list[Any]:
    http = httpx.Client(transport=transport(body, places))
    client = Anthropic(api_key="none", http_client=http)
    return [line.to_dict(mode="json") for line in client.messages.batches.results("msgbatch_1")]


def check_events(end: str, gap: bool, mark: bool, places: list[int]) -> None:
    body = events_as(end, gap, mark)
    assert read_events(body, places) == (_GIVEN, _TEXT)


@given(line_ends, st.booleans(), st.booleans(), cuts)
@few
def test_events_do_not_depend_on_the_cuts(
    end: str, gap: bool, mark: bool, places: list[int]
) -> None:
    check_events(end, gap, mark, places)


@given(line_ends, st.booleans(), st.booleans(), cuts)
@few
def test_nor_do_they_asynchronously(end: str, gap: bool, mark: bool, places: list[int]) -> None:
    body = events_as(end, gap, mark)
    assert asyncio.run(read_events_async(body, places)) == (_GIVEN, _TEXT)


@given(st.sampled_from(["\n", "\r\n"]), st.booleans(), cuts)
@few
def test_lines_do_not_depend_on_the_cuts(end: str, last: bool, places: list[int]) -> None:
    assert read_lines(lines_as(end, last), places) == _RESULTS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_byte_at_a_time(end: str) -> None:
    body = events_as(end, gap=True, mark=True)
    check_events(end, gap=True, mark=True, places=list(range(len(body))))


@pytest.mark.slow
@given(line_ends, st.booleans(), st.booleans(), cuts)
@many
def test_many_cuts(end: str, gap: bool, mark: bool, places: list[int]) -> None:
    check_events(end, gap, mark, places)


@pytest.mark.slow
def test_every_cut_in_two() -> None:
    for end in ("\n", "\r\n", "\r"):
        body = events_as(end, gap=True, mark=True)
        for place in range(len(body)):
            assert read_events(body, [place]) == (_GIVEN, _TEXT)
