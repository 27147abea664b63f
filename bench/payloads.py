"""Nothing in, what the loopback server answers with out: messages, streams and lines, made once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

EVENTS = 20_000
"""Deltas of the long stream."""
PACED_EVENTS = 4_000
"""Deltas of the stream that comes event by event."""
LINES = 100_000
PIECE = 64 * 1024
_TEXT = "It is a truth universally acknowledged, that a sentence of some length is wanted here. "


def message(blocks: int = 1) -> bytes:
    """A message as `messages.create` gives it."""
    usage = {
        "input_tokens": 12,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
        "output_tokens": 8,
        "service_tier": "standard",
    }
    whole = {
        "id": "msg_01XFDUDYJgAACzvnptvVoYEL",
        "type": "message",
        "role": "assistant",
        "model": "claude-opus-4-8",
        "content": [_block(number) for number in range(blocks)],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": usage,
    }
    return json.dumps(whole).encode()


def large_message() -> bytes:
    """A message of one megabyte: blocks of text with citations, thinking, and calls of tools."""
    return message(blocks=3_100)


def events(count: int) -> Iterator[bytes]:
    """The events of a message whose text comes in `count` pieces."""
    start: dict[str, Any] = {**json.loads(message()), "content": [], "stop_reason": None}
    usage = {"output_tokens": count}
    yield _event("message_start", message=start)
    yield _event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    yield _event("ping")
    for number in range(count):
        text = {"type": "text_delta", "text": f"word {number} "}
        yield _event("content_block_delta", index=0, delta=text)
    yield _event("content_block_stop", index=0)
    delta: dict[str, Any] = {"stop_reason": "end_turn", "stop_sequence": None}
    yield _event("message_delta", delta=delta, usage=usage)
    yield _event("message_stop")


def lines(count: int) -> Iterator[bytes]:
    """Results of a batch, a thousand lines at a time."""
    line = (
        b'{"custom_id":"request-%d","result":{"type":"succeeded","message":' + message() + b"}}\n"
    )
    for start in range(0, count, 1000):
        yield b"".join(line % number for number in range(start, min(start + 1000, count)))


def batch(origin: str, count: int) -> bytes:
    """A batch that has ended, and says where its results are."""
    counts = {"processing": 0, "succeeded": count, "errored": 0, "canceled": 0, "expired": 0}
    whole = {
        "id": "msgbatch_013Zva2CMHLNnXjNJJKqJ2EF",
        "type": "message_batch",
        "processing_status": "ended",
        "request_counts": counts,
        "ended_at": "2026-01-02T03:04:05Z",
        "created_at": "2026-01-02T03:04:05Z",
        "expires_at": "2026-01-03T03:04:05Z",
        "archived_at": None,
        "cancel_initiated_at": None,
        "results_url": f"{origin}/results/{count}",
    }
    return json.dumps(whole).encode()


def _block(number: int) -> dict[str, Any]:
    if number % 8 == 7:
        given = {"city": "Paris", "days": number, "units": ["C", "mm"]}
        return {"type": "tool_use", "id": f"toolu_{number:024}", "name": "weather", "input": given}
    if number % 8 == 3:
        return {"type": "thinking", "thinking": _TEXT * 4, "signature": f"{number:064x}"}
    if number % 4 == 1:
        cited: dict[str, Any] = {
            "cited_text": _TEXT,
            "document_index": 0,
            "document_title": None,
            "file_id": None,
        }
        place = {"type": "char_location", "start_char_index": number, "end_char_index": number + 80}
        return {"type": "text", "text": _TEXT, "citations": [{**place, **cited}]}
    return {"type": "text", "text": _TEXT * 2, "citations": None}


def _event(name: str, **members: Any) -> bytes:
    data = json.dumps({"type": name, **members})
    return f"event: {name}\ndata: {data}\n\n".encode()
