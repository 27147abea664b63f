"""A value in, the text that stands for it out: in a path, a query or a form, and on a terminal."""

from __future__ import annotations

import datetime
import enum
import re
from typing import cast

# What moves a cursor, begins a command to a terminal or turns the direction of writing.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_LONGEST = 2000


def printable(text: str) -> str:
    """What others wrote, made harmless for a terminal, and no longer than a page."""
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], text)


def to_text(value: object) -> str:
    """`True` -> `true`, dates and times -> ISO 8601, an enum member -> its value, all else -> `str`."""
    if isinstance(value, str) and not isinstance(value, enum.Enum):
        return value
    if isinstance(value, enum.Enum):
        return to_text(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return _zoned(value).isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        from .durations import duration_text

        return duration_text(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(cast("bytes", value)).decode()
    if hasattr(value, "read"):
        raise TypeError(
            f"A {type(value).__name__} is a file, and sent only where the API has files"
        )
    return str(value)


def _zoned(value: datetime.datetime) -> datetime.datetime:
    """A datetime with its offset; one that has none is local time, as it is to Python itself.

    Where the system can't tell (years 1 and 9999), it stays as it is.
    """
    if value.tzinfo is not None:
        return value
    try:
        return value.astimezone()
    except (OverflowError, OSError, ValueError):
        return value
