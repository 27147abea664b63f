"""The events of a streamed message in, the message as far as it has come out, made when looked at."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, cast

from ..._runtime.errors import ClientError
from ..._runtime.models import copied, partial_json, set_names
from ..._runtime.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..structured_outputs.beta_messages import ParsedBetaMessage
    from ..structured_outputs.messages import ParsedMessage

# What a delta is of: a kind of block, or for kinds of a later day any that has the field.
_HOMES = {
    "text_delta": ("text", "text"),
    "citations_delta": ("text", "citations"),
    "thinking_delta": ("thinking", "thinking"),
    "signature_delta": ("thinking", "signature"),
    "input_json_delta": ("tool_use", "input"),
    "compaction_delta": ("compaction", "encrypted_content"),
}
_KNOWN = frozenset(home for home, _ in _HOMES.values())
_MOST_TOLD = 8
# Reasons for which a model stops when it has said all that it wanted to.
_OF_ITSELF = ("tool_use", "end_turn")
# Facts of a message_delta that say something even when they are null.
_NULLABLE = ("stop_reason", "stop_sequence", "stop_details")


class ToolInputError(ClientError, ValueError):
    """What the model wrote as a tool's input is not JSON; asking again may help."""

    __module__ = f"{__package__}"
    input: str
    """The text that it wrote."""

    def __init__(self, text: str, reason: ValueError) -> None:
        self.input = text
        super().__init__(f"The model's input for a tool is not JSON ({reason}): {printable(text)}")


class NoMessageError(ClientError, RuntimeError):
    """A message was asked for that never began, or the text of one that has none."""

    __module__ = f"{__package__}"


class Pieces:
    """Text that comes piece by piece; joined when looked at, each piece once if looked at in order."""

    __slots__ = ("_joined", "_known", "parts")

    def __init__(self, start: str | None = None) -> None:
        self.parts: list[str] = [start] if start else []
        self._joined = ""
        self._known = 0

    def upto(self, count: int) -> str:
        """The first pieces as one text."""
        if count < self._known:
            return _joined(self.parts[:count])
        if count > self._known:
            self._joined += _joined(self.parts[self._known : count])
            self._known = count
        return self._joined

    def whole(self) -> str:
        return self.upto(len(self.parts))


class Copies:
    """How what events bring becomes a message: by copies, for the events keep their own."""

    read: Callable[[str], Any] | None = None
    """Makes values of the texts, once they are complete."""

    def message(self, message: Any, **changes: Any) -> Any:
        return copied(message, **changes)

    def block(self, block: Any) -> Any:
        return copied(block)


class BlockState:
    """One content block: as it began, and what was added since."""

    __slots__ = (
        "_block",
        "_dirty",
        "_partial",
        "citations",
        "json",
        "takes",
        "text",
        "thinking",
        "type",
    )

    def __init__(self, block: Any, partial: Any) -> None:
        """The block is this state's own: what comes is written into it."""
        self._block = block
        self._partial = partial
        self._dirty = False
        self.type: str = block.type
        self.text = Pieces(getattr(block, "text", None))
        self.thinking = Pieces(getattr(block, "thinking", None))
        self.json = Pieces()
        self.citations: list[Any] = list(getattr(block, "citations", None) or ())
        self.takes = _taken(block)
        """The kinds of delta that are of a block like this one."""

    def add(self, delta: Any) -> None:
        """What one content_block_delta brings that this block takes."""
        kind = delta.type
        self._dirty = True
        if kind == "text_delta":
            self.text.parts.append(delta.text)
        elif kind == "input_json_delta":
            self.json.parts.append(delta.partial_json)
        elif kind == "thinking_delta":
            self.thinking.parts.append(delta.thinking)
        elif kind == "citations_delta":
            self.citations.append(delta.citation)
        elif kind == "signature_delta":
            self._block.signature = delta.signature
        elif kind == "compaction_delta":
            self._block.content = delta.content
            self._block.encrypted_content = delta.encrypted_content

    def input(self, count: int, *, whole: bool = False) -> object:
        """The tool's input as far as the first pieces of its JSON go, which may have to be all."""
        text = self.json.upto(count)
        if not text:
            return getattr(self._block, "input", None)
        try:
            return partial_json(text, False if whole else self._partial)
        except ValueError as exc:
            raise ToolInputError(text, exc) from exc

    def check_input(self, *, whole: bool = False) -> None:
        """Say that a tool's input is not JSON."""
        self.input(len(self.json.parts), whole=whole)

    def read(self, read: Callable[[str], Any]) -> None:
        """The block is complete: what its text says is read."""
        if self.type == "text":
            self._block.parsed_output = read(self.text.whole())

    def block(self) -> Any:
        """The block as it is now: one object, brought up to date."""
        if self._dirty:
            for name in ("text", "thinking"):
                pieces: Pieces = getattr(self, name)
                if pieces.parts:
                    setattr(self._block, name, pieces.whole())
            if self.citations:
                self._block.citations = list(self.citations)
            if self.json.parts:
                self._block.input = self.input(len(self.json.parts))
            self._dirty = False
        return self._block


