"""A status, headers, a body or events in, the bytes of an answer out, whole or to be broken."""

from __future__ import annotations

import gzip
import json
import time
import zlib
from email.utils import formatdate

from faults.server import Answer, End, Part, Pause

TEXT = "All is well."
_MESSAGE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-opus-4-8",
    "content": [{"type": "text", "text": TEXT}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 2},
}
MESSAGE = json.dumps(_MESSAGE).encode()
FILE = json.dumps(
    {
        "id": "file_1",
        "type": "file",
        "filename": "a.txt",
        "mime_type": "text/plain",
        "size_bytes": 3,
        "created_at": "2026-01-02T03:04:05Z",
    }
).encode()


def batch(results_url: str | None) -> bytes:
    """A batch that has ended, or one that has no results yet."""
    return json.dumps(
        {
            "id": "b",
            "type": "message_batch",
            "processing_status": "ended",
            "results_url": results_url,
        }
    ).encode()


def head(status: int = 200, **headers: object) -> bytes:
    """The status line and the headers; `retry_after_ms=1` is `retry-after-ms: 1`."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status} Status", *lines, "", ""]).encode()


def whole(body: bytes = MESSAGE, status: int = 200, **headers: object) -> bytes:
    """An answer in one piece."""
    kind = {"content_type": "application/json", "content_length": len(body)}
    return head(status, **{**kind, **headers}) + body


def fine(body: bytes = MESSAGE) -> Answer:
    """The answer that was hoped for."""
    return Answer((whole(body),))


def error(status: int, **headers: object) -> Answer:
    """An error as the API gives it; unless told otherwise it may be tried again at once."""
    body = {"type": "error", "error": {"type": "api_error", "message": "No."}}
    return Answer((whole(json.dumps(body).encode(), status, **headers),))


def storm(status: int, **headers: object) -> tuple[Answer, ...]:
    """The same error for as long as anyone asks."""
    return (error(status, **headers),) * 5


def broken(*parts: Part) -> Answer:
    """Parts of an answer; what comes to an end too early is closed in good order."""
    return Answer((*parts, End.CLOSE))


def reset(*parts: Part) -> Answer:
    """Parts of an answer, and a reset."""
    # What was sent before a reset only arrives if it had the time to.
    return Answer((*parts, Pause(0.05), End.RESET) if parts else (End.RESET,))


def chunk(data: bytes) -> bytes:
    """One chunk of a chunked body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def dribbled(data: bytes, pause: float, step: int) -> tuple[Part, ...]:
    """Data that comes in small pieces, with a pause before each."""
    parts: list[Part] = []
    for start in range(0, len(data), step):
        parts += [Pause(pause), data[start : start + step]]
    return tuple(parts)


def zipped(cut: int = 0, spoilt: bool = False) -> bytes:
    """A compressed answer, cut off or with wrong bytes in it, of a length that agrees."""
    data = gzip.compress(MESSAGE)
    data = data[: len(data) - cut]
    if spoilt:
        data = data[:10] + b"\xff" * 20 + data[30:]
    return whole(data, content_encoding="gzip")


def bomb(
    name: str = "gzip", status: int = 200, times: int = 1, parts: int = 1, size: int = 40_000_000
) -> bytes:
    """A small answer that would be a large one; gzip's may be in several parts."""
    data = b" " * (size // parts)
    for _ in range(times):
        data = gzip.compress(data) if name == "gzip" else zlib.compress(data)
    data *= parts
    return whole(data, status, content_encoding=", ".join([name] * times))


def swollen(size: int, status: int) -> Answer:
    """An answer of blanks, sent without a length."""
    begin = head(status, content_type="text/plain", transfer_encoding="chunked")
    return Answer((begin, *(chunk(b" " * 1_000_000),) * (size // 1_000_000), End.CLOSE))


def date(seconds: float) -> str:
    """An HTTP date so many seconds from the import of the table, or before it."""
    return formatdate(time.time() + seconds, usegmt=True)


def _event(name: str, **members: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps({'type': name, **members})}\n\n".encode()


EVENTS = (
    _event("message_start", message={**_MESSAGE, "content": [], "stop_reason": None}),
    _event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
    _event("content_block_delta", index=0, delta={"type": "text_delta", "text": "All is "}),
    _event("content_block_delta", index=0, delta={"type": "text_delta", "text": "well."}),
    _event("content_block_stop", index=0),
    _event("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 2}),
    _event("message_stop"),
)
OVERLOADED = (
    b'event: error\ndata: {"type": "error", "error": {"type": "overloaded_error", '
    b'"message": "Overloaded"}}\n\n'
)


def tool_input(text: str) -> tuple[bytes, ...]:
    """The events of a message whose one block is a tool's input."""
    return (
        EVENTS[0],
        _event(
            "content_block_start",
            index=0,
            content_block={"type": "tool_use", "id": "t", "name": "look", "input": {}},
        ),
        _event(
            "content_block_delta",
            index=0,
            delta={"type": "input_json_delta", "partial_json": text},
        ),
        *EVENTS[4:],
    )


def events(count: int, *then: Part) -> Answer:
    """The first events of a stream, and what happens after them."""
    begin = head(200, content_type="text/event-stream", transfer_encoding="chunked")
    return Answer((begin, *map(chunk, EVENTS[:count]), *then))


LAST_CHUNK = b"0\r\n\r\n"
