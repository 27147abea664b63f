"""Connections that were given back in, by origin, out again: the one that was used last is the first.

Nothing here waits, so that threads and event loops share it; whoever is handed superfluous
connections closes them.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx


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
        self._expiry = limits.keepalive_expiry
        self._clock = clock
        self._by_origin: dict[Any, deque[ConnectionT]] = {}
        self._by_age: dict[ConnectionT, None] = {}
        """All of them, the one that has been idle the longest first."""

    def __len__(self) -> int:
        return len(self._by_age)

    def take(self, key: Any) -> ConnectionT | None:
        """Take out the connection to an origin that was used last."""
        idle = self._by_origin.get(key)
        if not idle:
            return None
        connection = idle.pop()
        del self._by_age[connection]
        return connection

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
