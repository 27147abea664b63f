"""A type in, a decoder for it out: JSON is read by the standard library, and then converted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..conversion.converters import Converters
from ..conversion.json_text import load_json
from ..decode import Decoder
from .base import Unknown
from .describing import describe

_converters = Converters(describe, Unknown)
construct = _converters.convert


def make_decoder(target: Any) -> Decoder:
    """The decoder of a type; `object` stands for any JSON."""
    plain = _PLAIN.get(target) if isinstance(target, type) else None
    return Decoder(plain or _reader(target))


def _reader(target: Any) -> Callable[[bytes], Any]:
    def read(data: bytes) -> Any:
        return construct(target, load_json(data))

    return read


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


_PLAIN: dict[type, Callable[[bytes], Any]] = {str: _text, bytes: bytes, object: load_json}
