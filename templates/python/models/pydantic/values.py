"""Models in, their copies, their dumps and the names of what was set in them out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from pydantic import BaseModel, TypeAdapter

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
    return cast("dict[str, Any]", _MAPPING.dump_python(values, **options))


def dump_json(values: dict[str, Any], **options: Any) -> str:
    """The same as JSON text."""
    return _MAPPING.dump_json(values, **options).decode()
