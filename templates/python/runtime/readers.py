"""Chunks of a streamed body in, lists of typed items out; one reader per way of framing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .answers import media_type
from .decode import InvalidJSON, decoder
from .errors import APIResponseValidationError
from .failures import no_stream, stream_error
from .jsonl import LineSplitter
from .sse import BlockSplitter, EventParser, FrameTooLarge, ServerSentEvent, is_event

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

    from .settings import Settings

T = TypeVar("T")

_DATA = b"\ndata: "
# Blank lines between lines, and what many APIs end a stream with, which is no JSON.
_NO_ITEM = (b"", b"[DONE]")
# Event names come from a short list; a server that makes them up doesn't fill our memory.
_MOST_NAMES = 128
# So few items at a time that Python's garbage collector, which counts what is new and not yet gone,
# has no reason to run: with all the items of a chunk at once it takes as long again as decoding.
_AT_ONCE = 16


class Reader(Generic[T]):
    """Turns chunks into items; says when the stream is over, and with what failure."""

    def __init__(self, item: Any, response: httpx.Response) -> None:
        self.response = response
        self.decoder = decoder(item)
        self.fast = self.decoder.fast
        self.batch: list[T] = []
        self.pending: list[bytes] = []
        self.received = 0
        self.ended = False
        self.failure: Exception | None = None

    def read(self, chunk: bytes) -> Iterator[list[T]]:
        """The items that end in this chunk, by and by; with `failure` set, those before it."""
        try:
            frames = self.frames(chunk)
        except FrameTooLarge as exc:
            self.fail(APIResponseValidationError(self.response, None, message=str(exc)))
            return iter(())
        return self.batches(frames)

    def finish(self) -> Iterator[list[T]]:
        """The items that end with the stream."""
        self.ended = True
        return iter(())

    def stop(self) -> None:
        """No more items, not even those decoded already."""
        self.ended = True
        self.batch.clear()
        self.pending.clear()

    def fail(self, failure: Exception) -> None:
        """The stream ends here; what was read before is delivered first."""
        self.ended = True
        self.failure = failure

    def frames(self, chunk: bytes) -> list[bytes]:
        """The JSON of each item that ends in this chunk."""
        raise NotImplementedError

    @property
    def rest(self) -> bytes:
        """The beginning of an item whose end hasn't come."""
        raise NotImplementedError

    def batches(self, frames: list[bytes]) -> Iterator[list[T]]:
        """The items of frames, each few decoded when those before them are used up."""
        self.pending = frames
        for start in range(0, len(frames), _AT_ONCE):
            # There are none left after `stop`, or behind one that is not JSON.
            yield self.decode(frames[start : start + _AT_ONCE])

    def decode(self, frames: list[bytes]) -> list[T]:
        """All at once, where all are as foreseen."""
        try:
            self.batch = list(map(self.fast, frames))
        except ValueError:
            self.batch = self._decode_each(frames)
        self.received += len(self.batch)
        return self.batch

    def _decode_each(self, frames: list[bytes]) -> list[T]:
        items: list[T] = []
        for data in frames:
            if data.strip() in _NO_ITEM:
                continue
            try:
                items.append(self.decoder(data))
            except InvalidJSON as exc:
                self.fail(self._invalid(data, exc))
                self.pending.clear()
                break
        return items

    def _invalid(self, data: bytes, exc: InvalidJSON) -> Exception:
        body = data.decode("utf-8", "replace")
        message = f"An item of the stream is not JSON: {exc}"
        return APIResponseValidationError(self.response, body, message=message)


