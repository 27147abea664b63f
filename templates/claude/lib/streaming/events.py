"""What a message stream adds to the raw events: small objects whose snapshots are made on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from typing_extensions import TypedDict, Unpack

from ..._runtime.models import dump, dump_json, partial_json
from .accumulate import BlockState

if TYPE_CHECKING:
    from ...types import TextCitation


class DumpOptions(TypedDict, total=False):
    """What a dump leaves out, and whether it warns; as the models have it."""

    include: set[str] | None
    exclude: set[str] | None
    exclude_defaults: bool
    exclude_none: bool
    warnings: bool


class HelperEvent:
    """An event made by the client; it can be dumped as the API's own can."""

    __slots__ = ()
    FIELDS: ClassVar[tuple[str, ...]] = ()
    type: Any

    def to_dict(
        self,
        *,
        mode: Literal["json", "python"] = "python",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        **options: Unpack[DumpOptions],
    ) -> dict[str, Any]:
        """The event's fields with the API's names, and of models just what the server sent."""
        return self.model_dump(
            mode=mode, by_alias=use_api_names, exclude_unset=exclude_unset, **options
        )

    def to_json(
        self,
        *,
        indent: int | None = 2,
        use_api_names: bool = True,
        exclude_unset: bool = True,
        **options: Unpack[DumpOptions],
    ) -> str:
        """The same as JSON text."""
        return self.model_dump_json(
            indent=indent, by_alias=use_api_names, exclude_unset=exclude_unset, **options
        )

    def model_dump(
        self,
        *,
        mode: Literal["json", "python"] = "python",
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        **options: Unpack[DumpOptions],
    ) -> dict[str, Any]:
        """The event's fields, as those of a model are dumped."""
        return dump(
            self._fields(), mode=mode, by_alias=by_alias, exclude_unset=exclude_unset, **options
        )

    def model_dump_json(
        self,
        *,
        indent: int | None = None,
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        **options: Unpack[DumpOptions],
    ) -> str:
        """The same as JSON text."""
        return dump_json(
            self._fields(), indent=indent, by_alias=by_alias, exclude_unset=exclude_unset, **options
        )

    def _fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.FIELDS}

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.FIELDS)
        return f"{type(self).__name__}({shown})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]


class TextEvent(HelperEvent):
    """Text was added to a block."""

    __slots__ = ("_block", "_count", "text")
    FIELDS = ("type", "text", "snapshot")
    type: Literal["text"] = "text"
    text: str
    """The new text."""

    def __init__(self, text: str, block: BlockState) -> None:
        self.text = text
        self._block = block
        self._count = len(block.text.parts)

    @property
    def snapshot(self) -> str:
        """All of the block's text up to this event."""
        return self._block.text.upto(self._count)

    def parsed_snapshot(self) -> dict[str, Any]:
        """The text so far read as JSON, which may break off anywhere."""
        return cast("dict[str, Any]", partial_json(self.snapshot, "trailing-strings"))


class ThinkingEvent(HelperEvent):
    """Thinking was added to a block."""

    __slots__ = ("_block", "_count", "thinking")
    FIELDS = ("type", "thinking", "snapshot")
    type: Literal["thinking"] = "thinking"
    thinking: str
    """The new thinking."""

    def __init__(self, thinking: str, block: BlockState) -> None:
        self.thinking = thinking
        self._block = block
        self._count = len(block.thinking.parts)

    @property
    def snapshot(self) -> str:
        """All of the block's thinking up to this event."""
        return self._block.thinking.upto(self._count)


class InputJsonEvent(HelperEvent):
    """A piece of a tool's input came."""

    __slots__ = ("_block", "_count", "partial_json")
    FIELDS = ("type", "partial_json", "snapshot")
    type: Literal["input_json"] = "input_json"
    partial_json: str
    """The new piece of JSON text."""

    def __init__(self, partial_json: str, block: BlockState) -> None:
        self.partial_json = partial_json
        self._block = block
        self._count = len(block.json.parts)

    @property
    def snapshot(self) -> object:
        """The input as far as it goes; read from the JSON when looked at."""
        return self._block.input(self._count)


class CitationEvent(HelperEvent):
    """A citation was added to a block of text."""

    __slots__ = ("_block", "_count", "citation")
    FIELDS = ("type", "citation", "snapshot")
    type: Literal["citation"] = "citation"
    citation: TextCitation
    """The new citation."""

    def __init__(self, citation: TextCitation, block: BlockState) -> None:
        self.citation = citation
        self._block = block
        self._count = len(block.citations)

    @property
    def snapshot(self) -> list[TextCitation]:
        """All of the block's citations up to this event."""
        return self._block.citations[: self._count]


class SignatureEvent(HelperEvent):
    """A block of thinking was signed."""

    __slots__ = ("signature",)
    FIELDS = ("type", "signature")
    type: Literal["signature"] = "signature"
    signature: str

    def __init__(self, signature: str) -> None:
        self.signature = signature


class CompactionEvent(HelperEvent):
    """What came before was summed up."""

    __slots__ = ("content", "encrypted_content")
    FIELDS = ("type", "content", "encrypted_content")
    type: Literal["compaction"] = "compaction"
    content: str | None
    encrypted_content: str | None

    def __init__(self, content: str | None, encrypted_content: str | None) -> None:
        self.content = content
        self.encrypted_content = encrypted_content


def addition(event: Any, block: BlockState) -> HelperEvent | None:
    """What follows a raw delta that its block took: the same news with all that came before."""
    delta = event.delta
    kind = delta.type
    if kind == "text_delta":
        return TextEvent(delta.text, block)
    if kind == "input_json_delta":
        return InputJsonEvent(delta.partial_json, block)
    if kind == "thinking_delta":
        return ThinkingEvent(delta.thinking, block)
    if kind == "signature_delta":
        return SignatureEvent(delta.signature)
    if kind == "citations_delta":
        return CitationEvent(delta.citation, block)
    if kind == "compaction_delta":
        return CompactionEvent(delta.content, delta.encrypted_content)
    return None
