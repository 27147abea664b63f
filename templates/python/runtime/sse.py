"""Bytes of a `text/event-stream` in, cut anywhere, events out, by the rules of the WHATWG.

The rules are those of https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
with one addition: an event larger than a limit is refused instead of kept.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BOM = b"\xef\xbb\xbf"
_FIELDS = (b"data", b"event", b"id", b"retry", b"")
MAX_EVENT_BYTES = 64 * 1024 * 1024


class FrameTooLarge(ValueError):
    """One event or line had more bytes than the decoder holds."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"A part of the stream is larger than {limit} bytes.")
        self.limit = limit


@dataclass(frozen=True)
class ServerSentEvent:
    """One event: its name, its data, and the id that was last seen."""

    event: str = "message"
    data: bytes = b""
    id: str = ""

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")

    def json(self) -> Any:
        return json.loads(self.text)

    def whole(self, *, as_json: bool) -> bytes:
        """The event itself as JSON; data that is to be JSON, and is none, stays a text."""
        data: Any = self.text
        if as_json:
            with suppress(ValueError):
                data = self.json()
        said = {"event": self.event, "data": data, **({"id": self.id} if self.id else {})}
        return json.dumps(said).encode("ascii")


class BlockSplitter:
    """Cuts a stream into the blocks of lines between blank lines; every line end becomes LF.

    A block may begin with one LF: of three line ends in a row, two end a block.
    """

    __slots__ = ("_after_cr", "_held", "_kept", "_limit", "_started")

    def __init__(self, limit: int = MAX_EVENT_BYTES) -> None:
        self._limit = limit
        self._kept = bytearray()
        self._held = b""
        self._after_cr = False
        self._started = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """The blocks that end in this chunk; what is left is kept for the next."""
        if not self._started:
            chunk = self._without_bom(chunk)
        if self._after_cr or b"\r" in chunk:
            chunk = self._with_lf_only(chunk)
        if not chunk:
            return []
        # What is kept has no blank line in it, so one can only be in the chunk or at the seam.
        seam = chunk[0] == 10 and self._kept and self._kept[-1] == 10
        if not seam and b"\n\n" not in chunk:
            return self._keep(chunk)
        if self._kept:
            chunk = bytes(self._kept) + chunk
        blocks = chunk.split(b"\n\n")
        self._kept.clear()
        self._keep(blocks.pop())
        return blocks

    @property
    def rest(self) -> bytes:
        """What came after the last blank line: by the rules it is no event."""
        return self._held + bytes(self._kept)

    def _keep(self, part: bytes) -> list[bytes]:
        self._kept += part
        if len(self._kept) > self._limit:
            raise FrameTooLarge(self._limit)
        return []

    def _without_bom(self, chunk: bytes) -> bytes:
        """The byte order mark, which may come in three chunks, goes; anything else stays."""
        chunk = self._held + chunk
        if len(chunk) < len(BOM) and BOM.startswith(chunk):
            self._held = chunk
            return b""
        self._held = b""
        self._started = True
        return chunk.removeprefix(BOM)

    def _with_lf_only(self, chunk: bytes) -> bytes:
        """CR ends a line at once; the LF that may follow it in the next chunk then says nothing."""
        if chunk and self._after_cr and chunk[0] == 10:
            chunk = chunk[1:]
            self._after_cr = False
        if chunk:
            self._after_cr = chunk[-1] == 13
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


class EventParser:
    """Reads the fields of blocks; keeps what outlives one event: the last id and the retry time."""

    __slots__ = ("last_id", "retry")

    def __init__(self) -> None:
        self.last_id = ""
        self.retry: int | None = None
        """Milliseconds that the server asks to wait before connecting again."""

    def parse(self, block: bytes) -> ServerSentEvent | None:
        """The event of a block, None for one without data: a comment, an id, a retry time."""
        name = b""
        # Lines may be short and many: a list of them would be several times the size of the block.
        data = bytearray()
        for line in _lines(block):
            field, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if field == b"data":
                data += value + b"\n"
            elif field == b"event":
                name = value
            elif field:
                self._remember(field, value)
        if not data:
            return None
        return ServerSentEvent(_text(name) or "message", bytes(data[:-1]), self.last_id)

    def _remember(self, field: bytes, value: bytes) -> None:
        if field == b"id" and b"\0" not in value:
            self.last_id = _text(value)
        elif field == b"retry" and value.isdigit() and len(value) < 19:
            self.retry = int(value)


class SSEDecoder:
    """Chunks of bytes in, events out."""

    def __init__(self, limit: int = MAX_EVENT_BYTES) -> None:
        self.blocks = BlockSplitter(limit)
        self.parser = EventParser()

    def feed(self, chunk: bytes) -> list[ServerSentEvent]:
        """The events that end in this chunk; raises `FrameTooLarge` rather than hold one too many."""
        events = (self.parser.parse(block) for block in self.blocks.feed(chunk))
        return [event for event in events if event is not None]


def is_event(block: bytes) -> bool:
    """Whether a block has anything that events are made of, comments among it."""
    return any(line.partition(b":")[0] in _FIELDS for line in _lines(block) if line)


def _lines(block: bytes) -> Iterator[bytes]:
    start = 0
    while (end := block.find(b"\n", start)) >= 0:
        yield block[start:end]
        start = end + 1
    yield block[start:]


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
