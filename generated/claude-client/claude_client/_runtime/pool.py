"""Requests in, each sent on a connection of its own from a stack: asynchronous, flat at any concurrency.

httpx's asynchronous pool looks at every connection for every request, which costs more than the
request itself once some ten are in flight. Here each connection is an `httpx.AsyncHTTPTransport`
that holds just one, and the last one used is the first one taken.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Any

import anyio
import httpx

from .concurrency import current_loop
from .transport import Connections, Cookies, connections_of, defaults

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=None)


class AsyncTransport(httpx.AsyncBaseTransport):
    """The transport of the default asynchronous HTTP client."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._stacks: dict[int, _Stacks] = {}
        self._process = os.getpid()
        self._lock = Lock()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        stacks = self._stacks_here()
        await stacks.acquire(request)
        try:
            connection = stacks.take(request.url)
        except BaseException:
            stacks.release()
            raise
        try:
            response = await connection.transport.handle_async_request(request)
        except BaseException:
            stacks.release()
            await connection.discard()
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Returning(response.stream, stacks, connection)
        return response

    async def aclose(self) -> None:
        with self._lock:
            # Connections of other event loops can't be closed from this one: they are let go.
            here, self._stacks = self._stacks.get(id(current_loop())), {}
        if here is not None:
            await here.close()

    def _stacks_here(self) -> _Stacks:
        """The stacks of this event loop: connections can't be used from another one."""
        if self._process != os.getpid():
            # After a fork the connections are the parent's: leave them alone.
            self._process = os.getpid()
            self._stacks, self._lock = {}, Lock()
        loop = current_loop()
        return self._stacks.get(id(loop)) or self._add_stacks(loop)

    def _add_stacks(self, loop: object) -> _Stacks:
        # Event loops of several threads may come here at once.
        with self._lock:
            kept = {key: each for key, each in self._stacks.items() if not each.is_orphaned()}
            stacks = kept[id(loop)] = _Stacks(loop, self._connections)
            self._stacks = kept
            return stacks


class _Connection:
    """One connection: its transport, what it leads to, and since when it has been idle."""

    __slots__ = ("idle_since", "key", "transport")

    def __init__(self, key: Any, transport: httpx.AsyncHTTPTransport) -> None:
        self.key = key
        self.transport = transport
        self.idle_since = 0.0

    async def discard(self) -> None:
        # Whatever happened before is what the caller has to hear of.
        with contextlib.suppress(Exception):
            await self.transport.aclose()


class _Stacks:
    """The connections of one event loop, by origin."""

    def __init__(self, loop: object, connections: Connections) -> None:
        # Held on to, so that its id stays its own.
        self._loop = loop
        self._connections = connections
        limits = connections.limits
        self._most = limits.max_connections
        self._most_idle = limits.max_keepalive_connections
        self._expiry = limits.keepalive_expiry
        self._idle: dict[Any, deque[_Connection]] = {}
        self._idle_count = 0
        self._arguments: dict[Any, dict[str, Any]] = {}
        self._busy = 0
        self._waiting: deque[anyio.Event] = deque()

    def is_orphaned(self) -> bool:
        """Whether the event loop is closed."""
        return isinstance(self._loop, asyncio.AbstractEventLoop) and self._loop.is_closed()

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

    def take(self, url: httpx.URL) -> _Connection:
        """The connection that was used last, or a new one."""
        key = (url.scheme, url.host, url.port)
        idle = self._idle.get(key)
        if idle:
            self._idle_count -= 1
            return idle.pop()
        arguments = self._arguments.get(key)
        if arguments is None:
            arguments = self._arguments[key] = self._connections.arguments(url)
        return _Connection(key, httpx.AsyncHTTPTransport(limits=_ONE, **arguments))

    async def give_back(self, connection: _Connection) -> None:
        """Keep a connection for the next request; let go of one that has been idle for too long."""
        self.release()
        now = time.monotonic()
        idle = self._idle.setdefault(connection.key, deque())
        connection.idle_since = now
        idle.append(connection)
        self._idle_count += 1
        if self._is_one_too_many(idle[0], now):
            self._idle_count -= 1
            await idle.popleft().discard()

    def _is_one_too_many(self, oldest: _Connection, now: float) -> bool:
        if self._most_idle is not None and self._idle_count > self._most_idle:
            return True
        return self._expiry is not None and now - oldest.idle_since > self._expiry

    async def close(self) -> None:
        connections = [connection for idle in self._idle.values() for connection in idle]
        self._idle.clear()
        self._idle_count = 0
        for connection in connections:
            await connection.discard()


class _Returning(httpx.AsyncByteStream):
    """A response's body, which gives its connection back when it is closed."""

    def __init__(
        self, stream: httpx.AsyncByteStream, stacks: _Stacks, connection: _Connection
    ) -> None:
        self._stream = stream
        self._stacks = stacks
        self._connection: _Connection | None = connection

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            await self._stream.aclose()
        except BaseException:
            self._stacks.release()
            await connection.discard()
            raise
        await self._stacks.give_back(connection)


class DefaultAsyncHttpxClient(httpx.AsyncClient):
    """`httpx.AsyncClient` with the defaults that clients use when they are given none."""

    def __init__(self, **arguments: Any) -> None:
        # One connection of HTTP/2 takes many requests at once: that is for httpx's own pool.
        if not arguments.get("http2"):
            connections = connections_of(arguments)
            if connections is not None:
                arguments["transport"] = AsyncTransport(connections)
        super().__init__(**{**defaults(), **arguments})
        self._cookies = Cookies(self.cookies)


class OwnedAsyncClient(DefaultAsyncHttpxClient):
    """The HTTP client that one client and its copies share: closed with the last of them."""

    def __del__(self) -> None:
        # Without a running event loop the sockets are closed as they are collected.
        with contextlib.suppress(Exception):
            if not self.is_closed:
                asyncio.get_running_loop().create_task(self.aclose())
