"""A surface in, the text that it is kept as out, and the reverse."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from clientsmith.diff.surface import Member, Method, NamedType, Surface
from clientsmith.document.limits import is_list


def to_text(surface: Surface) -> str:
    """A surface as JSON."""
    return json.dumps(surface, default=_rows)


def _rows(value: Any) -> dict[str, Any]:
    """The fields of a part; `asdict` would copy each of them."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


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
    return Method(
        call=said["call"],
        arguments=_members(said["arguments"]),
        positional=tuple(said["positional"]),
        returns=_shape(said["returns"]),
        stream=_shape(said["stream"]),
        deprecated=said["deprecated"],
        text=said["text"],
        place=said["place"],
    )


def _type(said: dict[str, Any]) -> NamedType:
    fields = said["fields"]
    return NamedType(
        side=said["side"],
        fields=None if fields is None else _members(fields),
        shape=_shape(said["shape"]),
        deprecated=said["deprecated"],
        text=said["text"],
        place=said["place"],
    )


def _members(said: dict[str, Any]) -> dict[str, Member]:
    return {key: Member(**{**each, "shape": _shape(each["shape"])}) for key, each in said.items()}


def _shape(said: Any) -> Any:
    """JSON has lists where a shape is of tuples."""
    return tuple(_shape(each) for each in said) if is_list(said) else said
