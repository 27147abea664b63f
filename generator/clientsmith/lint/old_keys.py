"""The value of an `x-client` in, the keys in it that have other names now out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clientsmith.document.limits import is_mapping

RENAMED: Mapping[str, Mapping[str, str]] = {
    "root": {"errors": "stream_errors"},
    "operation": {"also": "aliases", "always": "append_headers", "accept": "accept_header"},
    "schema": {
        "also": "exported_as",
        "values": "constant",
        "accepts": "accepts_responses",
    },
}
"""By role: what is written as before, under another key."""

_FOLLOW = "a link of the response that holds the address (`links`, with `x-client: {url: …}`)"
_HEADERS = "a list of parameters, or of references to them"


def old_keys(role: str, value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The way to each old key, and what it is now."""
    said: Mapping[str, Any] = value if is_mapping(value) else {}
    for key, name in RENAMED.get(role, {}).items():
        if key in said and (key != "errors" or _is_by_type(said[key])):
            yield (key,), f"called `{name}`"
    if role == "root" and is_mapping(said.get("headers")):
        yield ("headers",), _HEADERS
    if role == "root" and is_mapping(said.get("timeout")) and "total" in said["timeout"]:
        yield ("timeout", "total"), "called `per_attempt`"
    if role == "operation" and "follow" in said:
        yield ("follow",), _FOLLOW


def _is_by_type(value: Any) -> bool:
    """Whether errors are statuses by type, as those of streams are."""
    return is_mapping(value) and any(isinstance(each, int) for each in value.values())
