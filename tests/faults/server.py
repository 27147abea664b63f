"""Answers written down byte by byte in, a server on a socket that gives them one after the other out."""

from __future__ import annotations

import contextlib
import enum
import select
import socket
import struct
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_RESET_AT_ONCE = struct.pack("ii", 1, 0)
_DEADLINE = 10.0


class End(enum.Enum):
    """How a connection is let go of: in good order, or by a reset."""

    CLOSE = enum.auto()
    RESET = enum.auto()


@dataclass(frozen=True)
class Pause:
    """The server says nothing for a while."""

    seconds: float


Part = bytes | Pause | End


@dataclass(frozen=True)
class Answer:
    """What one request gets; without an `End` the connection is kept for the next one."""

    parts: tuple[Part, ...]
    after: Literal["nothing", "head", "all"] = "all"
    """How much of the request is read first."""


class ScriptedServer:
    """Gives the n-th request the n-th answer, on whichever connection it comes; counts both."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._answers = list(answers)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.bodies: list[bytes] = []
        """What came of each request's body; of each attempt one."""
        self.heads: list[bytes] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """The address that it listens on."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def attempts(self) -> int:
        """How often something was sent to it, or a connection made that it refused to read."""
        return len(self.bodies)

    def connections_left(self) -> int:
        """The connections still open once all had time to close."""
        until = time.monotonic() + _DEADLINE
        while self._open and time.monotonic() < until:
            time.sleep(0.001)
        return len(self._open)

    def close(self) -> None:
        """Stop listening, and drop what is open."""
        self._listener.close()
        for connection in list(self._open):
            connection.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._open.add(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            # A peer that is gone while it is being answered is what many of these tests are about.
            with contextlib.suppress(OSError):
                while self._answer(connection):
                    pass
        finally:
            connection.close()
            self._open.discard(connection)

    def _answer(self, connection: socket.socket) -> bool:
        """Read one request and answer it; False when the connection is at its end."""
        answer = self._answers[0] if self._answers else None
        if answer is None or answer.after != "nothing":
            head, body = _head(connection)
            if not head:
                return False
            # Which answer it is shows with the request: connections may wait without one.
            answer = self._answers[0] if self._answers else _UNEXPECTED
            self._note(head, _body(connection, head, body) if answer.after == "all" else body)
        else:
            self._note(b"", b"")
        return _give(connection, answer)

    def _note(self, head: bytes, body: bytes) -> None:
        with self._lock:
            self.heads.append(head)
            self.bodies.append(body)
            del self._answers[:1]


def unused_url() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextlib.contextmanager
def serving(answers: Sequence[Answer]) -> Iterator[ScriptedServer]:
    """A server for as long as the context lasts."""
    server = ScriptedServer(answers)
    try:
        yield server
    finally:
        server.close()


def _head(connection: socket.socket) -> tuple[bytes, bytes]:
    received = b""
    while b"\r\n\r\n" not in received:
        data = connection.recv(65536)
        if not data:
            return b"", b""
        received += data
    head, _, body = received.partition(b"\r\n\r\n")
    return head, body


def _body(connection: socket.socket, head: bytes, body: bytes) -> bytes:
    lengths = [line[15:] for line in head.lower().split(b"\r\n") if line[:15] == b"content-length:"]
    chunked = b"transfer-encoding: chunked" in head.lower()
    while len(body) < int(lengths[0]) if lengths else chunked and not body.endswith(b"0\r\n\r\n"):
        data = connection.recv(65536)
        if not data:
            break
        body += data
    return body


def _give(connection: socket.socket, answer: Answer) -> bool:
    for part in answer.parts:
        if isinstance(part, bytes):
            connection.sendall(part)
        elif isinstance(part, Pause):
            if select.select([connection], [], [], part.seconds)[0]:
                return False  # the other side has had enough
        else:
            if part is End.RESET:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_ONCE)
            return False
    return True


_UNEXPECTED = Answer((b"HTTP/1.1 418 Unexpected\r\ncontent-length: 0\r\n\r\n",))
