"""A request for a stream of messages in, a context manager that sends it when it is entered out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from ..._runtime.raw import AsyncResponseContextManager, ResponseContextManager
from .messages import (
    AsyncMessageStream,
    BetaAsyncMessageStream,
    BetaMessageStream,
    MessageStream,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ..._runtime.streams import AsyncStream, Stream
    from .gathering import AsyncGatheringStream, GatheringStream

_Kind = TypeVar("_Kind", bound="GatheringStream[Any, Any]")
_AsyncKind = TypeVar("_AsyncKind", bound="AsyncGatheringStream[Any, Any]")


class _Manager(ResponseContextManager[_Kind]):
    _kind: ClassVar[type[Any]]

    def __init__(self, request: Callable[[], Stream[Any]]) -> None:
        super().__init__(lambda: self._kind(request()))


class _AsyncManager(AsyncResponseContextManager[_AsyncKind]):
    _kind: ClassVar[type[Any]]

    def __init__(self, request: Callable[[], Awaitable[AsyncStream[Any]]]) -> None:
        async def stream() -> _AsyncKind:
            made: _AsyncKind = self._kind(await request())
            return made

        super().__init__(stream)


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
