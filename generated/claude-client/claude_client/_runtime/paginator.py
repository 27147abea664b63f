"""A call that gives a page in, something to await for the page or to iterate for its items out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from typing import Any, Generic, Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class _Items(Protocol[T_co]):
    def __aiter__(self) -> AsyncIterator[T_co]: ...


T = TypeVar("T")
PageT = TypeVar("PageT", bound=_Items[Any])


class AsyncPaginator(Generic[T, PageT]):
    """What an asynchronous `list()` returns: `await` gives the first page, `async for` every item."""

    def __init__(self, first: Callable[[], Awaitable[PageT]]) -> None:
        self._first = first

    def __await__(self) -> Generator[Any, Any, PageT]:
        return self._first().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self._first():
            yield item
