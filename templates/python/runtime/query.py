"""A mapping of query values in, a query string out."""

from __future__ import annotations

import enum
from collections import UserString
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote_plus

from .sentinels import NotGiven, Omit
from .text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# A flag of several bits gives those when it is iterated.
_SINGLE = (str, bytes, bytearray, memoryview, enum.Enum, UserString)


class Pairs(list[tuple[str, str]]):
    """What a style has made of a value: names and texts, encoded as their place wants."""


def encode_query(values: Mapping[str, object]) -> str:
    """`{"a": [1, 2], "b": {"c": True}}` -> `a=1&a=2&b%5Bc%5D=true`; what has no name stands alone."""
    return "&".join(
        f"{name}={text}" if name else text
        for key, value in values.items()
        for name, text in _pairs(key, value)
    )


def query_items(values: Mapping[str, object]) -> list[tuple[str, str]]:
    """The same pairs unencoded, as form and multipart bodies hold them."""
    return [pair for key, value in values.items() for pair in _flat(key, value)]


def _pairs(key: str, value: object) -> Iterable[tuple[str, str]]:
    if type(value) is Pairs:
        return value
    return [(quote_plus(name), quote_plus(text)) for name, text in _flat(key, value)]


def _flat(key: str, value: object) -> Iterator[tuple[str, str]]:
    if not _said(value):
        return
    if is_mapping(value):
        for name, inner in cast("Any", value).items():
            yield from _flat(f"{key}[{name}]", inner)
    elif is_array(value):
        for item in cast("Any", value):
            yield from _flat(key, item)
    else:
        yield key, to_text(value)


def _said(value: object) -> bool:
    return value is not None and not isinstance(value, (NotGiven, Omit))


def is_mapping(value: object) -> bool:
    """Whether a value has names of its own (a dict, or anything with keys)."""
    return isinstance(value, dict) or (hasattr(value, "keys") and hasattr(value, "__getitem__"))


def is_array(value: object) -> bool:
    """Whether a value stands for several: any iterable that is no text, bytes, file or mapping."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return True
    return (
        hasattr(value, "__iter__")
        and not isinstance(value, _SINGLE)
        and not hasattr(value, "read")
        and not is_mapping(value)
    )
