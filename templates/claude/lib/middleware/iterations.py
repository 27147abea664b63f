"""What each model of a chain says that it used up in, `usage.iterations` of the whole message out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .members import objects

_COUNTS = (
    "input_tokens",
    "output_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
)


def declined(usage: Mapping[str, Any], model: str) -> list[dict[str, Any]]:
    """The entries of a model that refused: its own, or one made of its totals."""
    own = [{**entry, "type": "message"} for entry in objects(usage.get("iterations"))]
    if len(own) == 1 and not own[0].get("model"):
        own[0]["model"] = model
    return own or [_entry("message", usage, model)]


def served(usage: Mapping[str, Any], model: str) -> dict[str, Any]:
    """The entry of the model that answered."""
    own = objects(usage.get("iterations"))
    if not own:
        return _entry("fallback_message", usage, model)
    return {**own[-1], "type": "fallback_message", "model": own[-1].get("model") or model}


def _entry(kind: str, usage: Mapping[str, Any], model: str) -> dict[str, Any]:
    counts = {name: usage.get(name) or 0 for name in _COUNTS}
    return {
        "type": kind,
        "model": model,
        **counts,
        "cache_creation": usage.get("cache_creation"),
    }
