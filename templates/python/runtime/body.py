"""A request body of any accepted shape in, JSON bytes out."""

from __future__ import annotations

import base64
import datetime
import decimal
import enum
import io
import json
import os
import re
import uuid
from collections import UserString
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from .models import is_model, set_fields
from .query import is_mapping
from .redact import Secrets
from .sentinels import NotGiven, Omit
from .text import to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .operation import Base64Members

_DEEPEST = 200
_SCALARS = frozenset((str, int, float, bool))
_BYTES = (bytes, bytearray, memoryview)
_TEXTS = (datetime.date, datetime.time, datetime.timedelta, uuid.UUID)


# What stands before the digits of a Decimal until the text is written: nobody else can know it.
_NUMBER = os.urandom(16).hex()
_QUOTED_NUMBER = re.compile(f'"{_NUMBER}([^"]*)"')


class JSONBody(NamedTuple):
    """A body as it is sent, or the files to be read for it; and its value, iterables as lists."""

    data: bytes | PendingFiles
    value: Any


def encode_json(value: object, base64_members: Base64Members = ()) -> JSONBody:
    """`{"a": date(2026, 1, 2), "b": omit}` -> `b'{"a":"2026-01-02"}'`; with files inside, later."""
    with suppress(_NotPlainError):
        return JSONBody(_encoded(value), value)
    plain, files = to_plain(value, base64_members)
    return JSONBody(PendingFiles(plain, files) if files else _encoded(plain[0]), plain[0])


def json_bytes(value: object, base64_members: Base64Members = ()) -> bytes:
    """The same at once: for what is part of a request."""
    data = encode_json(value, base64_members).data
    return data if isinstance(data, bytes) else data.read()


class PendingFiles:
    """A body that holds files, whose reading may block: it is done when asked for, once."""

    __slots__ = ("_files", "_plain")

    def __init__(self, plain: list[Any], files: list[_File]) -> None:
        self._plain = plain
        self._files = files

    def read(self) -> bytes:
        """The JSON with the files in it."""
        for file in self._files:
            file.holder[file.key] = _base64_of(file.source)
        return _encoded(self._plain[0])


@dataclass(frozen=True, slots=True, repr=False)
class _File:
    """A file, and the place in a body where its text belongs."""

    holder: Any
    key: Any
    source: Any


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
        raise TypeError("extra_body can only be merged into an object, and has to be one itself")
    return Secrets({**layers[0], **layers[1]})


def to_plain(value: Any, base64_members: Base64Members = ()) -> tuple[list[Any], list[_File]]:
    """A list of the value as what `json.dumps` knows, and the files that are still to be read."""
    walk = _Walk(base64_members)
    plain: list[Any] = [None]
    walk.put(plain, 0, value, (), encoded=any(name == "" for name, _ in base64_members))
    return plain, walk.files


class _Walk:
    """Builds a value anew: left-out entries are gone, iterables are lists."""

    def __init__(self, base64_members: Base64Members) -> None:
        self._base64_members = base64_members
        self.files: list[_File] = []

    def put(
        self, holder: Any, key: Any, value: Any, way: tuple[Any, ...], *, encoded: bool
    ) -> None:
        """The plain value into its place; `encoded` where that is one for base64."""
        if value is None or type(value) in _SCALARS:
            holder[key] = value
        elif encoded and _is_file(value):
            holder[key] = None
            self.files.append(_File(holder, key, value))
        else:
            holder[key] = self._plain(value, way, encoded)

    def _plain(self, value: Any, way: tuple[Any, ...], encoded: bool) -> Any:
        if len(way) > _DEEPEST:
            raise ValueError(
                f"The body is nested deeper than {_DEEPEST} levels, or contains itself"
            )
        properties = properties_of(value)
        if properties is not None:
            return self._object(properties, way, encoded)
        if isinstance(value, (list, tuple)):
            return self._items(value, way, encoded)
        if isinstance(value, enum.Enum):
            return self._plain_item(value.value, way, encoded)
        if encoded and isinstance(value, _BYTES):
            return base64.b64encode(cast("bytes", value)).decode("ascii")
        if isinstance(value, _BYTES) or _is_file(value):
            kind: type = type(cast("object", value))
            raise TypeError(
                f"{_told(way)} is a {kind.__name__}: files and bytes are taken only where "
                "the API has base64, and no file is read anywhere else"
            )
        if isinstance(value, (*_TEXTS, UserString)):
            return to_text(value)
        if isinstance(value, decimal.Decimal) and not value.is_finite():
            raise ValueError(f"{_told(way)} is {value}, and JSON has no such number")
        if isinstance(value, (str, int, float, decimal.Decimal)):
            return value
        if hasattr(value, "__iter__"):
            return self._items(value, way, encoded)
        raise TypeError(f"{_told(way)} is a {type(value).__name__}, which can't be sent as JSON")

    def _plain_item(self, value: Any, way: tuple[Any, ...], encoded: bool) -> Any:
        holder: list[Any] = [None]
        self.put(holder, 0, value, way, encoded=encoded)
        return holder[0]

    def _object(self, properties: Mapping[Any, Any], way: tuple[Any, ...], encoded: bool) -> Any:
        made: dict[str, Any] = {}
        members = {
            name
            for name, beside in self._base64_members
            if all(each in properties and properties[each] == beside[each] for each in beside)
        }
        for name, item in properties.items():
            if not isinstance(item, (NotGiven, Omit)):
                key = _key(name)
                self.put(made, key, item, (*way, key), encoded=encoded or key in members)
        return made

    def _items(self, items: Any, way: tuple[Any, ...], encoded: bool) -> list[Any]:
        made: list[Any] = []
        for item in items:
            if not isinstance(item, (NotGiven, Omit)):
                made.append(None)
                index = len(made) - 1
                self.put(made, index, item, (*way, index), encoded=encoded)
        return made


def _is_file(value: Any) -> bool:
    return isinstance(value, (io.IOBase, os.PathLike)) or hasattr(value, "read")


def _told(way: tuple[Any, ...]) -> str:
    """`("messages", 0, "content")` -> `` `messages[0].content` ``."""
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in way]
    return f"`{''.join(steps).removeprefix('.')}`" if way else "The body"


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
        given = value.to_dict()
        return cast("Mapping[Any, Any]", given) if is_mapping(given) else None
    return None


def _key(name: Any) -> str:
    return name if type(name) is str else to_text(name)


def _simple(value: Any) -> Any:
    """What the C encoder asks for each value it does not know: the cases that can't be wrong."""
    if isinstance(value, _TEXTS):
        return to_text(value)
    if is_model(value):
        return set_fields(value)
    if isinstance(value, decimal.Decimal) and value.is_finite():
        return f"{_NUMBER}{value}"
    # An iterator must not be used up here: `to_plain` starts again from the beginning.
    raise _NotPlainError


def _encoded(value: Any) -> bytes:
    text = _encoder.encode(value)
    if _NUMBER in text:
        text = _QUOTED_NUMBER.sub(r"\1", text)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8; escaped it is still JSON.
        return _QUOTED_NUMBER.sub(r"\1", _ascii_encoder.encode(value)).encode("ascii")


class _NotPlainError(Exception):
    """The C encoder met a value that has to be replaced or left out."""


_encoder = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_simple
)
_ascii_encoder = json.JSONEncoder(separators=(",", ":"), allow_nan=False, default=_simple)
