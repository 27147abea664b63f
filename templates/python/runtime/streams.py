"""A response whose body is a stream in, its items as they come out; closing it frees the connection."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, TypeVar, cast

from .interruption import interruption
from .readers import LineReader, Reader, event_reader

if TYPE_CHECKING:
    from types import TracebackType

    import httpx
    from typing_extensions import Self

    from .settings import Settings

T = TypeVar("T")


class Observer(Protocol):
    """Sees what a stream delivers, and its end once or more: with the exception that ended it."""

    def item(self, item: Any, /) -> None: ...

    def end(self, error: BaseException | None, /) -> None: ...


class _Items(Generic[T]):
    """What every kind of stream has: its response, and its reader."""

    response: httpx.Response
    _observer: Observer | None = None

    def __init__(self, reader: Reader[T], settings: Settings) -> None:
        self.response = reader.response
        self._reader = reader
        self.names = settings.response_headers

    @property
    def request_id(self) -> str | None:
        """The id that the server gave the request."""
        name = self.names.request_id
        return self.response.headers.get(name) if name else None


class SyncItems(_Items[T]):
    """Iterates over items; each chunk is read when the items of the one before are used up."""

    def __init__(self, reader: Reader[T], settings: Settings) -> None:
        super().__init__(reader, settings)
        batches = _batches(reader, self.request_id)
        next(batches)
        # The loop over items runs in C; Python is entered once in a while.
        self._items: Iterator[T] = chain.from_iterable(batches)

    def __iter__(self) -> Iterator[T]:
        return self._items

    def __next__(self) -> T:
        return next(self._items)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the connection; nothing more is delivered."""
        self._reader.stop()
        self.response.close()
        if self._observer is not None:
            self._observer.end(None)

    def watch(self, observer: Observer) -> None:
        """Shows an observer everything that is delivered from now on."""
        self._observer = observer
        self._items = _watched(self._items, observer)


class AsyncItems(_Items[T]):
    """Iterates over items; each chunk is read when the items of the one before are used up."""

    def __init__(self, reader: Reader[T], settings: Settings) -> None:
        super().__init__(reader, settings)
        self._items = _async_items(reader, self.request_id)
        with suppress(StopIteration):
            self._items.asend(None).send(None)

    def __aiter__(self) -> AsyncIterator[T]:
        return self._items

    def __anext__(self) -> Awaitable[T]:
        return self._items.__anext__()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Free the connection; nothing more is delivered."""
        self._reader.stop()
        # A RuntimeError says that another task waits for an item; closing the response wakes it.
        with suppress(RuntimeError):
            await self._items.aclose()
        await self.response.aclose()
        if self._observer is not None:
            self._observer.end(None)

    def watch(self, observer: Observer) -> None:
        """Shows an observer everything that is delivered from now on."""
        self._observer = observer
        self._items = _watched_async(self._items, observer)


class Stream(SyncItems[T]):
    """The items of a stream of server-sent events."""

    def __init__(
        self,
        response: httpx.Response,
        item: Any,
        settings: Settings,
        *,
        operation: str | None = None,
        kind: str | None = None,
    ) -> None:
        super().__init__(event_reader(item, response, settings, operation, kind), settings)


class AsyncStream(AsyncItems[T]):
    """The items of a stream of server-sent events."""

    def __init__(
        self,
        response: httpx.Response,
        item: Any,
        settings: Settings,
        *,
        operation: str | None = None,
        kind: str | None = None,
    ) -> None:
        super().__init__(event_reader(item, response, settings, operation, kind), settings)


class JSONLDecoder(SyncItems[T]):
    """The items of a body of JSON Lines."""

    def __init__(self, response: httpx.Response, item: Any, settings: Settings) -> None:
        super().__init__(LineReader(item, response), settings)


class AsyncJSONLDecoder(AsyncItems[T]):
    """The items of a body of JSON Lines."""

    def __init__(self, response: httpx.Response, item: Any, settings: Settings) -> None:
        super().__init__(LineReader(item, response), settings)


def _batches(reader: Reader[T], request_id: str | None) -> Iterator[list[T]]:
    """The items, a few at a time; no reference to the stream, so that a dropped one is freed at once.

    The first batch is empty: it has been taken when the stream is handed out. A generator that was
    never begun would free nothing when it is dropped.
    """
    response = reader.response
    chunks = response.iter_bytes()
    try:
        yield []
        while not reader.ended:
            try:
                chunk = next(chunks, None)
            except Exception as exc:
                _raise_interrupted(exc, reader, request_id)
            yield from reader.finish() if chunk is None else reader.read(chunk)
        if reader.failure is not None:
            raise reader.failure
    finally:
        response.close()


async def _async_items(reader: Reader[T], request_id: str | None) -> AsyncGenerator[T, None]:
    """The items one by one, and before them, for the same reason, one that nobody sees."""
    response = reader.response
    chunks = response.aiter_bytes()
    try:
        yield cast("T", None)
        while not reader.ended:
            try:
                chunk = await anext(chunks, None)
            except Exception as exc:
                _raise_interrupted(exc, reader, request_id)
            for items in reader.finish() if chunk is None else reader.read(chunk):
                for item in items:
                    yield item
        if reader.failure is not None:
            raise reader.failure
    finally:
        await response.aclose()


def _raise_interrupted(exc: Exception, reader: Reader[Any], request_id: str | None) -> NoReturn:
    """Say what had come: how many items, and the beginning of the next."""
    error = interruption(exc, reader.response, request_id)
    if error is None:
        raise exc
    vars(error).update(received=reader.received, partial=reader.rest)
    raise error from exc


def _watched(items: Iterator[T], observer: Observer) -> Iterator[T]:
    try:
        for item in items:
            observer.item(item)
            yield item
    except Exception as error:
        observer.end(error)
        raise
    observer.end(None)


async def _watched_async(
    items: AsyncGenerator[T, None], observer: Observer
) -> AsyncGenerator[T, None]:
    try:
        async for item in items:
            observer.item(item)
            yield item
    except Exception as error:
        observer.end(error)
        raise
    observer.end(None)
