"""An operation whose body may have several media types and a call's arguments in, the operation as it
sends one of them out."""

from __future__ import annotations

import os
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from .sentinels import NotGiven, Omit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from .operation import Operation

    Row: TypeAlias = Mapping[str, Any]

_UNSENT = ("media_type", "takes")
_FILES = (bytes, bytearray, memoryview, tuple, os.PathLike)


def chosen(
    operation: Operation, values: Mapping[str, object]
) -> tuple[Operation, dict[str, object]]:
    """The media type that the caller names, or else the first that takes all that is given.

    Files go before: what is given as bytes or as a file is sent as such, where that can be.
    """
    values = dict(values)
    named = values.pop(operation.media_type or "", None)
    taken = {name for row in operation.bodies for name in row["takes"]}
    given = {
        name: value
        for name, value in values.items()
        if name in taken and not isinstance(value, (NotGiven, Omit))
    }
    if isinstance(named, str):
        return _as_sent(operation, _named(operation, named), named), values
    row = _fitting(operation, given)
    return _as_sent(operation, row, row["media_type"]), values


def _named(operation: Operation, media_type: str) -> Row:
    for row in operation.bodies:
        if fnmatchcase(media_type, row["media_type"]):
            return row
    known = ", ".join(row["media_type"] for row in operation.bodies)
    raise ValueError(f"{operation.id} takes {known}, not {media_type!r}")


def _fitting(operation: Operation, given: Mapping[str, object]) -> Row:
    fitting = [row for row in operation.bodies if given.keys() <= set(row["takes"])]
    if not fitting:
        rows = (f"{row['media_type']} has {', '.join(row['takes'])}" for row in operation.bodies)
        raise TypeError(f"No media type takes {', '.join(given)} together: {'; '.join(rows)}")
    if any(map(_is_file, given.values())):
        fitting.sort(key=lambda row: row["body"] not in ("multipart", "binary"))
    return fitting[0]


def _is_file(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_is_file, cast("Any", value)))
    return isinstance(value, _FILES) or hasattr(value, "read")


def _as_sent(operation: Operation, row: Row, media_type: str) -> Operation:
    return _sent(operation, operation.bodies.index(row), media_type)


@cache
def _sent(operation: Operation, index: int, media_type: str) -> Operation:
    """Always the same object, as plans are kept by it."""
    keywords = {
        name: value for name, value in operation.bodies[index].items() if name not in _UNSENT
    }
    styles = {**operation.styles, **keywords.pop("styles", {})}
    if "*" not in media_type and media_type != operation.bodies[index]["media_type"]:
        keywords["content_type"] = media_type
    return replace(operation, bodies=(), media_type=None, styles=styles, **keywords)
