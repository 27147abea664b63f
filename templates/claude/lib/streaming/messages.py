"""The streams that a user meets: of messages and of their beta form, sync and async."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from ..structured_outputs.variable import ResponseFormatT
from .async_gathering import AsyncGatheringStream
from .stops import (
    BetaContentBlockStopEvent,
    BetaMessageStopEvent,
    ContentBlockStopEvent,
    MessageStopEvent,
    Stops,
)
from .sync_gathering import GatheringStream

if TYPE_CHECKING:  # used in quotes, where a class is made
    from ..structured_outputs.beta_messages import ParsedBetaMessage  # noqa: F401
    from ..structured_outputs.messages import ParsedMessage  # noqa: F401
    from .stops import ParsedBetaMessageStreamEvent, ParsedMessageStreamEvent  # noqa: F401

_STOPS = Stops(ContentBlockStopEvent, MessageStopEvent)
_BETA_STOPS = Stops(BetaContentBlockStopEvent, BetaMessageStopEvent)


class MessageStream(
    GatheringStream["ParsedMessageStreamEvent[ResponseFormatT]", "ParsedMessage[ResponseFormatT]"],
    Generic[ResponseFormatT],
):
    """A message that is being written: events, its text, and at the end the whole of it.

    with client.messages.stream(...) as stream:
        for text in stream.text_stream:
            print(text, end="", flush=True)
        message = stream.get_final_message()
    """

    _stops = _STOPS


class AsyncMessageStream(
    AsyncGatheringStream[
        "ParsedMessageStreamEvent[ResponseFormatT]", "ParsedMessage[ResponseFormatT]"
    ],
    Generic[ResponseFormatT],
):
    """A message that is being written: events, its text, and at the end the whole of it.

    async with client.messages.stream(...) as stream:
        async for text in stream.text_stream:
            print(text, end="", flush=True)
        message = await stream.get_final_message()
    """

    _stops = _STOPS


class BetaMessageStream(
    GatheringStream[
        "ParsedBetaMessageStreamEvent[ResponseFormatT]", "ParsedBetaMessage[ResponseFormatT]"
    ],
    Generic[ResponseFormatT],
):
    """A message of `client.beta.messages` that is being written, as `MessageStream` is."""

    _stops = _BETA_STOPS


class BetaAsyncMessageStream(
    AsyncGatheringStream[
        "ParsedBetaMessageStreamEvent[ResponseFormatT]", "ParsedBetaMessage[ResponseFormatT]"
    ],
    Generic[ResponseFormatT],
):
    """A message of `client.beta.messages` that is being written, as `AsyncMessageStream` is."""

    _stops = _BETA_STOPS
