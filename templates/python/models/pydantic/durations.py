"""The type of members that are durations of ISO 8601: pydantic's own gives years and months a length."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic_core import core_schema

from ..durations import duration_text, to_duration

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


class _AsWritten:
    """Reads durations that have a length, and writes them as they were."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _written, when_used="json-unless-none"
            ),
        )


def _read(value: Any) -> datetime.timedelta:
    if isinstance(value, datetime.timedelta):
        return value
    found = to_duration(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("a duration of ISO 8601 in weeks, days or less is expected")
    return found


def _written(value: Any) -> Any:
    """What was no duration when it came stays what it is."""
    return duration_text(value) if isinstance(value, datetime.timedelta) else value


ISODuration: TypeAlias = Annotated[datetime.timedelta, _AsWritten()]
