"""Requests over HTTP/1.1 in, each read whole and checked, the answers of a function out."""

from __future__ import annotations

import json
import re
import socket
import sys
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, cast
from urllib.parse import urlsplit

from clientsmith.recordings.replay.bodies import members_of
from clientsmith.recordings.replay.cassettes import Answer, Recorded, plain_path, plain_query

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_LARGEST_BODY: Final = 1 << 28
_LONGEST_LINE: Final = 1 << 16
_LONGEST_SHOWN: Final = 300
# What belongs to one connection, or to one length of the body, is said anew.
_OWN: Final = frozenset(
    {"connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade"}
)
_EVENT: Final = re.compile(rb".+?(?:\r\n\r\n|\n\n|\r\r|\Z)", re.DOTALL)
_LINES: Final = ("application/jsonl", "application/x-jsonl", "application/x-ndjson")


class Listener(ThreadingHTTPServer):
    """Listens on a port, and has each request that can be read answered by a function.

    `tell` is told what could not be read; `delay` is waited before each answer and each event.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        port: int,
        answer: Callable[[Recorded], Answer],
        tell: Callable[[str], object],
        delay: float,
    ) -> None:
        self.answer = answer
        self.tell = tell
        self.delay = delay
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def finish_request(self, request: Any, client_address: Any) -> None:
        """One connection, which `hang_up` can end."""
        self._open.add(request)
        try:
            super().finish_request(request, client_address)
        except ConnectionError:  # the client left in the middle, as clients do
            return
        finally:
            self._open.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """What goes wrong with one connection is a line, and harms no other."""
        self.tell(f"a connection failed: {sys.exc_info()[1]!r}")

    def hang_up(self) -> None:
        """Ends the connections that clients keep open."""
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Malformed(Exception):
    """A request that is not answered by a recording, and the status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    @property
    def _listener(self) -> Listener:
        return cast("Listener", self.server)

    def _answer(self) -> None:
        listener = self._listener
        try:
            self._check_host()
            request = self._request()
        except _Malformed as error:
            self.send_error(error.status, str(error))
            return
        except ValueError as error:
            self.send_error(400, str(error))
            return
        answer = listener.answer(request)
        time.sleep(listener.delay)
        self.send_response_only(answer.status, answer.reason)
        headers = [(name, value) for name, value in answer.headers if name not in _OWN]
        for name, value in headers:
            self.send_header(name, value.encode().decode("latin-1"))
        pieces = None if self.command == "HEAD" else _pieces(answer, dict(headers))
        if pieces is not None and self.request_version != "HTTP/1.0":
            self._send_in_pieces(pieces, listener.delay)
        else:
            self._send_whole(answer)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer

    def _check_host(self) -> None:
        """A page of the web may know the port, but not call this machine by its own name."""
        said = self.headers.get_all("host") or []
        named = [urlsplit(f"//{each}").hostname for each in said]
        if "://" in self.path:
            named.append(urlsplit(self.path).hostname)
        if len(said) > 1 or not all(each in _LOOPBACK for each in named):
            raise _Malformed(421, f"only loopback hosts are answered, not {', '.join(said)}")

    def _request(self) -> Recorded:
        parts = urlsplit(self.path)
        headers = tuple((name.lower(), value) for name, value in self.headers.items())
        body = b"".join(self._body())
        return Recorded(
            method=self.command,
            uri=self._listener.url + self.path,
            path=plain_path(parts),
            query=plain_query(parts),
            headers=headers,
            body=body,
            members=members_of(body, self.headers.get("content-type", "")),
        )

    def _body(self) -> Iterator[bytes]:
        encoding, length = self.headers.get("transfer-encoding"), self.headers.get("content-length")
        if encoding is None:
            yield self._piece(length or "0", 10)
        elif encoding.lower() != "chunked" or length is not None:
            raise _Malformed(400, "a body is chunked, or has a length")
        else:
            left = _LARGEST_BODY
            while piece := self._piece(self._line().partition(";")[0], 16, left):
                left -= len(piece)
                yield piece
                self._line()
            while self._line():
                continue

    def _piece(self, size: str, base: int, most: int = _LARGEST_BODY) -> bytes:
        if not re.fullmatch(r"[0-9a-fA-F]+", size.strip()):
            raise _Malformed(400, f"`{size[:80]}` is no size")
        if (wanted := int(size, base)) > most:
            raise _Malformed(413, f"a body is {_LARGEST_BODY} bytes at most")
        return self.rfile.read(wanted)

    def _line(self) -> str:
        return self.rfile.readline(_LONGEST_LINE).decode("latin-1").strip()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A request that can't be read is told why, and logged as any."""
        said = message or HTTPStatus(code).phrase
        self._listener.tell(f"{self.requestline[:_LONGEST_SHOWN]} -> {code}, {said}")
        self.close_connection = True
        self.request_version = self.protocol_version  # a line of nonsense counts as HTTP/0.9
        body = json.dumps({"error": {"type": "bad_request", "message": said}}).encode()
        self.send_response_only(code)
        self.send_header("content-type", "application/json")
        self.send_header("connection", "close")
        self._send_whole(Answer(code, "", (), body))

    def _send_whole(self, answer: Answer) -> None:
        bodyless = answer.status in (204, 304)
        if not bodyless:
            self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        if not bodyless and self.command != "HEAD":
            self.wfile.write(answer.body)
        self.wfile.flush()

    def _send_in_pieces(self, pieces: list[bytes], delay: float) -> None:
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        self.wfile.flush()
        for number, piece in enumerate(pieces):
            time.sleep(delay if number else 0)
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: `tell` says what came, and what answered."""


def _pieces(answer: Answer, headers: dict[str, str]) -> list[bytes] | None:
    """The events or lines of a streamed body; None where it is sent as a whole."""
    content_type = headers.get("content-type", "")
    if "content-encoding" in headers:
        return None
    if content_type.startswith("text/event-stream"):
        return _EVENT.findall(answer.body)
    return answer.body.splitlines(keepends=True) if content_type.startswith(_LINES) else None