class EventReader(Reader[T]):
    """Items that are the data of server-sent events."""

    def __init__(
        self, item: Any, response: httpx.Response, settings: Settings, operation: str | None
    ) -> None:
        super().__init__(item, response)
        self._blocks = BlockSplitter()
        self._parser = EventParser()
        self._settings = settings
        self._operation = operation
        # A server may forget to say that it streams, and one that says nothing may do something else.
        self._is_certain = media_type(response) == "text/event-stream"
        self._heads: set[bytes] = set()
        """First lines such as `event: message_delta` that are known to begin an item."""

    @property
    def rest(self) -> bytes:
        return self._blocks.rest

    def finish(self) -> Iterator[list[T]]:
        if not self._is_certain:
            self._fail_as_no_stream(self.rest)
        return super().finish()

    def blocks(self, chunk: bytes) -> list[bytes]:
        """The events that end in this chunk, as they were sent."""
        blocks = self._blocks.feed(chunk)
        if not self._is_certain:
            first = next((block for block in blocks if block.strip()), None)
            if first is not None and not is_event(first):
                self._fail_as_no_stream(first)
                return []
            self._is_certain = first is not None
        return blocks

    def _fail_as_no_stream(self, began: bytes) -> None:
        self.fail(no_stream(self.response, began.decode("utf-8", "replace")))

    def frames(self, chunk: bytes) -> list[bytes]:
        frames: list[bytes] = []
        heads = self._heads
        # event: NAME⏎data: JSON    a name seen before, as nearly all are: one search
        # data: JSON                an API without names
        # anything else             by the rules
        for block in self.blocks(chunk):
            head, found, data = block.partition(_DATA)
            if found and head in heads and b"\n" not in data:
                frames.append(data)
            elif not found and block.startswith(b"data: ") and b"\n" not in block:
                frames.append(block[6:])
            else:
                self._parse(block, head, frames)
                if self.ended:
                    break
        return frames

    def _parse(self, block: bytes, head: bytes, frames: list[bytes]) -> None:
        event = self._parser.parse(block)
        if event is None or not self._is_item(event):
            return
        frames.append(event.data)
        if head.startswith(b"event:") and b"\n" not in head and len(self._heads) < _MOST_NAMES:
            self._heads.add(head)

    def _is_item(self, event: ServerSentEvent) -> bool:
        events = self._settings.stream_events
        if event.event != events.error:
            return event.event not in events.ignore
        body = _json_or_text(event)
        self.fail(stream_error(self._settings, body, self.response, operation=self._operation))
        return False


class WholeEventReader(EventReader[T]):
    """Items that are whole events, with names and ids, and the JSON of their data."""

    def frames(self, chunk: bytes) -> list[bytes]:
        frames: list[bytes] = []
        for block in self.blocks(chunk):
            event = self._parser.parse(block)
            if event is not None and self._is_item(event) and event.data.strip() not in _NO_ITEM:
                frames.append(self._frame(event))
            if self.ended:
                break
        return frames

    def _frame(self, event: ServerSentEvent) -> bytes:
        """An event as JSON; whether `12` is a number or a text is for its type to say."""
        frame = event.whole(as_json=True)
        if event.data[:1] not in (b"{", b"["):
            try:
                self.fast(frame)
            except ValueError:
                return event.whole(as_json=False)
        return frame


class TextEventReader(WholeEventReader[T]):
    """Items that are whole events whose data are texts."""

    def _frame(self, event: ServerSentEvent) -> bytes:
        return event.whole(as_json=False)


_KINDS: Mapping[str | None, type[EventReader[Any]]] = {
    "event_text": TextEventReader,
    "event_json": WholeEventReader,
}


def event_reader(
    item: Any, response: httpx.Response, settings: Settings, operation: str | None, kind: str | None
) -> Reader[Any]:
    """The reader of a stream of events, by its media type and by the operation's `stream_kind`."""
    if settings.stream_readers:
        make = settings.stream_readers.get(media_type(response))
        if make is not None:
            reader: Reader[Any] = make(item, response, settings, operation)
            return reader
    return _KINDS.get(kind, EventReader)(item, response, settings, operation)


class LineReader(Reader[T]):
    """Items that are lines of JSON."""

    def __init__(self, item: Any, response: httpx.Response) -> None:
        super().__init__(item, response)
        self._lines = LineSplitter()

    @property
    def rest(self) -> bytes:
        return self._lines.rest

    def frames(self, chunk: bytes) -> list[bytes]:
        return self._lines.feed(chunk)

    def finish(self) -> Iterator[list[T]]:
        self.ended = True
        return self.batches(self._lines.finish())


def _json_or_text(event: ServerSentEvent) -> object:
    try:
        return event.json()
    except ValueError:
        return event.text
