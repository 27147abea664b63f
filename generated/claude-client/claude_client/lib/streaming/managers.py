"""A request for a stream of messages in, a context manager that sends it when it is entered out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from .messages import (
    AsyncMessageStream,
    BetaAsyncMessageStream,
    BetaMessageStream,
    MessageStream,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType

    from ..._runtime.streams import AsyncStream, Stream

_Kind = TypeVar("_Kind", MessageStream, BetaMessageStream)
_AsyncKind = TypeVar("_AsyncKind", AsyncMessageStream, BetaAsyncMessageStream)


class _Manager(Generic[_Kind]):
    _kind: ClassVar[type[Any]]

    def __init__(self, request: Callable[[], Stream[Any]]) -> None:
        self._request = request
        self._stream: _Kind | None = None

    def __enter__(self) -> _Kind:
        stream: _Kind = self._kind(self._request())
        self._stream = stream
        return stream

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            self._stream.close()


class _AsyncManager(Generic[_AsyncKind]):
    _kind: ClassVar[type[Any]]

    def __init__(self, request: Callable[[], Awaitable[AsyncStream[Any]]]) -> None:
        self._request = request
        self._stream: _AsyncKind | None = None

    async def __aenter__(self) -> _AsyncKind:
        stream: _AsyncKind = self._kind(await self._request())
        self._stream = stream
        return stream

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            await self._stream.close()


class MessageStreamManager(_Manager[MessageStream]):
    """What `messages.stream(...)` returns: the request is sent when its context is entered."""

    _kind = MessageStream


class AsyncMessageStreamManager(_AsyncManager[AsyncMessageStream]):
    """What `messages.stream(...)` returns: the request is sent when its context is entered."""

    _kind = AsyncMessageStream


class BetaMessageStreamManager(_Manager[BetaMessageStream]):
    """What `beta.messages.stream(...)` returns: the request is sent on entering its context."""

    _kind = BetaMessageStream


class BetaAsyncMessageStreamManager(_AsyncManager[BetaAsyncMessageStream]):
    """What `beta.messages.stream(...)` returns: the request is sent on entering its context."""

    _kind = BetaAsyncMessageStream
