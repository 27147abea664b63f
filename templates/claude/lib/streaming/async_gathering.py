"""A raw stream of message events in, one that gathers the message and adds events of its own out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from typing import TYPE_CHECKING, Any

from ..._runtime.concurrency import sleep
from ..._runtime.errors import APIStatusError, StreamInterruptedError
from .gathering import Event, Gathering, Message, begins, text_of

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from ..._runtime.streams import AsyncStream
    from .accumulate import Copies
    from .again import Again


class AsyncGatheringStream(Gathering[Event, Message]):
    """A message that is being written: events, its text, and at the end the whole of it."""

    def __init__(
        self,
        raw_stream: AsyncStream[Any],
        copies: Copies | None = None,
        again: Again[Awaitable[AsyncStream[Any]]] | None = None,
    ) -> None:
        super().__init__(raw_stream, copies, again)
        self._events = self._walk()
        self.text_stream: AsyncIterator[str] = self._texts()
        """Just the pieces of text."""

    def __aiter__(self) -> AsyncIterator[Event]:
        return self._events

    def __anext__(self) -> Awaitable[Event]:
        return self._events.__anext__()

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
        """Free the connection; reading to the end does so too."""
        self._closed = True
        await self._raw_stream.close()

    async def until_done(self) -> None:
        """Read to the end."""
        async for event in self._raw():
            self._state.add(event)

    async def get_final_message(self) -> Message:
        """Read to the end, and give the whole message."""
        await self.until_done()
        self._check_complete()
        return self.current_message_snapshot

    async def get_final_text(self) -> str:
        """Read to the end, and give the text of all its blocks of text."""
        return text_of(await self.get_final_message())

    async def _raw(self) -> AsyncIterator[Any]:
        try:
            if self._source is None:
                await self._open()
            # These are shared by all ways of reading.
            while self._first:
                yield self._first.pop(0)
            events: Any = self._source
            async for event in events:
                yield event
        except StreamInterruptedError as error:
            self._interrupted(error)
            raise
        self._check_end()

    async def _open(self) -> None:
        """Asks again where the stream ends in an error before the message has begun."""
        self._source = aiter(self._raw_stream)
        while True:
            self._first = []
            try:
                async for event in self._raw_stream:
                    self._first.append(event)
                    if not begins(event):
                        break
                break
            except APIStatusError as error:
                delay = self._wait_after(error)
                if delay is None or self._again is None:
                    self._source = _raising(error)
                    break
            await self._raw_stream.close()
            await sleep(delay)
            self._raw_stream = await self._again.request()
            self._source = aiter(self._raw_stream)
        if self.through is not None:
            first, self._first = self._first, []
            self._source = self.through(_chained(first, self._source))

    async def _walk(self) -> AsyncIterator[Any]:
        take = self._take
        async for event in self._raw():
            event, added = take(event)
            yield event
            if added is not None:
                yield added

    async def _texts(self) -> AsyncIterator[str]:
        async for event in self._raw():
            text = self._text_of(event)
            if text is not None:
                yield text


async def _chained(first: list[Any], events: AsyncIterator[Any]) -> AsyncIterator[Any]:
    for event in first:
        yield event
    async for event in events:
        yield event


async def _raising(error: Exception) -> AsyncIterator[Any]:
    none: tuple[Any, ...] = ()
    for event in none:
        yield event
    raise error
