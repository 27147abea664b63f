"""The types of a streamed message, as the templates print them for dataclass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Dict, List, Literal, TypeAlias, Union

from runtime_dataclass.models import Model as BaseModel, Variants


@dataclass(kw_only=True)
class Citation(BaseModel):

    type: Literal["char_location"]
    cited_text: str
    start_char_index: int
    end_char_index: int
    document_index: int
    document_title: str | None
    file_id: str | None


@dataclass(kw_only=True)
class TextBlock(BaseModel):

    type: Literal["text"]
    text: str
    citations: List[Citation] | None = None


@dataclass(kw_only=True)
class ThinkingBlock(BaseModel):

    type: Literal["thinking"]
    thinking: str
    signature: str


@dataclass(kw_only=True)
class ToolUseBlock(BaseModel):

    type: Literal["tool_use"]
    id: str
    name: str
    input: Dict[str, Any]


@dataclass(kw_only=True)
class Usage(BaseModel):

    input_tokens: int | None = None
    output_tokens: int
    cost: float | None = None


@dataclass(kw_only=True)
class Message(BaseModel):

    type: Literal["message"]
    id: str
    role: Literal["assistant"]
    content: List[ContentBlock]
    model: str
    stop_reason: StopReason | None
    stop_sequence: str | None = None
    usage: Usage


@dataclass(kw_only=True)
class MessageDelta(BaseModel):

    stop_reason: StopReason | None
    stop_sequence: str | None = None


@dataclass(kw_only=True)
class TextDelta(BaseModel):

    type: Literal["text_delta"]
    text: str


@dataclass(kw_only=True)
class InputJSONDelta(BaseModel):

    type: Literal["input_json_delta"]
    partial_json: str


@dataclass(kw_only=True)
class RawMessageStartEvent(BaseModel):

    type: Literal["message_start"]
    message: Message


@dataclass(kw_only=True)
class RawMessageDeltaEvent(BaseModel):

    type: Literal["message_delta"]
    delta: MessageDelta
    usage: Usage


@dataclass(kw_only=True)
class RawMessageStopEvent(BaseModel):

    type: Literal["message_stop"]


@dataclass(kw_only=True)
class RawContentBlockStartEvent(BaseModel):

    type: Literal["content_block_start"]
    content_block: ContentBlock
    index: int


@dataclass(kw_only=True)
class RawContentBlockDeltaEvent(BaseModel):

    type: Literal["content_block_delta"]
    delta: RawContentBlockDelta
    index: int


@dataclass(kw_only=True)
class RawContentBlockStopEvent(BaseModel):

    type: Literal["content_block_stop"]
    index: int


StopReason: TypeAlias = Literal["end_turn", "max_tokens", "tool_use"]

ContentBlock: TypeAlias = Annotated[Union[TextBlock, ThinkingBlock, ToolUseBlock], Variants("type")]

RawContentBlockDelta: TypeAlias = Annotated[Union[TextDelta, InputJSONDelta], Variants("type")]

RawMessageStreamEvent: TypeAlias = Annotated[
    Union[
        RawMessageStartEvent,
        RawMessageDeltaEvent,
        RawMessageStopEvent,
        RawContentBlockStartEvent,
        RawContentBlockDeltaEvent,
        RawContentBlockStopEvent,
    ],
    Variants("type"),
]
