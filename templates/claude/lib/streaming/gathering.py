"""A raw stream of message events in, one that gathers the message and adds events of its own out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from ..._runtime.errors import ClientError, StreamInterruptedError
from ..._runtime.models import ResponseInfo, attach
from .accumulate import MessageState
from .events import addition
from .stops import Stops, replacement

if TYPE_CHECKING:
    from types import TracebackType

    import httpx
    from typing_extensions import Self

    from ..._runtime.streams import AsyncStream, Stream

# With this beta a tool's input is streamed as it is written, so broken-off strings are of use.
_FINE_GRAINED = "fine-grained-tool-streaming"


Event = TypeVar("Event")
Message = TypeVar("Message")


class _Gathering(Generic[Event, Message]):
    """What both kinds of message stream have that needs no I/O."""

    _stops: ClassVar[Stops]

    def __init__(self, raw_stream: Any, read: Callable[[str], Any] | None = None) -> None:
        self._raw_stream = raw_stream
        betas = self.response.request.headers.get("anthropic-beta", "")
        self._state = MessageState("trailing-strings" if _FINE_GRAINED in betas else True, read)
        self._closed = False
        self.through: Callable[[Any], Any] | None = None
        """What the raw events are passed through before anybody else sees them."""

    def block_of(self, event: Any) -> Any:
        """The block that an event is of, as far as it has come; None where there is none."""
        state = self._state.blocks.get(getattr(event, "index", -1))
        return None if state is None else state.block()

    @property
    def response(self) -> httpx.Response:
        return cast("httpx.Response", self._raw_stream.response)

    @property
    def request_id(self) -> str | None:
        """The id that the server gave the request."""
        return self._info.request_id

    @property
    def workspace_id(self) -> str | None:
        """The workspace the request was made in."""
        return self._info.workspace_id

    @property
    def current_message_snapshot(self) -> Message:
        """The message as far as it has come. It is one object, brought up to date by each look."""
        return cast("Message", attach(self._state.message(), self._info))

    @property
    def _info(self) -> ResponseInfo:
        response = self.response
        return ResponseInfo(response.headers, self._raw_stream.names, response.status_code)

    def _take(self, event: Any) -> tuple[Any, Any]:
        """The event to deliver for a raw one, and what to add to it or None."""
        try:
            block = self._state.add(event)
            if event.type == "content_block_delta":
                return event, None if block is None else addition(event, block)
            return replacement(event, self._state, self._stops), None
        except AttributeError:
            # Of a known kind but without its fields: delivered as it came.
            return event, None

    def _text_of(self, event: Any) -> str | None:
        self._take_quietly(event)
        if event.type != "content_block_delta" or event.delta.type != "text_delta":
            return None
        return cast("str", event.delta.text)

    def _take_quietly(self, event: Any) -> None:
        try:
            self._state.add(event)
        except AttributeError:
            return

    def _interrupted(self, error: ClientError) -> ClientError:
        """Let the exception carry the message as far as it came."""
        snapshot = self.current_message_snapshot if self._state.started else None
        vars(error).update(snapshot=snapshot)
        return error

    def _check_end(self) -> None:
        """A message that just stops coming was cut off, though the connection ended in good order."""
        if self._state.started and not self._closed:
            self._check_complete()

    def _check_complete(self) -> None:
        if self._state.complete or not self._state.started:
            return
        raise self._interrupted(
            StreamInterruptedError(
                "The stream ended before the message was complete; `snapshot` is what came of it.",
                request=self.response.request,
                response=self.response,
                request_id=self.request_id,
            )
        )


class GatheringStream(_Gathering[Event, Message]):
    """A message that is being written: events, its text, and at the end the whole of it."""

    def __init__(self, raw_stream: Stream[Any], read: Callable[[str], Any] | None = None) -> None:
        super().__init__(raw_stream, read)
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
            self._take_quietly(event)

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
            events: Iterator[Any] = iter(self._raw_stream)
            yield from events if self.through is None else self.through(events)
        except StreamInterruptedError as error:
            self._interrupted(error)
            raise
        self._check_end()

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


class AsyncGatheringStream(_Gathering[Event, Message]):
    """A message that is being written: events, its text, and at the end the whole of it."""

    def __init__(
        self, raw_stream: AsyncStream[Any], read: Callable[[str], Any] | None = None
    ) -> None:
        super().__init__(raw_stream, read)
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
            self._take_quietly(event)

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
            events: AsyncIterator[Any] = aiter(self._raw_stream)
            async for event in events if self.through is None else self.through(events):
                yield event
        except StreamInterruptedError as error:
            self._interrupted(error)
            raise
        self._check_end()

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


def text_of(message: Any) -> str:
    """The text of all blocks of text; an error if there is none."""
    blocks: list[Any] = list(message.content)
    texts = [block.text for block in blocks if block.type == "text"]
    if not texts:
        kinds = ", ".join(block.type for block in blocks)
        raise RuntimeError(
            f"The message has no text to give: its blocks are [{kinds}]; see get_final_message()."
        )
    return "".join(texts)
