"""A plain value in, the text that stands for it in a path, a query or a form out."""

from __future__ import annotations

import datetime
import enum


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
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode()
    return str(value)
