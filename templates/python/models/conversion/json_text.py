"""The bytes of a response in, the JSON value that they are out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ..decode import InvalidJSON


def load_json(data: bytes, read: Callable[[bytes], Any] = json.loads) -> Any:
    """Any JSON, be its text broken UTF-8 or its surrogates lone; what is none raises."""
    try:
        return read(data)
    except (ValueError, RecursionError) as exc:
        reason = exc
    try:
        return json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise InvalidJSON(str(reason)) from reason
