"""Models in, their copies, their dumps and the names of what was set in them out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from pydantic import BaseModel, TypeAdapter

from .lenient import complete

# Dumps models inside as what they are, with whatever options.
_MAPPING: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


def copied(value: Any, **changes: Any) -> Any:
    """A shallow copy of a model with other values in some fields; what is no model as it is."""
    return value.model_copy(update=changes) if isinstance(value, BaseModel) else value


def set_names(value: Any) -> Collection[str]:
    """The names of the fields that a server sent or a caller gave; () for what is no model."""
    return value.model_fields_set if isinstance(value, BaseModel) else ()


def dump(values: dict[str, Any], **options: Any) -> dict[str, Any]:
    """The values, models among them, as a dictionary; the options are those of `to_dict`."""
    return cast("dict[str, Any]", _MAPPING.dump_python(_completed(values), **options))


def dump_json(values: dict[str, Any], **options: Any) -> str:
    """The same as JSON text."""
    return _MAPPING.dump_json(_completed(values), **options).decode()


def _completed(values: dict[str, Any]) -> dict[str, Any]:
    """The values with the classes of their models built: before 2.14, pydantic builds none there."""
    for value in values.values():
        for each in cast("list[object]", value) if isinstance(value, list) else [value]:
            if isinstance(each, BaseModel):
                complete(type(each))
    return values