class MessageState:
    """A message that is being streamed. Adding an event costs the same however long it is."""

    def __init__(self, partial: bool | str = True, copies: Copies | None = None) -> None:
        """`partial` is what becomes of a string that JSON breaks off in: see `partial_json`."""
        self._partial = partial
        self._copies = copies or Copies()
        self._message: Any = None
        self.blocks: dict[int, BlockState] = {}
        self._told: set[str] = set()
        self.complete = False
        """Whether the message came to its end, for whatever reason."""

    def add(self, event: Any) -> BlockState | None:
        """Take in one event; the block that it changes or ends, None where there is none."""
        try:
            return self._add(event)
        except AttributeError:
            self._tell("an event without a type, or without what events of its type have")
            return None

    def _add(self, event: Any) -> BlockState | None:
        kind = event.type
        if kind == "content_block_delta":
            return self._add_delta(event)
        if kind == "content_block_start":
            self._start_block(event.index, event.content_block)
        elif kind == "content_block_stop":
            return self._stop_block(event.index)
        elif kind == "message_start":
            self._start(event.message)
        elif kind == "message_delta" and self._message is not None:
            self._close(event)
        elif kind == "message_stop":
            self.complete = True
        return None

    def _add_delta(self, event: Any) -> BlockState | None:
        block = self.blocks.get(event.index)
        if block is None:
            self._tell("what is added to a block that never began")
            return None
        kind = event.delta.type
        if kind not in block.takes:
            if kind in _HOMES:
                self._tell(f"a {kind} of a block of the type {block.type}")
            return None
        block.add(event.delta)
        return block

    def _tell(self, what: str) -> None:
        """Warn of what can't be part of the message: once, or a broken stream would fill a log."""
        if what not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(what)
            warnings.warn(f"The stream has {what}: the message goes on without it", stacklevel=2)

    @property
    def started(self) -> bool:
        return self._message is not None

    def message(self) -> ParsedMessage | ParsedBetaMessage:
        """The message as it is now: one object, brought up to date."""
        if self._message is None:
            raise NoMessageError("There is no message yet: the stream has not begun.")
        self._message.content[:] = [state.block() for state in self.blocks.values()]
        return cast("ParsedMessage | ParsedBetaMessage", self._message)

    def _start(self, message: Any) -> None:
        self._message = self._copies.message(message, content=[], usage=copied(message.usage))
        for index, block in enumerate(message.content or ()):
            self._start_block(index, block)

    def _start_block(self, index: int, block: Any) -> None:
        if self._message is None:
            return
        self.blocks[index] = BlockState(self._copies.block(block), self._partial)
        if block.type == "fallback":
            # Another model goes on from here; a message that isn't streamed names that one.
            self._message.model = block.to.model

    def _stop_block(self, index: int) -> BlockState | None:
        block = self.blocks.get(index)
        if block is None:
            return None
        block.check_input()
        if self._copies.read is not None:
            try:
                block.read(self._copies.read)
            except ValueError as error:
                vars(error).update(snapshot=self.message())
                raise
        return block

    def _close(self, event: Any) -> None:
        """The counts of a message_delta are totals, and what it leaves out stays as it was."""
        if event.delta.stop_reason in _OF_ITSELF and self._partial is True:
            # Elsewhere the model was cut off, and its last input may be as well.
            for block in self.blocks.values():
                block.check_input(whole=True)
        self.complete = event.delta.stop_reason is not None
        _update(self._message, event.delta, nullable=_NULLABLE)
        _update(self._message.usage, event.usage)
        _update(self._message, event, leave=("type", "delta", "usage"))


def _taken(block: Any) -> frozenset[str]:
    if block.type not in _KNOWN and not block.type.endswith("tool_use"):
        return frozenset(kind for kind, (_, field) in _HOMES.items() if hasattr(block, field))
    home = "tool_use" if block.type.endswith("tool_use") else block.type
    return frozenset(kind for kind, (each, _) in _HOMES.items() if each == home)


def _update(
    target: Any, source: Any, nullable: tuple[str, ...] = (), leave: tuple[str, ...] = ()
) -> None:
    for name in set_names(source):
        value = getattr(source, name)
        if name not in leave and (value is not None or name in nullable):
            setattr(target, name, value)


def _joined(parts: list[str]) -> str:
    try:
        return "".join(parts)
    except TypeError:  # a server that sends a number or null for text
        return "".join(part for part in parts if isinstance(cast("object", part), str))
