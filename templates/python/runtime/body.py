"""A request body of any accepted shape in, JSON bytes out."""

from __future__ import annotations

import base64
import datetime
import decimal
import enum
import io
import json
import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .models import is_model, set_fields
from .query import is_mapping
from .sentinels import NotGiven, Omit
from .text import to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEEPEST = 200
_SCALARS = frozenset((str, int, float, bool))


def encode_json(value: object) -> bytes | PendingFiles:
    """`{"a": date(2026, 1, 2), "b": omit}` -> `b'{"a":"2026-01-02"}'`; with files inside, later."""
    try:
        return _encoded(value)
    except _NotPlainError:
        files: list[_File] = []
        plain = to_plain(value, files)
        return PendingFiles(plain, files) if files else _encoded(plain)


def json_bytes(value: object) -> bytes:
    """The same at once: for what is part of a request."""
    data = encode_json(value)
    return data if isinstance(data, bytes) else data.read()


class PendingFiles:
    """A body that holds files, whose reading may block: it is done when asked for, once."""

    __slots__ = ("_files", "_plain")

    def __init__(self, plain: Any, files: list[_File]) -> None:
        self._plain = plain
        self._files = files

    def read(self) -> bytes:
        """The JSON with the files in it."""
        for file in self._files:
            file.text = _base64_of(file.source)
        return _encoded(self._plain)


class _File:
    """The place of a file in a body."""

    __slots__ = ("source", "text")

    def __init__(self, source: Any) -> None:
        self.source = source
        self.text = ""


def _base64_of(file: Any) -> str:
    data: Any = Path(file).read_bytes() if hasattr(file, "__fspath__") else file.read()
    return base64.b64encode(data.encode() if isinstance(data, str) else data).decode("ascii")


def merge_body(body: object, extra: object) -> object:
    """The body with `extra_body` laid over its top level."""
    if extra is None or isinstance(extra, (NotGiven, Omit)):
        return body
    if body is None or isinstance(body, (NotGiven, Omit)):
        return extra
    layers = [properties_of(body), properties_of(extra)]
    if layers[0] is None or layers[1] is None:
        raise TypeError(
            f"extra_body can only be merged into an object, not {type(extra).__name__} "
            f"into {type(body).__name__}"
        )
    return {**layers[0], **layers[1]}


def to_plain(value: Any, files: list[_File], depth: int = 0) -> Any:
    """The value as what `json.dumps` knows; left-out entries are gone, iterables are lists."""
    if value is None or type(value) in _SCALARS:
        return value
    if depth > _DEEPEST:
        raise ValueError(f"The body is nested deeper than {_DEEPEST} levels, or contains itself")
    properties = properties_of(value)
    if properties is not None:
        return {
            _key(name): to_plain(item, files, depth + 1)
            for name, item in properties.items()
            if not isinstance(item, (NotGiven, Omit))
        }
    if isinstance(value, (list, tuple)):
        return _items(value, files, depth)
    return _special(value, files, depth)


def _special(value: Any, files: list[_File], depth: int) -> Any:
    if isinstance(value, enum.Enum):
        return to_plain(value.value, files, depth + 1)
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (datetime.date, datetime.time, uuid.UUID)):
        return to_text(value)
    if isinstance(value, decimal.Decimal):
        return int(value) if value.is_finite() and value == value // 1 else float(value)
    if isinstance(value, (io.IOBase, os.PathLike)) or hasattr(value, "read"):
        files.append(_File(value))
        return files[-1]
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(bytes(cast("bytes", value))).decode("ascii")
    if hasattr(value, "__iter__"):
        return _items(value, files, depth)
    raise TypeError(f"A {type(value).__name__} can't be sent as JSON")


def _items(value: Any, files: list[_File], depth: int) -> list[Any]:
    return [
        to_plain(item, files, depth + 1) for item in value if not isinstance(item, (NotGiven, Omit))
    ]


def properties_of(value: Any) -> Mapping[Any, Any] | None:
    """The properties of a mapping, a model (those that were set) or a dataclass; or what an object
    says with `to_dict()`."""
    if is_mapping(value):
        return cast("Mapping[Any, Any]", value)
    if isinstance(value, (str, list, tuple)):
        return None
    if is_model(value):
        return set_fields(value)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if hasattr(value, "to_dict") and not isinstance(value, type):
        return cast("Mapping[Any, Any]", value.to_dict())
    return None


def _key(name: Any) -> str:
    return name if type(name) is str else to_text(name)


def _simple(value: Any) -> Any:
    """What the C encoder asks for each value it does not know: the cases that can't be wrong."""
    if isinstance(value, (datetime.date, datetime.time, uuid.UUID)):
        return to_text(value)
    if is_model(value):
        return set_fields(value)
    if isinstance(value, _File):
        return value.text
    # An iterator must not be used up here: `to_plain` starts again from the beginning.
    raise _NotPlainError


def _encoded(value: Any) -> bytes:
    text = _encoder.encode(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8; escaped it is still JSON.
        return _ascii_encoder.encode(value).encode("ascii")


class _NotPlainError(Exception):
    """The C encoder met a value that has to be replaced or left out."""


_encoder = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_simple
)
_ascii_encoder = json.JSONEncoder(separators=(",", ":"), allow_nan=False, default=_simple)
