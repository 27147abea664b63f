"""The types of a streamed message, as the templates print them for msgspec."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Dict, List, Literal, TypeAlias, Union

from runtime_msgspec.models import Model as BaseModel, Variants


class Citation(BaseModel, kw_only=True, tag_field="type", tag="char_location"):

    type: ClassVar[Literal["char_location"]] = "char_location"
    cited_text: str
    start_char_index: int
    end_char_index: int
    document_index: int
    document_title: str | None
    file_id: str | None


class TextBlock(BaseModel, kw_only=True, tag_field="type", tag="text"):

    type: ClassVar[Literal["text"]] = "text"
    text: str
    citations: List[Citation] | None = None


class ThinkingBlock(BaseModel, kw_only=True, tag_field="type", tag="thinking"):

    type: ClassVar[Literal["thinking"]] = "thinking"
    thinking: str
    signature: str


class ToolUseBlock(BaseModel, kw_only=True, tag_field="type", tag="tool_use"):

    type: ClassVar[Literal["tool_use"]] = "tool_use"
    id: str
    name: str
    input: Dict[str, Any]


class Usage(BaseModel, kw_only=True):

    input_tokens: int | None = None
    output_tokens: int
    cost: float | None = None


class Message(BaseModel, kw_only=True, tag_field="type", tag="message"):

    type: ClassVar[Literal["message"]] = "message"
    id: str
    role: Literal["assistant"]
    content: List[ContentBlock]
    model: str
    stop_reason: StopReason | None
    stop_sequence: str | None = None
    usage: Usage


class MessageDelta(BaseModel, kw_only=True):

    stop_reason: StopReason | None
    stop_sequence: str | None = None


class TextDelta(BaseModel, kw_only=True, tag_field="type", tag="text_delta"):

    type: ClassVar[Literal["text_delta"]] = "text_delta"
    text: str


class InputJSONDelta(BaseModel, kw_only=True, tag_field="type", tag="input_json_delta"):

    type: ClassVar[Literal["input_json_delta"]] = "input_json_delta"
    partial_json: str


class RawMessageStartEvent(BaseModel, kw_only=True, tag_field="type", tag="message_start"):

    type: ClassVar[Literal["message_start"]] = "message_start"
    message: Message


class RawMessageDeltaEvent(BaseModel, kw_only=True, tag_field="type", tag="message_delta"):

    type: ClassVar[Literal["message_delta"]] = "message_delta"
    delta: MessageDelta
    usage: Usage


class RawMessageStopEvent(BaseModel, kw_only=True, tag_field="type", tag="message_stop"):

    type: ClassVar[Literal["message_stop"]] = "message_stop"


class RawContentBlockStartEvent(
    BaseModel, kw_only=True, tag_field="type", tag="content_block_start"
):

    type: ClassVar[Literal["content_block_start"]] = "content_block_start"
    content_block: ContentBlock
    index: int


class RawContentBlockDeltaEvent(
    BaseModel, kw_only=True, tag_field="type", tag="content_block_delta"
):

    type: ClassVar[Literal["content_block_delta"]] = "content_block_delta"
    delta: RawContentBlockDelta
    index: int


class RawContentBlockStopEvent(BaseModel, kw_only=True, tag_field="type", tag="content_block_stop"):

    type: ClassVar[Literal["content_block_stop"]] = "content_block_stop"
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
