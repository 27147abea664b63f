"""A duration of ISO 8601 in, a timedelta out, and the other way round.

Years and months have no length of their own: a duration that counts in them stays a text.
"""

from __future__ import annotations

import datetime
import re

_DURATION = re.compile(
    r"(?P<sign>[+-]?)P(?=[\dT])(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?"
    r"(?:(?P<seconds>\d+)(?:[.,](?P<fraction>\d{1,6}))?S)?)?",
    re.ASCII,
)


def to_duration(text: str) -> datetime.timedelta | None:
    """`P1DT2H` as a timedelta; None for what is no duration, or none of a certain length."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    units = ("weeks", "days", "hours", "minutes", "seconds")
    try:
        length = datetime.timedelta(
            **{unit: int(found[unit] or 0) for unit in units},
            microseconds=int(f"{found['fraction'] or '':0<6}"),
        )
        return -length if found["sign"] == "-" else length
    except (OverflowError, ValueError):
        return None


def duration_text(value: datetime.timedelta) -> str:
    """A timedelta as `-P1DT2H3M4.5S`; nothing at all is `PT0S`."""
    sign, length = ("-", -value) if value < datetime.timedelta() else ("", value)
    minutes, seconds = divmod(length.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{length.microseconds:06}".rstrip("0") if length.microseconds else ""
    days = f"{length.days}D" if length.days else ""
    time = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M")) if count)
    if seconds or fraction:
        time += f"{seconds}{fraction}S"
    if not days and not time:
        return "PT0S"
    return f"{sign}P{days}{'T' if time else ''}{time}"
