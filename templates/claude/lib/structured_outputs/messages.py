"""Messages whose text was read as a type: the classes, and how a message becomes one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, List, TypeAlias, Union, cast

from pydantic import BaseModel, Field
from typing_extensions import TypeVar

from ..._runtime.models.lenient import complete
from ..._runtime.response_info import attach, response_info
from ...types import ContentBlock, Message, TextBlock
from .variable import ResponseFormatT

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...types import (
        BashCodeExecutionToolResultBlock,
        CodeExecutionToolResultBlock,
        ContainerUploadBlock,
        RedactedThinkingBlock,
        ServerToolUseBlock,
        TextEditorCodeExecutionToolResultBlock,
        ThinkingBlock,
        ToolSearchToolResultBlock,
        ToolUseBlock,
        WebFetchToolResultBlock,
        WebSearchToolResultBlock,
    )

_ModelT = TypeVar("_ModelT", bound=BaseModel)

# A class can be derived in another module once what its fields name has been looked up in its own.
complete(TextBlock)
complete(Message)


class ParsedTextBlock(TextBlock, Generic[ResponseFormatT]):
    """Text, and what it says in the type that was asked for."""

    parsed_output: Union[ResponseFormatT, None] = Field(default=None, exclude=True)
    """The text as a value of that type; None where no type was asked for. It is in no dump."""


if TYPE_CHECKING:
    CommonBlock: TypeAlias = Union[
        ThinkingBlock,
        RedactedThinkingBlock,
        ToolUseBlock,
        WebSearchToolResultBlock,
        WebFetchToolResultBlock,
        CodeExecutionToolResultBlock,
        BashCodeExecutionToolResultBlock,
        TextEditorCodeExecutionToolResultBlock,
        ToolSearchToolResultBlock,
        ContainerUploadBlock,
    ]
    ParsedContentBlock: TypeAlias = Union[
        ParsedTextBlock[ResponseFormatT], CommonBlock, ServerToolUseBlock
    ]
else:
    ParsedContentBlock = ContentBlock


class ParsedMessage(Message, Generic[ResponseFormatT]):
    """A message whose text was read as the type that was asked for."""

    # How it came to be, where that was event by event; a slot is in no dump and no pickle.
    __slots__ = ("_state",)

    if TYPE_CHECKING:
        content: List[  # type: ignore[assignment]
            ParsedContentBlock[ResponseFormatT]
        ]  # pyright: ignore[reportIncompatibleVariableOverride]

    @property
    def parsed_output(self) -> ResponseFormatT | None:
        """What the first text says in the type that was asked for; None without such a text."""
        return cast("ResponseFormatT | None", first_output(self.content))


def parsed_message(message: Any, read: Callable[[str], Any] | None) -> Any:
    """The message as a parsed one, its texts read by `read`; None reads none.

    Raises:
        ValueError: a text is none of what was asked for. It is pydantic's `ValidationError` for a
            type, and its `snapshot` is the message all the same.
    """
    try:
        content = [parsed_block(block, read) for block in message.content or ()]
    except ValueError as error:
        vars(error).update(snapshot=message)
        raise
    made, info = renewed(kind_of(message), message, content=content), response_info(message)
    return made if info is None else attach(made, info)


def kind_of(message: object) -> type[Any]:
    """The class that a message has once it is parsed; the beta form's is loaded for its messages."""
    if isinstance(message, Message):
        return ParsedMessage
    kind: type[Any] = import_module(".beta_messages", __package__).ParsedBetaMessage
    return kind


def parsed_block(block: Any, read: Callable[[str], Any] | None) -> Any:
    """A block of text with what it says; every other block is as it was."""
    if not isinstance(block, TextBlock):
        return block
    if read is None:
        return renewed(ParsedTextBlock, block)
    return renewed(ParsedTextBlock, block, parsed_output=read(block.text))


def renewed(kind: type[_ModelT], model: BaseModel, **changes: Any) -> _ModelT:
    """A copy of a model as one of a class derived from its own, without validating anew."""
    values = {**vars(model), **(model.model_extra or {}), **changes}
    complete(kind)
    return kind.model_construct({*model.model_fields_set, *changes}, **values)


def first_output(blocks: list[Any]) -> object:
    """What the first text of blocks was read as."""
    outputs = (getattr(block, "parsed_output", None) for block in blocks)
    return next((output for output in outputs if output is not None), None)
