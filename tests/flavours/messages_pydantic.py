"""The types of a streamed message, as the templates print them for pydantic."""

from __future__ import annotations

from typing import Annotated, Any, Dict, List, Literal, TypeAlias, Union

from runtime_pydantic.models import Model as BaseModel, Variants


class Citation(BaseModel):

    type: Literal["char_location"]
    cited_text: str
    start_char_index: int
    end_char_index: int
    document_index: int
    document_title: str | None
    file_id: str | None


class TextBlock(BaseModel):

    type: Literal["text"]
    text: str
    citations: List[Citation] | None = None


class ThinkingBlock(BaseModel):

    type: Literal["thinking"]
    thinking: str
    signature: str


class ToolUseBlock(BaseModel):

    type: Literal["tool_use"]
    id: str
    name: str
    input: Dict[str, Any]


class Usage(BaseModel):

    input_tokens: int | None = None
    output_tokens: int
    cost: float | None = None


class Message(BaseModel):

    type: Literal["message"]
    id: str
    role: Literal["assistant"]
    content: List[ContentBlock]
    model: str
    stop_reason: StopReason | None
    stop_sequence: str | None = None
    usage: Usage


class MessageDelta(BaseModel):

    stop_reason: StopReason | None
    stop_sequence: str | None = None


class TextDelta(BaseModel):

    type: Literal["text_delta"]
    text: str


class InputJSONDelta(BaseModel):

    type: Literal["input_json_delta"]
    partial_json: str


class RawMessageStartEvent(BaseModel):

    type: Literal["message_start"]
    message: Message


class RawMessageDeltaEvent(BaseModel):

    type: Literal["message_delta"]
    delta: MessageDelta
    usage: Usage


class RawMessageStopEvent(BaseModel):

    type: Literal["message_stop"]


class RawContentBlockStartEvent(BaseModel):

    type: Literal["content_block_start"]
    content_block: ContentBlock
    index: int


class RawContentBlockDeltaEvent(BaseModel):

    type: Literal["content_block_delta"]
    delta: RawContentBlockDelta
    index: int


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
