"""A surface in, the text that it is kept as out, and the reverse."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from clientsmith.diff.surface import Member, Method, NamedType, Shape, Surface


def to_text(surface: Surface) -> str:
    """A surface as JSON."""
    return json.dumps(asdict(surface))


def from_text(text: str | None) -> Surface | None:
    """The surface that a text holds; None for a text of another version, or none."""
    try:
        said = json.loads(text or "null")
        methods = {key: _method(each) for key, each in said.pop("methods").items()}
        types = {key: _type(each) for key, each in said.pop("types").items()}
        exports = tuple(said.pop("exports"))
        return Surface(**said, methods=methods, types=types, exports=exports)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _method(said: dict[str, Any]) -> Method:
    given = {
        "arguments": _members(said.pop("arguments")),
        "positional": tuple(said.pop("positional")),
        "returns": _shape(said.pop("returns")),
        "stream": _shape(said.pop("stream")),
    }
    return Method(**said, **given)


def _type(said: dict[str, Any]) -> NamedType:
    fields, shape = said.pop("fields"), said.pop("shape")
    return NamedType(
        **said, fields=None if fields is None else _members(fields), shape=_shape(shape)
    )


def _members(said: dict[str, Any]) -> dict[str, Member]:
    return {key: Member(**{**each, "shape": _shape(each["shape"])}) for key, each in said.items()}


def _shape(said: Any) -> Any:
    """JSON has lists where a shape is of tuples."""
    if not isinstance(said, list):
        return said
    shape: Shape = tuple(_shape(each) for each in said)
    return shape
