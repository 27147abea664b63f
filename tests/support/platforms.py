"""What stands in for platforms: their hosts, the messages of AWS's streams, and clients of each."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterable
from typing import Any
from zlib import crc32

import httpx

KEYS = {"aws_access_key": "AKIDEXAMPLE", "aws_secret_key": "secret+key", "aws_region": "us-west-2"}
MESSAGE: dict[str, Any] = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-opus-4-8",
    "content": [{"type": "text", "text": "Hello"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 1},
}
QUESTION: dict[str, Any] = {
    "model": "anthropic.claude-opus-4-8-v1:0",
    "max_tokens": 10,
    "messages": [{"role": "user", "content": "?"}],
}


class ToServer(httpx.HTTPTransport):
    """Sends what is for any host to one server; the header `host` stays."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = httpx.URL(address)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = self._address.copy_with(raw_path=request.url.raw_path)
        return super().handle_request(request)


class AsyncToServer(httpx.AsyncHTTPTransport):
    """The same for asynchronous clients."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = httpx.URL(address)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = self._address.copy_with(raw_path=request.url.raw_path)
        return await super().handle_async_request(request)


def message(headers: dict[str, str], payload: bytes) -> bytes:
    """One message of `application/vnd.amazon.eventstream`, whose headers are texts."""
    encoded = b"".join(map(_header, headers.items()))
    prelude = struct.pack("!II", len(encoded) + len(payload) + 16, len(encoded))
    body = prelude + struct.pack("!I", crc32(prelude)) + encoded + payload
    return body + struct.pack("!I", crc32(body))


def _header(row: tuple[str, str]) -> bytes:
    name, value = (each.encode() for each in row)
    return bytes([len(name)]) + name + b"\x07" + struct.pack("!H", len(value)) + value


def chunk(event: object) -> bytes:
    """A message that holds an event of the API, as Bedrock sends it."""
    payload = json.dumps({"bytes": base64.b64encode(json.dumps(event).encode()).decode()})
    headers = {":event-type": "chunk", ":content-type": "application/json"}
    return message({**headers, ":message-type": "event"}, payload.encode())


def exception(kind: str, text: str) -> bytes:
    """A message that ends a stream with an exception."""
    headers = {":exception-type": kind, ":content-type": "application/json"}
    payload = json.dumps({"message": text}).encode()
    return message({**headers, ":message-type": "exception"}, payload)


def events_of(text: str) -> list[Any]:
    """The data of server-sent events."""
    lines = (line for line in text.splitlines() if line.startswith("data: "))
    return [json.loads(line.removeprefix("data: ")) for line in lines]


def stream(events: Iterable[object]) -> bytes:
    """A whole stream of Bedrock's."""
    return b"".join(map(chunk, events))
