"""A JSON value in, the Python value that it writes out; the same object where it is no such."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..durations import to_duration

# Python 3.10 reads no Z, and just 3 or 6 digits of a fraction.
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?(?:[Zz]|([+-]\d\d):?(\d\d))?",
    re.ASCII,
)
_OF_DAY = re.compile(r"(\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?([Zz]|[+-]\d\d:\d\d)?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?([Ee][+-]?\d+)?", re.ASCII)
_UUID = re.compile(r"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}", re.ASCII | re.IGNORECASE)


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


def to_time(value: Any) -> Any:
    """`"03:04:05Z"` as a time."""
    found = _OF_DAY.fullmatch(value) if type(value) is str else None
    if found is None:
        return value
    time, fraction, zone = found.groups()
    zone = "+00:00" if zone in ("Z", "z") else zone or ""
    try:
        return datetime.time.fromisoformat(f"{time}.{fraction or '0':0<6}{zone}")
    except ValueError:
        return value


def to_timedelta(value: Any) -> Any:
    """`"P1DT2H"` as a timedelta."""
    found = to_duration(value) if type(value) is str else None
    return value if found is None else found


def to_uuid(value: Any) -> Any:
    """`"5b7d2a0e-8f43-4c1b-9d0e-1a2b3c4d5e6f"` as a UUID."""
    return UUID(value) if type(value) is str and _UUID.fullmatch(value) else value


def to_decimal(value: Any) -> Any:
    """`"1.50"` as a decimal."""
    return Decimal(value) if type(value) is str and _DECIMAL.fullmatch(value) else value
