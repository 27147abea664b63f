"""The format of a text in, the type of the standard library that it stands for out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from clientsmith.languages.protocol import Import

TEXT_TYPES: Final[Mapping[str, Import]] = {
    "date-time": Import("datetime", "datetime"),
    "date": Import("datetime", "date"),
    "time": Import("datetime", "time"),
    "duration": Import("datetime", "timedelta"),
    "uuid": Import("uuid", "UUID"),
    "decimal": Import("decimal", "Decimal"),
}
