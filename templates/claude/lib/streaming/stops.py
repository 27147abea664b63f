"""The events that end a block or a message, with what they end; and all events of a stream together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar, Union, cast

from ..structured_outputs.variable import ResponseFormatT
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
        RawContentBlockDeltaEvent,
        RawContentBlockStartEvent,
        RawMessageDeltaEvent,
        RawMessageStartEvent,
    )
    from ...types.beta import (
        BetaRawContentBlockDeltaEvent,
        BetaRawContentBlockStartEvent,
        BetaRawMessageDeltaEvent,
        BetaRawMessageStartEvent,
    )
    from ..structured_outputs.beta_messages import (
        ParsedBetaContentBlock,  # noqa: F401 (in quotes)
        ParsedBetaMessage,  # noqa: F401 (in quotes)
    )
    from ..structured_outputs.messages import (
        ParsedContentBlock,  # noqa: F401 (in quotes)
        ParsedMessage,  # noqa: F401 (in quotes)
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


class ParsedContentBlockStopEvent(
    _BlockStop["ParsedContentBlock[ResponseFormatT]"], Generic[ResponseFormatT]
):
    """A block is complete."""

    __slots__ = ()


class ParsedBetaContentBlockStopEvent(
    _BlockStop["ParsedBetaContentBlock[ResponseFormatT]"], Generic[ResponseFormatT]
):
    """A block is complete."""

    __slots__ = ()


class ParsedMessageStopEvent(
    _MessageStop["ParsedMessage[ResponseFormatT]"], Generic[ResponseFormatT]
):
    """The message is complete."""

    __slots__ = ()


class ParsedBetaMessageStopEvent(
    _MessageStop["ParsedBetaMessage[ResponseFormatT]"], Generic[ResponseFormatT]
):
    """The message is complete."""

    __slots__ = ()


ContentBlockStopEvent = ParsedContentBlockStopEvent
BetaContentBlockStopEvent = ParsedBetaContentBlockStopEvent
MessageStopEvent = ParsedMessageStopEvent
BetaMessageStopEvent = ParsedBetaMessageStopEvent


class Stops(NamedTuple):
    """The classes that end what a stream is made of."""

    block: type[_BlockStop[Any]]
    message: type[_MessageStop[Any]]


if TYPE_CHECKING:
    _Addition: TypeAlias = Union[
        TextEvent, CitationEvent, ThinkingEvent, SignatureEvent, InputJsonEvent, CompactionEvent
    ]
    ParsedMessageStreamEvent: TypeAlias = Union[
        _Addition,
        RawMessageStartEvent,
        RawMessageDeltaEvent,
        ParsedMessageStopEvent[ResponseFormatT],
        RawContentBlockStartEvent,
        RawContentBlockDeltaEvent,
        ParsedContentBlockStopEvent[ResponseFormatT],
    ]
    ParsedBetaMessageStreamEvent: TypeAlias = Union[
        _Addition,
        BetaRawMessageStartEvent,
        BetaRawMessageDeltaEvent,
        ParsedBetaMessageStopEvent[ResponseFormatT],
        BetaRawContentBlockStartEvent,
        BetaRawContentBlockDeltaEvent,
        ParsedBetaContentBlockStopEvent[ResponseFormatT],
    ]
    MessageStreamEvent: TypeAlias = ParsedMessageStreamEvent[Any]
    BetaMessageStreamEvent: TypeAlias = ParsedBetaMessageStreamEvent[Any]
else:
    ParsedMessageStreamEvent = MessageStreamEvent = Any
    ParsedBetaMessageStreamEvent = BetaMessageStreamEvent = Any


def replacement(event: Any, state: MessageState, stops: Stops) -> Any:
    """Stops carry what they end; every other raw event is delivered as it came."""
    kind, index = getattr(event, "type", None), getattr(event, "index", None)
    if kind == "message_stop" and state.started:
        return stops.message(state)
    if kind == "content_block_stop" and index in state.blocks:
        return stops.block(index, state.blocks[index])
    return event
