"""Connections that were given back in, by origin, out again: the one that was used last is the first.

Nothing here waits, so that threads and event loops share it: they have places, which requests wait
for, and close the connections that they are told to.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=None)
"""What a transport that is one connection is made with."""


class Connection:
    """One connection: its transport, what it leads to, and since when it has been idle."""

    __slots__ = ("idle_since", "key", "transport")

    def __init__(self, key: Any, transport: Any) -> None:
        self.key = key
        self.transport = transport
        self.idle_since = 0.0


ConnectionT = TypeVar("ConnectionT", bound=Connection)


class Idle(Generic[ConnectionT]):
    """The connections that nobody uses, as many and for as long as limits allow."""

    def __init__(self, limits: httpx.Limits, clock: Callable[[], float]) -> None:
        self._most = limits.max_keepalive_connections
        self._most_open = limits.max_connections
        self._expiry = limits.keepalive_expiry
        self._clock = clock
        self._by_origin: dict[Any, deque[ConnectionT]] = {}
        self._by_age: dict[ConnectionT, None] = {}
        """All of them, the one that has been idle the longest first."""

    def __len__(self) -> int:
        return len(self._by_age)

    def take(self, key: Any, busy: int) -> tuple[ConnectionT | None, list[ConnectionT]]:
        """Take out the connection to an origin that was used last, and those to be closed for it.

        There may be none: then a new one is to be made, and where as many as may be are open,
        `busy` or idle, the oldest makes way for it.
        """
        superfluous = self.expired()
        idle = self._by_origin.get(key)
        if idle:
            connection = idle.pop()
            del self._by_age[connection]
            return connection, superfluous
        if self._most_open is not None and busy + len(self) > self._most_open:
            superfluous.append(self.oldest())
        return None, superfluous

    def put(self, connection: ConnectionT) -> list[ConnectionT]:
        """Keep a connection, and take out those that are one too many."""
        connection.idle_since = self._clock()
        self._by_origin.setdefault(connection.key, deque()).append(connection)
        self._by_age[connection] = None
        superfluous = self.expired()
        while self._most is not None and len(self) > self._most:
            superfluous.append(self.oldest())
        return superfluous

    def expired(self) -> list[ConnectionT]:
        """Take out the connections that have been idle for too long: networks may have forgotten them."""
        found: list[ConnectionT] = []
        if self._expiry is None or not self._by_age:
            return found
        latest = self._clock() - self._expiry
        while self._by_age and next(iter(self._by_age)).idle_since < latest:
            found.append(self.oldest())
        return found

    def oldest(self) -> ConnectionT:
        """Take out the connection that has been idle the longest, whatever it leads to."""
        connection = next(iter(self._by_age))
        del self._by_age[connection]
        idle = self._by_origin[connection.key]
        idle.popleft()
        if not idle:
            del self._by_origin[connection.key]
        return connection

    def keep_none(self) -> list[ConnectionT]:
        """Take out all, and from now on whatever is put."""
        self._most = 0
        return [self.oldest() for _ in range(len(self))]


def patience(request: httpx.Request) -> float | None:
    """How many seconds a request waits for a place; None if as long as it takes."""
    seconds: float | None = request.extensions.get("timeout", {}).get("pool")
    return seconds


def all_busy(most: int | None, seconds: float | None) -> httpx.PoolTimeout:
    """What is said to a request that has waited for so long."""
    return httpx.PoolTimeout(f"All of {most} connections were busy for {seconds} seconds")
