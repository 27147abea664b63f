"""Chunks of an `application/vnd.amazon.eventstream` in, cut anywhere, typed items out, by botocore.

A message has a checksum of its head and one of the whole. It is an event, whose payload is JSON that
holds the item's own JSON as base64; or an exception, which ends the stream.
"""

from __future__ import annotations

import base64
import json
import struct
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from .. import readers
from ..errors import APIResponseValidationError
from ..failures import stream_error
from .signing import needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

    from ..settings import Settings
    from .platform import Platform

T = TypeVar("T")

# What botocore raises of a message that makes no sense although its checksums fit.
_MALFORMED = (struct.error, LookupError, ValueError)


class Reader(readers.Reader[T]):
    """Items that are events of AWS."""

    libraries: ClassVar = ("botocore",)

    def __init__(
        self,
        platform: Platform,
        item: Any,
        response: httpx.Response,
        settings: Settings,
        operation: str | None,
    ) -> None:
        super().__init__(item, response)
        library = needed("botocore.eventstream", platform)
        self._messages: Any = library.EventStreamBuffer()
        self._wrong: tuple[type[Exception], ...] = (library.ParserError, *_MALFORMED)
        self._kept = bytearray()
        self._settings = settings
        self._operation = operation
        events = settings.stream_events
        self._no_items = tuple(
            f'"{name}"'.encode() for name in (*events.ignore, events.error) if name
        )

    @property
    def rest(self) -> bytes:
        return bytes(self._kept)

    def frames(self, chunk: bytes) -> list[bytes]:
        self._kept += chunk
        self._messages.add_data(chunk)
        frames: list[bytes] = []
        try:
            for message in self._messages:
                del self._kept[: message.prelude.total_length]
                frames += self._items(message.headers, message.payload)
                if self.ended:
                    break
        except self._wrong as exc:
            self.fail(self._unreadable(f"A message of the stream can't be read: {exc}"))
        return frames

    def finish(self) -> Iterator[list[T]]:
        self.ended = True
        if self._kept:
            self.fail(self._unreadable("The stream ends in the middle of a message."))
        return iter(())

    def _items(self, headers: Mapping[str, Any], payload: bytes) -> Iterator[bytes]:
        """The JSON of a message's item, if it has one."""
        if headers.get(":message-type") != "event":
            self._end(_error_of(headers, payload))
            return
        encoded = _object(payload).get("bytes")
        data = base64.b64decode(encoded, validate=True) if isinstance(encoded, str) else b""
        # What is no item is seldom, so most aren't read twice.
        if any(name in data for name in self._no_items):
            value = _object(data)
            if value.get("type") == self._settings.stream_events.error:
                self._end(value)
                return
            if value.get("type") in self._settings.stream_events.ignore:
                return
        if data:
            yield data

    def _end(self, error: object) -> None:
        self.fail(stream_error(self._settings, error, self.response, operation=self._operation))

    def _unreadable(self, message: str) -> Exception:
        return APIResponseValidationError(self.response, None, message=message)


def _error_of(headers: Mapping[str, Any], payload: bytes) -> dict[str, object]:
    """An exception as errors of the API are: a type and a message."""
    said = _object(payload)
    kind = headers.get(":exception-type") or headers.get(":error-code")
    message = said.get("message") or said.get("Message") or headers.get(":error-message")
    return {"type": "error", "error": {"type": kind, "message": message}}


def _object(data: bytes) -> dict[str, Any]:
    try:
        value: object = json.loads(data)
    except ValueError:
        return {}
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
