"""A request for a stream of messages in, a context manager that sends it when it is entered out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .messages import AsyncMessageStream, MessageStream

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType

    from ..._runtime.streams import AsyncStream, Stream
    from ...types import RawMessageStreamEvent


class MessageStreamManager:
    """What `messages.stream(...)` returns: the request is sent when its context is entered."""

    def __init__(self, request: Callable[[], Stream[RawMessageStreamEvent]]) -> None:
        self._request = request
        self._stream: MessageStream | None = None

    def __enter__(self) -> MessageStream:
        self._stream = MessageStream(self._request())
        return self._stream

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            self._stream.close()


class AsyncMessageStreamManager:
    """What `messages.stream(...)` returns: the request is sent when its context is entered."""

    def __init__(
        self, request: Callable[[], Awaitable[AsyncStream[RawMessageStreamEvent]]]
    ) -> None:
        self._request = request
        self._stream: AsyncMessageStream | None = None

    async def __aenter__(self) -> AsyncMessageStream:
        self._stream = AsyncMessageStream(await self._request())
        return self._stream

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            await self._stream.close()
