"""A raw stream of message events in, one that gathers the message and adds events of its own out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from ..._runtime.errors import APIStatusError, StreamInterruptedError
from .gathering import Event, Gathering, Message, begins, text_of

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from ..._runtime.streams import Stream
    from .accumulate import Copies
    from .again import Again


class GatheringStream(Gathering[Event, Message]):
    """A message that is being written: events, its text, and at the end the whole of it."""

    def __init__(
        self,
        raw_stream: Stream[Any],
        copies: Copies | None = None,
        again: Again[Stream[Any]] | None = None,
    ) -> None:
        super().__init__(raw_stream, copies, again)
        self._events = self._walk()
        self.text_stream: Iterator[str] = self._texts()
        """Just the pieces of text."""

    def __iter__(self) -> Iterator[Event]:
        return self._events

    def __next__(self) -> Event:
        return cast("Event", next(self._events))

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
        """Free the connection; reading to the end does so too."""
        self._closed = True
        self._raw_stream.close()

    def until_done(self) -> None:
        """Read to the end."""
        for event in self._raw():
            self._state.add(event)

    def get_final_message(self) -> Message:
        """Read to the end, and give the whole message."""
        self.until_done()
        self._check_complete()
        return self.current_message_snapshot

    def get_final_text(self) -> str:
        """Read to the end, and give the text of all its blocks of text."""
        return text_of(self.get_final_message())

    def _raw(self) -> Iterator[Any]:
        try:
            if self._source is None:
                opened = self._opened()
                # One for all ways of reading, and none of them closes it for the others.
                self._source = opened if self.through is None else chain(self.through(opened))
            yield from self._source
        except StreamInterruptedError as error:
            self._interrupted(error)
            raise
        self._check_end()

    def _opened(self) -> Iterator[Any]:
        """The raw events; asks again where they end in an error before the message has begun."""
        while True:
            first: list[Any] = []
            events: Iterator[Any] = iter(self._raw_stream)
            try:
                while not first or begins(first[-1]):
                    first.append(next(events))
            except StopIteration:
                return iter(first)
            except APIStatusError as error:
                delay = self._wait_after(error)
                if delay is None or self._again is None:
                    return chain(first, _raising(error))
            else:
                return chain(first, events)
            self._raw_stream.close()
            time.sleep(delay)
            self._raw_stream = self._again.request()

    def _walk(self) -> Iterator[Any]:
        take = self._take
        for event in self._raw():
            event, added = take(event)
            yield event
            if added is not None:
                yield added

    def _texts(self) -> Iterator[str]:
        for event in self._raw():
            text = self._text_of(event)
            if text is not None:
                yield text


def _raising(error: Exception) -> Iterator[Any]:
    yield from ()
    raise error
