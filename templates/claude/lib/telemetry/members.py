"""A model or a mapping and the way to a member in, the member out; None where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


def member(value: Any, way: str) -> Any:
    """`member(usage, "cache_creation.ephemeral_5m_input_tokens")`."""
    for name in way.split("."):
        if isinstance(value, Mapping):
            value = cast("Mapping[str, Any]", value).get(name)
        else:
            value = getattr(value, name, None)
    return value
