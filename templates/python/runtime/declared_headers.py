"""The headers of a response in, a model of those that the API declares out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .answers import of_status
from .decode import decode

if TYPE_CHECKING:
    from typing import TypeAlias

    import httpx

    Written: TypeAlias = str | tuple[str, str] | tuple[str, Mapping[str, str]]
    HeaderType: TypeAlias = tuple[str, Mapping[str, Written]]
"""The model, and by the name of a header how it is written: as a `text`, an `integer`, a `number`, a
`boolean` or `json`; `("list", "integer")`; `("object", {"a": "integer"})` is `a,1`, with a star `a=1`."""


def declared_headers(types: Mapping[str, HeaderType], response: httpx.Response) -> Any:
    """The model for the response's status, None if none is declared; what is not there has no value."""
    found = of_status(types, response.status_code)
    if found is None:
        return None
    reference, written = found
    values = {
        name: _value(response.headers[name], how)
        for name, how in written.items()
        if name in response.headers
    }
    return decode(reference, json.dumps(values).encode())


def _value(text: str, how: Written) -> Any:
    """A header's value as JSON has it, in the style `simple`."""
    if isinstance(how, str):
        return _scalar(text, how)
    kind, inner = how
    parts = [part.strip() for part in text.split(",")] if text else []
    if isinstance(inner, str):
        return [_scalar(part, inner) for part in parts]
    if kind == "object*":
        pairs = [part.partition("=")[::2] for part in parts]
    else:
        pairs = list(zip(parts[::2], parts[1::2], strict=False))
    return {name: _scalar(part, inner.get(name, "text")) for name, part in pairs}


def _scalar(text: str, kind: str) -> Any:
    """What isn't of its kind stays a text."""
    if kind == "text":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
