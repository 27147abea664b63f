"""URLs in, connections of one event loop out: the one that was used last is the first to be taken.

Places are counted apart from connections. A request has a place for as long as it is in flight;
idle connections have those that are left, and give them up, the oldest first, when one is needed.
"""

from __future__ import annotations

import contextlib
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import httpx

from .concurrency import call_soon, start
from .idle import ONE, Connection, Idle, all_busy, patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from .transport import Connections

_TIME_TO_CLOSE = 1.0


class AsyncConnection(Connection):
    """One that is closed by a task."""

    __slots__ = ()

    async def discard(self) -> None:
        """Close it, also where the task is being cancelled."""
        # Whatever happened before is what the caller has to hear of.
        with anyio.move_on_after(_TIME_TO_CLOSE, shield=True), contextlib.suppress(Exception):
            await self.transport.aclose()


class Stacks:
    """The connections of one event loop, by origin."""

    def __init__(self, loop: object, connections: Connections, clock: Callable[[], float]) -> None:
        # Held on to, so that its id stays its own.
        self.loop = loop
        self._connections = connections
        self._most = connections.limits.max_connections
        self._idle: Idle[AsyncConnection] = Idle(connections.limits, clock)
        self._arguments: dict[Any, dict[str, Any]] = {}
        self._busy = 0
        self._waiting: deque[anyio.Event] = deque()

    async def acquire(self, request: httpx.Request) -> None:
        """Wait until one more connection may be busy."""
        if self._most is None or self._busy < self._most:
            self._busy += 1
            return
        event = anyio.Event()
        self._waiting.append(event)
        seconds = patience(request)
        try:
            with anyio.fail_after(seconds):
                await event.wait()
        except BaseException as exc:
            if event.is_set():
                self.release()
            else:
                self._waiting.remove(event)
            if isinstance(exc, TimeoutError):
                raise all_busy(self._most, seconds) from exc
            raise

    def release(self) -> None:
        """One connection less is busy: the longest waiting request is next."""
        if self._waiting:
            self._waiting.popleft().set()
        else:
            self._busy -= 1

    async def take(self, url: httpx.URL) -> AsyncConnection:
        """For one who has a place: the connection that was used last, or a new one."""
        key = (url.scheme, url.host, url.port)
        found, superfluous = self._idle.take(key, self._busy)
        for each in superfluous:
            await each.discard()
        return found or self._new(key, url)

    async def give_back(self, connection: AsyncConnection) -> None:
        """Keep a connection for the next request, and let go of those that are one too many."""
        self.release()
        for each in self._idle.put(connection):
            await each.discard()

    def abandon(self, connection: AsyncConnection) -> None:
        """Let go of a connection whose response was dropped, in whichever thread that was noticed."""
        call_soon(self.loop, partial(self._abandoned, connection))

    async def close(self) -> None:
        """Close what is idle, and from now on what becomes idle."""
        for each in self._idle.keep_none():
            await each.discard()

    def _new(self, key: Any, url: httpx.URL) -> AsyncConnection:
        arguments = self._arguments.get(key)
        if arguments is None:
            arguments = self._arguments[key] = self._connections.arguments(url)
        return AsyncConnection(key, httpx.AsyncHTTPTransport(limits=ONE, **arguments))

    def _abandoned(self, connection: AsyncConnection) -> None:
        self.release()
        start(connection.discard)
