"""A server on a socket that keeps every request as it came over the wire, and answers all alike."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Sent:
    """A request: its target as it was sent, its headers, its body."""

    method: str
    target: str
    headers: Message
    body: bytes

    @property
    def path(self) -> str:
        """The target up to its query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query as it was sent."""
        return self.target.partition("?")[2]


@dataclass(frozen=True)
class Given:
    """What a request is answered with."""

    status: int = 204
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass
class Wire:
    """The address of the server, and what it was sent."""

    url: str
    answer: Callable[[Sent], Given]
    sent: list[Sent] = field(default_factory=list[Sent])


@contextmanager
def listening(answer: Callable[[Sent], Given] = lambda _: Given()) -> Generator[Wire]:
    """A server that listens until the block ends; `answer` may be changed meanwhile."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    wire = Wire(f"http://127.0.0.1:{server.server_address[1]}", answer)
    _Handler.wires[server.server_address[1]] = wire
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield wire
    finally:
        server.shutdown()
        server.server_close()
        del _Handler.wires[server.server_address[1]]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wires: dict[int, Wire] = {}  # noqa: RUF012 - one handler class serves every server

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Every method is answered, those of a document's own as well."""
        if name.startswith("do_"):
            return self._respond
        raise AttributeError(name)

    def _respond(self) -> None:
        wire = self.wires[self.server.server_address[1]]  # type: ignore[index]
        sent = Sent(self.command, self.path, self.headers, self._body())
        wire.sent.append(sent)
        given = wire.answer(sent)
        self.send_response(given.status)
        if given.status != 204:
            self.send_header("Content-Type", given.content_type)
            self.send_header("Content-Length", str(len(given.body)))
        for name, value in given.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and given.status != 204:
            self.wfile.write(given.body)

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("content-length", 0)))
        parts: list[bytes] = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written to the terminal."""
