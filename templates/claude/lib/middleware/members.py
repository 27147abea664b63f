"""A JSON value in, the same as what it should be out; nothing of it where it is something else."""

from __future__ import annotations

from typing import Any, cast


def mapping(value: object) -> dict[str, Any]:
    """The object itself, so that changes of it show; `{}` for anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of an array."""
    items = cast("list[object]", value) if isinstance(value, list) else []
    return [each for each in map(mapping, items) if each]
