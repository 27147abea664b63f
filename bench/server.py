"""Requests on the loopback address in, prepared answers out: the one server that all sides talk to.

/small/v1/messages              a message, or its stream where the body asks for one
/large/v1/messages              a message of one megabyte
/paced/v1/messages              a stream with one event a chunk
/lines/N/v1/messages/batches/x  a batch of N results, whose `results_url` is /results/N
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator

from bench import payloads

_HEADERS = (
    b"request-id: req_011CSHoEeqs5C35K2UUqR7Fy\r\n"
    b"anthropic-organization-id: 5b7d2a0e-8f63-4c1d-9e0a-3f4c6d8b1a27\r\n"
    b"anthropic-ratelimit-requests-limit: 4000\r\n"
    b"anthropic-ratelimit-requests-remaining: 3999\r\n"
    b"anthropic-ratelimit-requests-reset: 2026-01-02T03:04:05Z\r\n"
    b"anthropic-ratelimit-tokens-limit: 480000\r\n"
    b"anthropic-ratelimit-tokens-remaining: 479000\r\n"
    b"anthropic-ratelimit-tokens-reset: 2026-01-02T03:04:05Z\r\n"
    b"date: Fri, 02 Jan 2026 03:04:05 GMT\r\n"
)


def _whole(body: bytes) -> bytes:
    length = b"content-length: %d\r\n\r\n" % len(body)
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n" + _HEADERS + length + body


def _chunked(kind: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: " + kind + b"\r\n" + _HEADERS
    return head + b"transfer-encoding: chunked\r\n\r\n"


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def _stream(events: Iterator[bytes], size: int) -> bytes:
    """A whole streamed answer, in chunks of about `size` bytes; 1 gives each event its own."""
    parts, held, length = [_chunked(b"text/event-stream; charset=utf-8")], [b""], 0
    for event in events:
        held.append(event)
        length += len(event)
        if length >= size:
            parts.append(_chunk(b"".join(held)))
            held, length = [], 0
    rest = b"".join(held)
    return b"".join([*parts, _chunk(rest) if rest else b"", b"0\r\n\r\n"])


SMALL = _whole(payloads.message())
LARGE = _whole(payloads.large_message())
STREAM = _stream(payloads.events(payloads.EVENTS), payloads.PIECE)
PACED = _stream(payloads.events(payloads.PACED_EVENTS), 1)


class Loopback(asyncio.Protocol):
    """One connection, kept alive; requests come one after the other."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._received = b""
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._task: asyncio.Task[None] | None = None

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            self._received = b""
            self._answer(head.split(b" ", 2)[1].decode(), body)

    def pause_writing(self) -> None:
        self._flowing.clear()

    def resume_writing(self) -> None:
        self._flowing.set()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._task is not None:
            self._task.cancel()

    def _answer(self, path: str, body: bytes) -> None:
        if path.startswith("/small"):
            self._transport.write(STREAM if b'"stream":true' in body else SMALL)
        elif path.startswith("/large"):
            self._transport.write(LARGE)
        elif path.startswith("/paced"):
            self._transport.write(PACED)
        elif path.startswith("/lines"):
            host, port = self._transport.get_extra_info("sockname")[:2]
            count = int(path.split("/")[2])
            self._transport.write(_whole(payloads.batch(f"http://{host}:{port}", count)))
        else:
            self._task = asyncio.create_task(self._pour(int(path.rpartition("/")[2])))

    async def _pour(self, count: int) -> None:
        self._transport.write(_chunked(b"application/x-jsonl"))
        for piece in payloads.lines(count):
            await self._flowing.wait()
            self._transport.write(_chunk(piece))
        self._transport.write(b"0\r\n\r\n")


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Loopback, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Whoever started this holds the other end of its input, and lets go of it at the end.
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
