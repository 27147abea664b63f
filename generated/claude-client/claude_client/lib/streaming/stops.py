"""The events that end a block or a message, with what they end; and all events of a stream together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar, Union, cast

from .accumulate import BlockState, MessageState
from .events import (
    CitationEvent,
    CompactionEvent,
    HelperEvent,
    InputJsonEvent,
    SignatureEvent,
    TextEvent,
    ThinkingEvent,
)

if TYPE_CHECKING:
    from ...types import (
        ContentBlock,  # noqa: F401 (in quotes)
        Message,  # noqa: F401 (in quotes)
        RawContentBlockDeltaEvent,
        RawContentBlockStartEvent,
        RawMessageDeltaEvent,
        RawMessageStartEvent,
    )
    from ...types.beta import (
        BetaContentBlock,  # noqa: F401 (in quotes)
        BetaMessage,  # noqa: F401 (in quotes)
        BetaRawContentBlockDeltaEvent,
        BetaRawContentBlockStartEvent,
        BetaRawMessageDeltaEvent,
        BetaRawMessageStartEvent,
    )

_Block = TypeVar("_Block")
_Message = TypeVar("_Message")


class _BlockStop(HelperEvent, Generic[_Block]):
    __slots__ = ("_block", "index")
    FIELDS = ("type", "index", "content_block")
    type: Literal["content_block_stop"] = "content_block_stop"
    index: int

    def __init__(self, index: int, block: BlockState) -> None:
        self.index = index
        self._block = block

    @property
    def content_block(self) -> _Block:
        """The whole block."""
        return cast("_Block", self._block.block())


class _MessageStop(HelperEvent, Generic[_Message]):
    __slots__ = ("_state",)
    FIELDS = ("type", "message")
    type: Literal["message_stop"] = "message_stop"

    def __init__(self, state: MessageState) -> None:
        self._state = state

    @property
    def message(self) -> _Message:
        """The whole message."""
        return cast("_Message", self._state.message())


class ContentBlockStopEvent(_BlockStop["ContentBlock"]):
    """A block is complete."""

    __slots__ = ()


class BetaContentBlockStopEvent(_BlockStop["BetaContentBlock"]):
    """A block is complete."""

    __slots__ = ()


class MessageStopEvent(_MessageStop["Message"]):
    """The message is complete."""

    __slots__ = ()


class BetaMessageStopEvent(_MessageStop["BetaMessage"]):
    """The message is complete."""

    __slots__ = ()


class Stops(NamedTuple):
    """The classes that end what a stream is made of."""

    block: type[_BlockStop[Any]]
    message: type[_MessageStop[Any]]


if TYPE_CHECKING:
    _Addition: TypeAlias = Union[
        TextEvent, CitationEvent, ThinkingEvent, SignatureEvent, InputJsonEvent, CompactionEvent
    ]
    MessageStreamEvent: TypeAlias = Union[
        _Addition,
        RawMessageStartEvent,
        RawMessageDeltaEvent,
        MessageStopEvent,
        RawContentBlockStartEvent,
        RawContentBlockDeltaEvent,
        ContentBlockStopEvent,
    ]
    BetaMessageStreamEvent: TypeAlias = Union[
        _Addition,
        BetaRawMessageStartEvent,
        BetaRawMessageDeltaEvent,
        BetaMessageStopEvent,
        BetaRawContentBlockStartEvent,
        BetaRawContentBlockDeltaEvent,
        BetaContentBlockStopEvent,
    ]
else:
    MessageStreamEvent = BetaMessageStreamEvent = Any


def replacement(event: Any, state: MessageState, stops: Stops) -> Any:
    """Stops carry what they end; every other raw event is delivered as it came."""
    if event.type == "message_stop" and state.started:
        return stops.message(state)
    if event.type == "content_block_stop" and event.index in state.blocks:
        return stops.block(event.index, state.blocks[event.index])
    return event
