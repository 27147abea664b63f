"""A JSON value in, the Python value that it writes out; the same object where it is no such."""

from __future__ import annotations

import datetime
import re
from typing import Any

# Python 3.10 reads no Z, and just 3 or 6 digits of a fraction.
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?(?:[Zz]|([+-]\d\d):?(\d\d))?",
    re.ASCII,
)


def to_float(value: Any) -> Any:
    """`3` is a number as well."""
    return float(value) if type(value) is int else value


def to_datetime(value: Any) -> Any:
    """`"2026-01-02T03:04:05Z"` as a datetime."""
    found = _TIME.fullmatch(value) if type(value) is str else None
    if found is None:
        return value
    date, time, fraction, hours, minutes = found.groups()
    zone = f"{hours}:{minutes}" if hours else "+00:00" if value[-1] in "Zz" else ""
    try:
        return datetime.datetime.fromisoformat(f"{date}T{time}.{fraction or '0':0<6}{zone}")
    except ValueError:
        return value


def to_date(value: Any) -> Any:
    """`"2026-01-02"` as a date."""
    if type(value) is not str or len(value) != 10:
        return value
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return value
