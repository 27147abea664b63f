"""The name of a type and the bytes of a response in, a typed value out."""

from __future__ import annotations

import importlib
import types
from collections.abc import Callable
from threading import RLock
from typing import Any, TypeAlias

from . import models

# The package this runtime stands in; "" where the runtime is imported by itself.
_PACKAGE = (__package__ or "").rpartition(".")[0]


class Decoder:
    """Makes values of one type from JSON."""

    __slots__ = ("fast",)

    def __init__(self, fast: Callable[[bytes], Any]) -> None:
        self.fast = fast
        """For what fits the type exactly; raises `ValueError` for all else."""

    def __call__(self, data: bytes, /) -> Any:
        """For any JSON; raises `InvalidJSON` for what is none."""
        return self.fast(data)


Reference: TypeAlias = str
"""`.types.models:ModelInfo` is looked up below the package, `[]` behind it makes it a list of them;
`str`, `bytes` and `json` are what they say."""


class InvalidJSON(ValueError):
    """Bytes that should be JSON and aren't."""


_cache: dict[Any, Decoder] = {}
_lock = RLock()


def decode(reference: Reference, data: bytes) -> Any:
    """A response's bytes as the type; what the type didn't foresee arrives all the same."""
    return decoder(reference)(data)


def decoder(reference: Any) -> Decoder:
    """The decoder of a reference or of a type, made when first asked for."""
    found = _find(reference)
    if found is None:
        with _lock:
            found = _find(reference)
            if found is None:
                found = models.make_decoder(type_of(reference))
                _keep(reference, found)
    return found


def resolve(reference: Reference) -> Any:
    """The type that a reference names."""
    module, _, name = reference.partition(":")
    if module.startswith("."):
        loaded = importlib.import_module(f"{_PACKAGE}{module}" if _PACKAGE else module[1:])
    else:
        loaded = importlib.import_module(module)
    return getattr(loaded, name)


def type_of(reference: Any) -> Any:
    """The type of a reference; a type is its own."""
    if not isinstance(reference, str):
        return reference
    if reference.endswith("[]"):
        return _list_of(type_of(reference[:-2]))
    return _SIMPLE.get(reference) or resolve(reference)


def _list_of(item: Any) -> Any:
    return types.GenericAlias(list, (item,))


_SIMPLE: dict[str, Any] = {"str": str, "bytes": bytes, "json": object}


def _find(reference: Any) -> Decoder | None:
    try:
        return _cache.get(reference)
    except TypeError:  # a type whose annotations can't be hashed
        return None


def _keep(reference: Any, made: Decoder) -> None:
    try:
        _cache[reference] = made
    except TypeError:
        return
