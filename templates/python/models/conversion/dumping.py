"""Models in, the dictionaries and the JSON text that they were made of out."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from ..durations import duration_text

if TYPE_CHECKING:
    from .description import Describe, Description, Field


@dataclass(frozen=True, slots=True)
class Options:
    """What a dump shows: values that JSON knows or Python's own, whose names, and which fields."""

    json: bool = False
    by_alias: bool | None = True
    exclude_unset: bool = True
    exclude_defaults: bool = False
    exclude_none: bool = False


class Dumper:
    """Dumps the models of one flavour."""

    def __init__(self, describe: Describe) -> None:
        self._describe = describe

    def dump(self, value: Any, options: Options) -> Any:
        """The value with all models in it as dictionaries."""
        if isinstance(value, dict):
            items = cast("dict[str, Any]", value).items()
            return {name: self.dump(item, options) for name, item in items}
        if isinstance(value, list):
            return [self.dump(item, options) for item in cast("Any", value)]
        description = self._describe(type(value))
        if description is not None:
            entries = self._entries(description, value, options)
            return {name: self.dump(item, options) for name, item in entries}
        return _json_value(value) if options.json else value

    def _entries(
        self, description: Description, model: Any, options: Options
    ) -> Iterator[tuple[str, Any]]:
        given = description.set_names(model)
        for field in description.fields:
            value = getattr(model, field.name)
            if _is_shown(field, value, given, options):
                yield field.wire_name if options.by_alias else field.name, value
        for name, value in description.unknown(model).items():
            if not (options.exclude_none and value is None):
                yield name, value


def json_text(dumped: Any, indent: int | None) -> str:
    """What a dump in JSON's own values is as text; compact without an indent."""
    separators = None if indent else (",", ":")
    return json.dumps(dumped, indent=indent, separators=separators, ensure_ascii=False)


def _is_shown(field: Field, value: Any, given: Collection[str], options: Options) -> bool:
    if options.exclude_unset and field.name not in given:
        return False
    if options.exclude_none and value is None:
        return False
    return not (options.exclude_defaults and not field.required and value == field.default)


def _json_value(value: Any) -> Any:
    if isinstance(value, (datetime.datetime, datetime.time)):
        text = value.isoformat()
        return f"{text[:-6]}Z" if text.endswith("+00:00") else text
    if isinstance(value, datetime.timedelta):
        return duration_text(value)
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    return value.isoformat() if isinstance(value, datetime.date) else value
