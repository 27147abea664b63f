"""Prepared answers in, an HTTP server that gives them one after the other and keeps what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Reply:
    """A body to answer with."""

    content: bytes
    content_type: str = "application/json"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def of(value: Any, status: int = 200) -> Reply:
        """A value, as JSON."""
        return Reply(json.dumps(value).encode(), status=status)


@dataclass(frozen=True)
class Sent:
    """A request as it came over the wire; names of headers are lower case."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes


@dataclass
class Capture:
    """What comes next, and what has come."""

    address: str = ""
    replies: list[Reply | Callable[[Sent], Reply]] = field(
        default_factory=lambda: list[Reply | Callable[[Sent], Reply]]()
    )
    sent: list[Sent] = field(default_factory=list[Sent])

    def expect(self, replies: Sequence[Reply | Callable[[Sent], Reply]]) -> None:
        """Answers with these from now on, or what they make of a request; forgets what has come."""
        self.replies, self.sent = list(replies), []


@contextmanager
def capturing() -> Generator[Capture]:
    """A server on a port of its own, until the context is left."""
    capture = Capture()

    class Handler(_Handler):
        kept = capture

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    capture.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield capture
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16
    kept: Capture

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qsl(parts.query, keep_blank_values=True)
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent = Sent(self.command, parts.path, query, headers, self._body(headers))
        self.kept.sent.append(sent)
        reply = self.kept.replies.pop(0) if self.kept.replies else Reply(b"", "text/plain")
        if not isinstance(reply, Reply):
            reply = reply(sent)
        self.send_response(reply.status)
        self.send_header("content-type", reply.content_type)
        self.send_header("content-length", str(len(reply.content)))
        self.send_header("request-id", "req_1")
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.content)
        self.wfile.flush()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(headers.get("content-length") or 0))
        found = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            found += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return found

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: `sent` holds what came."""
