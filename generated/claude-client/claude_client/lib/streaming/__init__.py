"""Streams of messages: what `client.messages.stream(...)` gives, and the events it adds."""

from .events import (
    CitationEvent,
    CompactionEvent,
    ContentBlockStopEvent,
    HelperEvent,
    InputJsonEvent,
    MessageStopEvent,
    MessageStreamEvent,
    SignatureEvent,
    TextEvent,
    ThinkingEvent,
)
from .managers import AsyncMessageStreamManager, MessageStreamManager
from .messages import AsyncMessageStream, MessageStream

# The beta API streams in the same way; these are its names for the same things.
BetaMessageStream = MessageStream
BetaAsyncMessageStream = AsyncMessageStream
BetaMessageStreamManager = MessageStreamManager
BetaAsyncMessageStreamManager = AsyncMessageStreamManager
BetaMessageStreamEvent = MessageStreamEvent
BetaTextEvent = ParsedBetaTextEvent = TextEvent
BetaCitationEvent = CitationEvent
BetaThinkingEvent = ThinkingEvent
BetaSignatureEvent = SignatureEvent
BetaInputJsonEvent = InputJsonEvent
BetaCompactionEvent = CompactionEvent
BetaMessageStopEvent = MessageStopEvent
BetaContentBlockStopEvent = ContentBlockStopEvent

__all__ = [
    "AsyncMessageStream",
    "AsyncMessageStreamManager",
    "BetaAsyncMessageStream",
    "BetaAsyncMessageStreamManager",
    "BetaCitationEvent",
    "BetaCompactionEvent",
    "BetaContentBlockStopEvent",
    "BetaInputJsonEvent",
    "BetaMessageStopEvent",
    "BetaMessageStream",
    "BetaMessageStreamEvent",
    "BetaMessageStreamManager",
    "BetaSignatureEvent",
    "BetaTextEvent",
    "BetaThinkingEvent",
    "CitationEvent",
    "CompactionEvent",
    "ContentBlockStopEvent",
    "HelperEvent",
    "InputJsonEvent",
    "MessageStopEvent",
    "MessageStream",
    "MessageStreamEvent",
    "MessageStreamManager",
    "SignatureEvent",
    "TextEvent",
    "ThinkingEvent",
]
