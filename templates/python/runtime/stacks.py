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

if TYPE_CHECKING:
    from collections.abc import Callable

    from .transport import Connections

_ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=None)
_TIME_TO_CLOSE = 1.0


class Connection:
    """One connection: its transport, what it leads to, and since when it has been idle."""

    __slots__ = ("idle_since", "key", "transport")

    def __init__(self, key: Any, transport: httpx.AsyncHTTPTransport) -> None:
        self.key = key
        self.transport = transport
        self.idle_since = 0.0

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
        self._clock = clock
        limits = connections.limits
        self._most = limits.max_connections
        self._most_idle = limits.max_keepalive_connections
        self._expiry = limits.keepalive_expiry
        self._idle: dict[Any, deque[Connection]] = {}
        self._by_age: dict[Connection, None] = {}
        """All idle connections, the one that has been idle the longest first."""
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
        seconds = request.extensions.get("timeout", {}).get("pool")
        try:
            with anyio.fail_after(seconds):
                await event.wait()
        except BaseException as exc:
            if event.is_set():
                self.release()
            else:
                self._waiting.remove(event)
            if isinstance(exc, TimeoutError):
                raise httpx.PoolTimeout(
                    f"All of {self._most} connections were busy for {seconds} seconds"
                ) from exc
            raise

    def release(self) -> None:
        """One connection less is busy: the longest waiting request is next."""
        if self._waiting:
            self._waiting.popleft().set()
        else:
            self._busy -= 1

    async def take(self, url: httpx.URL) -> Connection:
        """For one who has a place: the connection that was used last, or a new one."""
        key = (url.scheme, url.host, url.port)
        superfluous = self._expired()
        idle = self._idle.get(key)
        if idle:
            connection = idle.pop()
            del self._by_age[connection]
        else:
            connection = self._new(key, url)
            if self._most is not None and self._busy + len(self._by_age) > self._most:
                superfluous.append(self._oldest())
        for each in superfluous:
            await each.discard()
        return connection

    async def give_back(self, connection: Connection) -> None:
        """Keep a connection for the next request, and let go of those that are one too many."""
        self.release()
        connection.idle_since = self._clock()
        self._idle.setdefault(connection.key, deque()).append(connection)
        self._by_age[connection] = None
        superfluous = self._expired()
        while self._most_idle is not None and len(self._by_age) > self._most_idle:
            superfluous.append(self._oldest())
        for each in superfluous:
            await each.discard()

    def abandon(self, connection: Connection) -> None:
        """Let go of a connection whose response was dropped, in whichever thread that was noticed."""
        call_soon(self.loop, partial(self._abandoned, connection))

    async def close(self) -> None:
        """Close what is idle, and from now on what becomes idle."""
        self._most_idle = 0
        while self._by_age:
            await self._oldest().discard()

    def _new(self, key: Any, url: httpx.URL) -> Connection:
        arguments = self._arguments.get(key)
        if arguments is None:
            arguments = self._arguments[key] = self._connections.arguments(url)
        return Connection(key, httpx.AsyncHTTPTransport(limits=_ONE, **arguments))

    def _expired(self) -> list[Connection]:
        """Take out the connections that have been idle for too long: networks may have forgotten them."""
        found: list[Connection] = []
        if self._expiry is None or not self._by_age:
            return found
        latest = self._clock() - self._expiry
        while self._by_age and next(iter(self._by_age)).idle_since < latest:
            found.append(self._oldest())
        return found

    def _oldest(self) -> Connection:
        """Take out the connection that has been idle the longest, whatever it leads to."""
        connection = next(iter(self._by_age))
        del self._by_age[connection]
        idle = self._idle[connection.key]
        idle.popleft()
        if not idle:
            del self._idle[connection.key]
        return connection

    def _abandoned(self, connection: Connection) -> None:
        self.release()
        start(connection.discard)
