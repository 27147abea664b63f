"""The events of a streamed message in, the message as far as it has come out, made when looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..._runtime.models import copied, partial_json, set_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..structured_outputs.beta_messages import ParsedBetaMessage
    from ..structured_outputs.messages import ParsedMessage

# Facts of a message_delta that say something even when they are null.
_NULLABLE = ("stop_reason", "stop_sequence", "stop_details")


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

    __slots__ = ("_block", "_dirty", "_partial", "citations", "json", "text", "thinking", "type")

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

    def add(self, delta: Any) -> None:
        """What one content_block_delta brings; a kind that isn't known changes nothing."""
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

    def input(self, count: int) -> object:
        """The tool's input as far as the first pieces of its JSON go."""
        text = self.json.upto(count)
        if not text:
            return getattr(self._block, "input", None)
        try:
            return partial_json(text, self._partial)
        except ValueError as exc:
            raise ValueError(
                f"The model's input for a tool is not JSON ({exc}); asking again may help: {text}"
            ) from exc

    def read(self, read: Callable[[str], Any]) -> None:
        """The block is complete: what its text says is read."""
        if self.type == "text":
            self._block.parsed_output = read(self.text.whole())

    def block(self) -> Any:
        """The block as it is now: one object, brought up to date."""
        if self._dirty:
            self._dirty = False
            for name in ("text", "thinking"):
                pieces: Pieces = getattr(self, name)
                if pieces.parts:
                    setattr(self._block, name, pieces.whole())
            if self.citations:
                self._block.citations = list(self.citations)
            if self.json.parts:
                self._block.input = self.input(len(self.json.parts))
        return self._block


class MessageState:
    """A message that is being streamed. Adding an event costs the same however long it is."""

    def __init__(self, partial: bool | str = True, copies: Copies | None = None) -> None:
        """`partial` is what becomes of a string that JSON breaks off in: see `partial_json`."""
        self._partial = partial
        self._copies = copies or Copies()
        self._message: Any = None
        self.blocks: dict[int, BlockState] = {}
        self.complete = False
        """Whether the message came to its end, for whatever reason."""

    def add(self, event: Any) -> BlockState | None:
        """Take in one event; the block it belongs to, None where it belongs to none."""
        kind = event.type
        if kind == "content_block_delta":
            block = self.blocks.get(event.index)
            if block is not None:
                block.add(event.delta)
            return block
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

    @property
    def started(self) -> bool:
        return self._message is not None

    def message(self) -> ParsedMessage | ParsedBetaMessage:
        """The message as it is now: one object, brought up to date."""
        if self._message is None:
            raise RuntimeError("There is no message yet: the stream has not begun.")
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
        if block is not None and self._copies.read is not None:
            try:
                block.read(self._copies.read)
            except ValueError as error:
                vars(error).update(snapshot=self.message())
                raise
        return block

    def _close(self, event: Any) -> None:
        """The counts of a message_delta are totals, and what it leaves out stays as it was."""
        self.complete = event.delta.stop_reason is not None
        _update(self._message, event.delta, nullable=_NULLABLE)
        _update(self._message.usage, event.usage)
        _update(self._message, event, leave=("type", "delta", "usage"))


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
