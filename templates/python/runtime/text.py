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
    """`True` -> `true`, a date -> ISO 8601, an enum member -> its value, anything else -> `str`."""
    if isinstance(value, str) and not isinstance(value, enum.Enum):
        return value
    if isinstance(value, enum.Enum):
        return to_text(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(cast("bytes", value)).decode()
    if hasattr(value, "read"):
        raise TypeError(
            f"A {type(value).__name__} is a file, and sent only where the API has files"
        )
    return str(value)
