"""Requests of many threads in, each sent on a connection of its own out of those that are idle.

httpx's pool looks at every connection for every request, twice, which with 64 threads costs as much
as the requests themselves. Here each connection is an `httpx.HTTPTransport` that holds just one.
"""

from __future__ import annotations

import time
from collections import deque
from threading import Condition, Lock
from typing import TYPE_CHECKING

import httpx

from .idle import ONE, Connection, Idle, all_busy, patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Pool(httpx.BaseTransport):
    """The connections of one process that are made alike."""

    def __init__(
        self,
        make: Callable[[httpx.Limits], httpx.BaseTransport],
        limits: httpx.Limits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = make
        self._most = limits.max_connections
        self._idle: Idle[Connection] = Idle(limits, clock)
        self._busy = 0
        self._lock = Lock()
        self._freed = Condition(self._lock)
        self._dropped: deque[Connection] = deque()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._acquire(request)
        try:
            connection = self._take(request.url)
        except BaseException:
            self.release()
            raise
        try:
            response: httpx.Response = connection.transport.handle_request(request)
        except BaseException:
            self.release()
            connection.transport.close()
            raise
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream = _Returning(response.stream, self, connection)
        return response

    def close(self) -> None:
        with self._lock:
            superfluous = self._idle.keep_none()
        _close(superfluous)

    def release(self) -> None:
        """One connection less is busy: a waiting thread is next."""
        with self._lock:
            self._busy -= 1
            self._freed.notify()

    def give_back(self, connection: Connection) -> None:
        """Keep a connection for the next request, and let go of those that are one too many."""
        with self._lock:
            self._busy -= 1
            superfluous = self._idle.put(connection)
            self._freed.notify()
        _close(superfluous)

    def drop(self, connection: Connection) -> None:
        """Let go of a connection whose response was dropped.

        Garbage may be collected while this very thread holds the lock: then it is for later.
        """
        self._dropped.append(connection)
        if self._lock.acquire(blocking=False):
            self._lock.release()
            self._collect()

    def _acquire(self, request: httpx.Request) -> None:
        """Wait until one more connection may be busy."""
        if self._dropped:
            self._collect()
        with self._lock:
            most = self._most
            if most is not None and self._busy >= most:
                seconds = patience(request)
                if not self._freed.wait_for(lambda: self._busy < most, seconds):
                    raise all_busy(most, seconds)
            self._busy += 1

    def _take(self, url: httpx.URL) -> Connection:
        """For one who has a place: the connection that was used last, or a new one."""
        key = (url.scheme, url.host, url.port)
        with self._lock:
            found, superfluous = self._idle.take(key, self._busy)
        _close(superfluous)
        return found or Connection(key, self._make(ONE))

    def _collect(self) -> None:
        """Take note of what was dropped."""
        with self._lock:
            dropped = [self._dropped.popleft() for _ in range(len(self._dropped))]
            self._busy -= len(dropped)
            self._freed.notify(len(dropped))
        _close(dropped)


class _Returning(httpx.SyncByteStream):
    """A response's body, which gives its connection back when it is closed."""

    def __init__(self, stream: httpx.SyncByteStream, pool: Pool, connection: Connection) -> None:
        self._stream = stream
        self._pool = pool
        self._connection: Connection | None = connection

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            self._stream.close()
        except BaseException:
            self._pool.release()
            connection.transport.close()
            raise
        self._pool.give_back(connection)

    def __del__(self) -> None:
        if self._connection is not None:
            self._pool.drop(self._connection)


def _close(connections: list[Connection]) -> None:
    for each in connections:
        each.transport.close()
