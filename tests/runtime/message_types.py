"""The types of a streamed message, as small as the tests of the helpers need them."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Literal, TypeAlias, Union

from composed import Model, Variants


class Citation(Model):
    type: Literal["page_location"]
    cited_text: str


class TextBlock(Model):
    type: Literal["text"]
    text: str
    citations: list[Citation] | None = None


class ThinkingBlock(Model):
    type: Literal["thinking"]
    thinking: str
    signature: str


class ToolUseBlock(Model):
    type: Literal["tool_use"]
    id: str
    name: str
    input: dict[str, Any]


class Fallback(Model):
    model: str


class FallbackBlock(Model):
    type: Literal["fallback"]
    to: Fallback


class CompactionBlock(Model):
    type: Literal["compaction"]
    content: str | None
    encrypted_content: str | None = None


class Usage(Model):
    input_tokens: int | None = None
    output_tokens: int
    cache_read_input_tokens: int | None = None


class Message(Model):
    id: str
    type: Literal["message"]
    role: Literal["assistant"]
    content: list[ContentBlock]
    model: str
    stop_reason: Literal["end_turn", "max_tokens"] | None = None
    stop_sequence: str | None = None
    usage: Usage


class MessageDelta(Model):
    stop_reason: Literal["end_turn", "max_tokens"] | None = None
    stop_sequence: str | None = None


class TextDelta(Model):
    type: Literal["text_delta"]
    text: str


class InputJSONDelta(Model):
    type: Literal["input_json_delta"]
    partial_json: str


class ThinkingDelta(Model):
    type: Literal["thinking_delta"]
    thinking: str


class SignatureDelta(Model):
    type: Literal["signature_delta"]
    signature: str


class CitationsDelta(Model):
    type: Literal["citations_delta"]
    citation: Citation


class CompactionDelta(Model):
    type: Literal["compaction_delta"]
    content: str | None
    encrypted_content: str | None = None


class MessageStart(Model):
    type: Literal["message_start"]
    message: Message


class MessageDeltaEvent(Model):
    type: Literal["message_delta"]
    delta: MessageDelta
    usage: Usage


class MessageStop(Model):
    type: Literal["message_stop"]


class BlockStart(Model):
    type: Literal["content_block_start"]
    index: int
    content_block: ContentBlock


class BlockDelta(Model):
    type: Literal["content_block_delta"]
    index: int
    delta: Delta


class BlockStop(Model):
    type: Literal["content_block_stop"]
    index: int


Delta: TypeAlias = Annotated[
    Union[
        TextDelta,
        InputJSONDelta,
        ThinkingDelta,
        SignatureDelta,
        CitationsDelta,
        CompactionDelta,
    ],
    Variants("type"),
]
ContentBlock: TypeAlias = Annotated[
    Union[TextBlock, ThinkingBlock, ToolUseBlock, FallbackBlock, CompactionBlock],
    Variants("type"),
]
RawMessageStreamEvent: TypeAlias = Annotated[
    Union[MessageStart, MessageDeltaEvent, MessageStop, BlockStart, BlockDelta, BlockStop],
    Variants("type"),
]

# Where the helpers look for the types of the package that they are part of.
sys.modules["client_of_tests.types"] = sys.modules[__name__]
