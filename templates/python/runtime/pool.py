"""Requests in, each sent on a connection of its own from a stack: asynchronous, flat at any concurrency.

httpx's asynchronous pool looks at every connection for every request, which costs more than the
request itself once some ten are in flight. Here each connection is an `httpx.AsyncHTTPTransport`
that holds just one, and the last one used is the first one taken.
"""

from __future__ import annotations

import contextlib
import os
import time
from threading import Lock
from typing import TYPE_CHECKING, Any

import httpx

from .concurrency import current_loop, is_over, start
from .redact import hidden
from .sizes import bound
from .stacks import AsyncConnection, Stacks
from .transport import Connections, Cookies, ask_for_encodings, connections_of, defaults

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


class AsyncTransport(httpx.AsyncBaseTransport):
    """The transport of the default asynchronous HTTP client."""

    def __init__(
        self, connections: Connections, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._connections = connections
        self._clock = clock
        self._stacks: dict[int, Stacks] = {}
        self._process = os.getpid()
        self._lock = Lock()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        stacks = self._stacks_here()
        await stacks.acquire(request)
        try:
            connection = await stacks.take(request.url)
        except BaseException:
            stacks.release()
            raise
        try:
            transport = connection.transport
            response: httpx.Response = await transport.handle_async_request(request)
        except BaseException:
            stacks.release()
            await connection.discard()
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Returning(response.stream, stacks, connection)
        bound(response, request)
        return response

    async def aclose(self) -> None:
        with self._lock:
            # Connections of other event loops can't be closed from this one: they are let go.
            here, self._stacks = self._stacks.get(id(current_loop())), {}
        if here is not None:
            await here.close()

    def _stacks_here(self) -> Stacks:
        """The stacks of this event loop: connections can't be used from another one."""
        if self._process != os.getpid():
            # After a fork the connections are the parent's: leave them alone.
            self._process = os.getpid()
            self._stacks, self._lock = {}, Lock()
        loop = current_loop()
        return self._stacks.get(id(loop)) or self._add_stacks(loop)

    def _add_stacks(self, loop: object) -> Stacks:
        # Event loops of several threads may come here at once.
        with self._lock:
            kept = {key: each for key, each in self._stacks.items() if not is_over(each.loop)}
            stacks = kept[id(loop)] = Stacks(loop, self._connections, self._clock)
            self._stacks = kept
            return stacks


class _Returning(httpx.AsyncByteStream):
    """A response's body, which gives its connection back when it is closed."""

    def __init__(
        self, stream: httpx.AsyncByteStream, stacks: Stacks, connection: AsyncConnection
    ) -> None:
        self._stream = stream
        self._stacks = stacks
        self._connection: AsyncConnection | None = connection

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

    def __del__(self) -> None:
        if self._connection is not None:
            self._stacks.abandon(self._connection)


class DefaultAsyncHttpxClient(httpx.AsyncClient):
    """`httpx.AsyncClient` with the defaults that clients use when they are given none."""

    def __init__(self, **arguments: Any) -> None:
        arguments = hidden(arguments)
        # One connection of HTTP/2 takes many requests at once: that is for httpx's own pool.
        if not arguments.get("http2"):
            connections = connections_of(arguments)
            if connections is not None:
                arguments["transport"] = AsyncTransport(connections)
        super().__init__(**{**defaults(), **arguments})
        self._cookies = Cookies(self.cookies)
        ask_for_encodings(self, arguments)


class OwnedAsyncClient(DefaultAsyncHttpxClient):
    """The HTTP client that one client and its copies share: closed with the last of them."""

    def __del__(self) -> None:
        # Without a running event loop the sockets are closed as they are collected.
        with contextlib.suppress(Exception):
            if not self.is_closed:
                start(self.aclose)
