"""A request for a stream of messages in, a context manager that sends it when it is entered out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from ..._runtime.raw import AsyncResponseContextManager, ResponseContextManager
from ..structured_outputs.variable import ResponseFormatT
from .again import Again
from .messages import (
    AsyncMessageStream,
    BetaAsyncMessageStream,
    BetaMessageStream,
    MessageStream,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ..._runtime.streams import AsyncStream, Stream
    from .async_gathering import AsyncGatheringStream
    from .sync_gathering import GatheringStream

_Kind = TypeVar("_Kind", bound="GatheringStream[Any, Any]")
_AsyncKind = TypeVar("_AsyncKind", bound="AsyncGatheringStream[Any, Any]")


class _Manager(ResponseContextManager[_Kind]):
    _kind: ClassVar[type[Any]]

    def __init__(
        self, request: Callable[[], Stream[Any]], output_format: Any = None, client: Any = None
    ) -> None:
        from ..structured_outputs.copies import copies_for

        copies = copies_for(output_format)
        again = Again(request, client) if client is not None else None
        super().__init__(lambda: self._kind(request(), copies, again))


class _AsyncManager(AsyncResponseContextManager[_AsyncKind]):
    _kind: ClassVar[type[Any]]

    def __init__(
        self,
        request: Callable[[], Awaitable[AsyncStream[Any]]],
        output_format: Any = None,
        client: Any = None,
    ) -> None:
        from ..structured_outputs.copies import copies_for

        copies = copies_for(output_format)
        again = Again(request, client) if client is not None else None

        async def stream() -> _AsyncKind:
            made: _AsyncKind = self._kind(await request(), copies, again)
            return made

        super().__init__(stream)


class MessageStreamManager(_Manager[MessageStream[ResponseFormatT]], Generic[ResponseFormatT]):
    """What `messages.stream(...)` returns: the request is sent when its context is entered."""

    _kind = MessageStream


class AsyncMessageStreamManager(
    _AsyncManager[AsyncMessageStream[ResponseFormatT]], Generic[ResponseFormatT]
):
    """What `messages.stream(...)` returns: the request is sent when its context is entered."""

    _kind = AsyncMessageStream


class BetaMessageStreamManager(
    _Manager[BetaMessageStream[ResponseFormatT]], Generic[ResponseFormatT]
):
    """What `beta.messages.stream(...)` returns: the request is sent on entering its context."""

    _kind = BetaMessageStream


class BetaAsyncMessageStreamManager(
    _AsyncManager[BetaAsyncMessageStream[ResponseFormatT]], Generic[ResponseFormatT]
):
    """What `beta.messages.stream(...)` returns: the request is sent on entering its context."""

    _kind = BetaAsyncMessageStream
