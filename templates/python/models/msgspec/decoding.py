"""A type in, a decoder for it out: msgspec's fast path, and behind it conversion, which is lenient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from ..conversion.converters import Converters
from ..conversion.json_text import load_json
from ..decode import Decoder
from .base import PageModel, Unknown
from .describing import describe
from .native import NativeTypes

_converters = Converters(describe, Unknown)
_natives = NativeTypes(_converters)
_PROPERTIES = msgspec.json.Decoder(dict[str, msgspec.Raw])
construct = _converters.convert


class ModelDecoder(Decoder):
    """Decodes to a type by msgspec, and to the nearest thing when the JSON doesn't fit."""

    __slots__ = ("_target",)

    def __init__(self, target: Any) -> None:
        super().__init__(_natives.decoder(target))
        self._target = target

    def __call__(self, data: bytes, /) -> Any:
        try:
            return self.fast(data)
        except (ValueError, RecursionError):
            return construct(self._target, _json(data))


class PageDecoder(ModelDecoder):
    """Decodes to a page; what the fast path drops of it, but of nothing inside, is read as well."""

    __slots__ = ("_known",)

    def __init__(self, target: type[Any]) -> None:
        super().__init__(target)
        self._known = frozenset(target.__struct_encode_fields__)

    def __call__(self, data: bytes, /) -> Any:
        try:
            made = self.fast(data)
            unknown = {
                name: msgspec.json.decode(value)
                for name, value in _PROPERTIES.decode(data).items()
                if name not in self._known
            }
        except (ValueError, RecursionError):
            return construct(self._target, _json(data))
        if unknown:
            made._unknown = unknown
        return made


def make_decoder(target: Any) -> Decoder:
    """The decoder of a type; `object` stands for any JSON."""
    plain = _PLAIN.get(target) if isinstance(target, type) else None
    if plain is not None:
        return Decoder(plain)
    is_page = describe(target) is not None and issubclass(target, PageModel)
    return PageDecoder(target) if is_page else ModelDecoder(target)


def _json(data: bytes) -> Any:
    return load_json(data, msgspec.json.decode)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


_PLAIN: dict[type, Callable[[bytes], Any]] = {str: _text, bytes: bytes, object: _json}
