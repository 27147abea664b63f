"""Numbered calls in, their answers out, but for a share of them: a server that keeps a tally."""

from __future__ import annotations

import asyncio
import json
import random
import re
import socket
import struct
from collections import Counter

from faults.answers import EVENTS, LAST_CHUNK, MESSAGE, TEXT, chunk, error, head, whole
from faults.server import Part

_RESET_AT_ONCE = struct.pack("ii", 1, 0)
_NUMBER = re.compile(rb"number (\d+)")
_STREAMED = b"text/event-stream"
_FAILURES = ("500", "529", "429", "reset", "half an answer")


class Tally:
    """What all connections saw: by call, the attempts, the answers and the idempotency keys."""

    def __init__(self, share: float = 0.2, delay: float = 0.0) -> None:
        self.share = share
        """Of the attempts, those that fail."""
        self.delay = delay
        self.attempts: Counter[int] = Counter()
        self.answered: Counter[int] = Counter()
        self.keys: dict[int, set[bytes]] = {}
        self.failures: Counter[str] = Counter()
        self.random = random.Random(5)


class Flaky(asyncio.Protocol):
    """One connection, on which requests come one after the other."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        if found and length and len(body) >= int(length[1]):
            self._received = b""
            self._answer(head, body)

    def _answer(self, head: bytes, body: bytes) -> None:
        tally, found = self._tally, _NUMBER.search(body)
        assert found, body
        number = int(found[1])
        tally.attempts[number] += 1
        key = re.search(rb"idempotency-key: (\S+)", head.lower())
        tally.keys.setdefault(number, set()).add(key[1] if key else b"")
        good = _streamed(number) if b'"stream":true' in body.replace(b" ", b"") else _whole(number)
        if tally.random.random() < tally.share:
            self._fail(tally.random.choice(_FAILURES), good)
        elif tally.delay:
            asyncio.get_running_loop().call_later(tally.delay, self._succeed, number, good)
        else:
            self._succeed(number, good)

    def _succeed(self, number: int, good: bytes) -> None:
        # Whoever cancelled a call has closed its connection.
        if not self._transport.is_closing():
            self._tally.answered[number] += 1
            self._transport.write(good)

    def _fail(self, how: str, good: bytes) -> None:
        self._tally.failures[how] += 1
        if how.isdigit():
            [part] = error(int(how), retry_after_ms=1).parts
            self._write(part)
        elif how == "reset":
            found = self._transport.get_extra_info("socket")
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_ONCE)
            self._transport.abort()
        else:
            # Of a stream that has begun, nothing can be asked for again.
            self._write(good[: good.index(b"\r\n\r\n")] if _STREAMED in good else good[:-30])
            self._transport.close()

    def _write(self, part: Part) -> None:
        assert isinstance(part, bytes)
        self._transport.write(part)


def _whole(number: int) -> bytes:
    answer = json.loads(MESSAGE)
    answer["content"][0]["text"] = f"{TEXT} {number}"
    return whole(json.dumps(answer).encode())


def _streamed(number: int) -> bytes:
    begin = head(content_type=_STREAMED.decode(), transfer_encoding="chunked")
    numbered = [event.replace(b'"well."', b'"well. %d"' % number) for event in EVENTS]
    return b"".join([begin, *map(chunk, numbered), LAST_CHUNK])
