"""Streams of messages: what `client.messages.stream(...)` gives, and the events it adds."""

from .accumulate import NoMessageError, ToolInputError
from .accumulating import accumulate, accumulate_event
from .events import (
    CitationEvent,
    CompactionEvent,
    HelperEvent,
    InputJsonEvent,
    SignatureEvent,
    TextEvent,
    ThinkingEvent,
)
from .managers import (
    AsyncMessageStreamManager,
    BetaAsyncMessageStreamManager,
    BetaMessageStreamManager,
    MessageStreamManager,
)
from .messages import (
    AsyncMessageStream,
    BetaAsyncMessageStream,
    BetaMessageStream,
    MessageStream,
)
from .stops import (
    BetaContentBlockStopEvent,
    BetaMessageStopEvent,
    BetaMessageStreamEvent,
    ContentBlockStopEvent,
    MessageStopEvent,
    MessageStreamEvent,
    ParsedBetaContentBlockStopEvent,
    ParsedBetaMessageStopEvent,
    ParsedBetaMessageStreamEvent,
    ParsedContentBlockStopEvent,
    ParsedMessageStopEvent,
    ParsedMessageStreamEvent,
)

# What is added to the raw events is the same in the beta form, which has names of its own for it.
BetaTextEvent = ParsedBetaTextEvent = TextEvent
BetaCitationEvent = CitationEvent
BetaThinkingEvent = ThinkingEvent
BetaSignatureEvent = SignatureEvent
BetaInputJsonEvent = InputJsonEvent
BetaCompactionEvent = CompactionEvent

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
    "NoMessageError",
    "ParsedBetaContentBlockStopEvent",
    "ParsedBetaMessageStopEvent",
    "ParsedBetaMessageStreamEvent",
    "ParsedBetaTextEvent",
    "ParsedContentBlockStopEvent",
    "ParsedMessageStopEvent",
    "ParsedMessageStreamEvent",
    "SignatureEvent",
    "TextEvent",
    "ThinkingEvent",
    "ToolInputError",
    "accumulate",
    "accumulate_event",
]
