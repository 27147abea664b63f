"""A path template and its values in, a percent-encoded path out that no value can change the shape of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from .sentinels import NotGiven, Omit
from .text import to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = re.compile(r"\{([^{}]+)\}")


class Segment(str):
    """What a style has made of a value, encoded already."""

    __slots__ = ()


def expand_path(template: str, values: Mapping[str, object]) -> str:
    """`/v1/files/{id}` and `{"id": "a/b"}` -> `/v1/files/a%2Fb`."""

    def value(match: re.Match[str]) -> str:
        return _encoded(match[1], values.get(match[1]))

    return _PLACE.sub(value, template)


def _encoded(name: str, value: object) -> str:
    if value is None or isinstance(value, (NotGiven, Omit)):
        raise ValueError(f"Expected a value for the path parameter `{name}` but got {value!r}")
    text = to_text(value)
    # An empty value would name the collection; servers and proxies resolve `.` and `..`
    # even when they are percent-encoded.
    if text in ("", ".", ".."):
        raise ValueError(
            f"Expected a non-empty value for the path parameter `{name}`, not {text!r}"
        )
    return text if type(value) is Segment else quote(text, safe="")
