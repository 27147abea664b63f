"""Recordings in, an HTTP/1.1 server on a loopback port that answers with them out."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import urlsplit

from clientsmith.recordings.replay.bodies import members_of
from clientsmith.recordings.replay.cassettes import (
    Answer,
    Interaction,
    Recorded,
    load_cassettes,
    plain_path,
    plain_query,
)
from clientsmith.recordings.replay.matching import Matcher, Received

# What belongs to one connection, or to one length of the body, is said anew.
_OWN: Final = frozenset(
    {"connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade"}
)
_EVENT: Final = re.compile(rb".+?(?:\r\n\r\n|\n\n|\r\r|\Z)", re.DOTALL)
_TEXT: Final = ("application/json", "application/jsonl", "application/x-jsonl", "text/")
_LINES: Final = ("application/jsonl", "application/x-jsonl", "application/x-ndjson")


class ReplayServer:
    """Answers as the recordings of a folder (or of one file) do, while its context lasts.

    `delay` is waited before each answer and each event; `rewrite` lets addresses of the recorded
    servers in answers lead here; `ignore_query` names parameters that don't count in matching.
    """

    def __init__(
        self,
        directory: Path | str,
        port: int = 0,
        delay: float = 0.0,
        rewrite: bool = True,
        ignore_query: Sequence[str] = (),
    ) -> None:
        interactions = load_cassettes(Path(directory))
        self.delay = delay
        self.matcher = Matcher(interactions, ignore_query)
        self.requests: list[Received] = []
        self._origins = _origins(interactions) if rewrite else ()
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> ReplayServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stops listening and hangs up."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()

    def run(self) -> None:
        """Serves in this thread until interrupted."""
        self._server.serve_forever()

    def answer(self, request: Recorded) -> Answer:
        """The recorded answer, or a 404 that says what comes near."""
        found = self.matcher.match(request)
        self.requests.append(Received(request, found.recording if found else ""))
        if found is None:
            return _unmatched(request, self.matcher.nearest(request))
        return self._led_here(found.response)

    def _led_here(self, answer: Answer) -> Answer:
        """Addresses of the recorded servers become this one's: a client must not leave."""
        headers = dict(answer.headers)
        text = (
            headers.get("content-type", "").startswith(_TEXT) and "content-encoding" not in headers
        )
        body, location = answer.body, headers.get("location", "")
        for origin in self._origins:
            body = body.replace(origin.encode(), self.url.encode()) if text else body
            location = location.replace(origin, self.url)
        led = ((name, location if name == "location" else value) for name, value in answer.headers)
        return Answer(answer.status, answer.reason, tuple(led), body)


def serve(
    directory: Path | str, port: int = 0, delay: float = 0.0, say: Callable[[str], Any] = print
) -> None:
    """Answers as recordings do until interrupted; says where."""
    server = ReplayServer(directory, port, delay)
    say(f"replaying {len(server.matcher.interactions)} recorded answers at {server.url}")
    try:
        server.run()
    except KeyboardInterrupt:
        say("stopped")
    finally:
        server.close()


def _origins(interactions: Sequence[Interaction]) -> tuple[str, ...]:
    return tuple(sorted({each.request.origin for each in interactions} - {""}))


def _unmatched(request: Recorded, nearest: list[str]) -> Answer:
    message = f"no recording answers {request.method} {request.path}"
    error = {"type": "no_recording", "message": message, "nearest": nearest}
    body = json.dumps({"error": error}, indent=2).encode()
    return Answer(404, "Not Recorded", (("content-type", "application/json"),), body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], replay: ReplayServer) -> None:
        self.replay = replay
        self._open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """One connection, which `hang_up` can end."""
        self._open.add(request)
        try:
            super().finish_request(request, client_address)
        except ConnectionError:  # the client left in the middle, as clients do
            return
        finally:
            self._open.discard(request)

    def hang_up(self) -> None:
        """Ends the connections that clients keep open."""
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    @property
    def _replay(self) -> ReplayServer:
        return cast("_Server", self.server).replay

    def _answer(self) -> None:
        replay = self._replay
        answer = replay.answer(self._request())
        time.sleep(replay.delay)
        self.send_response_only(answer.status, answer.reason)
        headers = [(name, value) for name, value in answer.headers if name not in _OWN]
        for name, value in headers:
            self.send_header(name, value)
        pieces = None if self.command == "HEAD" else _pieces(answer, dict(headers))
        if pieces is not None and self.request_version != "HTTP/1.0":
            self._send_in_pieces(pieces, replay.delay)
        else:
            self._send_whole(answer)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer

    def _request(self) -> Recorded:
        parts = urlsplit(self.path)
        headers = tuple((name.lower(), value) for name, value in self.headers.items())
        body = b"".join(self._body())
        return Recorded(
            method=self.command,
            uri=self._replay.url + self.path,
            path=plain_path(parts),
            query=plain_query(parts),
            headers=headers,
            body=body,
            members=members_of(body, self.headers.get("content-type", "")),
        )

    def _body(self) -> Iterator[bytes]:
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            yield self.rfile.read(int(self.headers.get("content-length") or 0))
            return
        while size := int(self.rfile.readline().split(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            continue

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
        """Nothing: `requests` holds what came."""


def _pieces(answer: Answer, headers: dict[str, str]) -> list[bytes] | None:
    """The events or lines of a streamed body; None where it is sent as a whole."""
    content_type = headers.get("content-type", "")
    if "content-encoding" in headers:
        return None
    if content_type.startswith("text/event-stream"):
        return _EVENT.findall(answer.body)
    return answer.body.splitlines(keepends=True) if content_type.startswith(_LINES) else None
