"""A type in, a decoder for it out: pydantic-core's fast path, and behind it the lenient one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_core import from_json

from ..decode import Decoder, InvalidJSON
from .lenient import construct, validator


class ModelDecoder(Decoder):
    """Decodes to a type by pydantic-core, and to the nearest thing when the JSON doesn't fit."""

    __slots__ = ("_target",)

    def __init__(self, target: Any) -> None:
        super().__init__(validator(target).validate_json)
        self._target = target

    def __call__(self, data: bytes, /) -> Any:
        try:
            return self.fast(data)
        except ValidationError:
            return construct(self._target, load_json(data))


def make_decoder(target: Any) -> Decoder:
    """The decoder of a type; `object` stands for any JSON."""
    plain = _PLAIN.get(target) if isinstance(target, type) else None
    return ModelDecoder(target) if plain is None else Decoder(plain)


def load_json(data: bytes) -> Any:
    """Any JSON; the standard library takes the lone surrogates and depths that jiter refuses."""
    try:
        return from_json(data)
    except ValueError as exc:
        reason = exc
    try:
        return json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise InvalidJSON(str(reason)) from reason


def partial_json(text: str, partial: bool | Literal["trailing-strings"]) -> Any:
    """JSON that may break off anywhere; a string that it breaks off in is kept if so asked."""
    return from_json(text, allow_partial=partial)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


_PLAIN: dict[type, Callable[[bytes], Any]] = {str: _text, bytes: bytes, object: load_json}
