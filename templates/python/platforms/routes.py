"""A call of the API and a platform in, the same call as it is sent there out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from ..body import merge_body, properties_of
from ..headers import HeaderSet
from ..paths import Segment
from ..sentinels import NotGiven, Omit, omit
from ..text import to_text
from .platform import NotOnPlatformError, places

if TYPE_CHECKING:
    from ..arguments import Arguments
    from ..operation import Operation
    from .platform import Platform

# What models are called has these in it, and servers take them as they are.
_KEPT = ":@"


def call_of(operation: Operation) -> str:
    """How a platform writes a call: `POST /pets`."""
    return f"{operation.method} {operation.path.partition('?')[0]}"


def check(platform: Platform, operation: Operation) -> None:
    """Refuses a call that the platform hasn't.

    Raises:
        NotOnPlatformError: the platform and the call are named.
    """
    if not platform.has(call_of(operation)):
        raise NotOnPlatformError(f"{platform.title} has no `{operation.id}`")


def routed(
    platform: Platform,
    operation: Operation,
    arguments: Arguments,
    values: Mapping[str, Any],
    custom_headers: Mapping[str, Any],
) -> tuple[Operation, Arguments]:
    """The call as its route says; `values` are the client's arguments.

    Raises:
        NotOnPlatformError: a member of the body is given that the platform doesn't take.
        TypeError: the body is no object.
    """
    route = platform.routes[call_of(operation)]
    body = _body(platform, operation, arguments)
    for name in route.get("lacks", ()):
        if name in body:
            raise NotOnPlatformError(f"{platform.title} takes no `{name}` in `{operation.id}`")
    streams = arguments.stream or body.get("stream") is True
    path = (streams and route.get("stream_path")) or route.get("path")
    for name in route.get("drop", ()):
        body.pop(name, None)
    arguments = _with_headers_moved(operation, arguments, route, body, custom_headers)
    body = {**route.get("body", {}), **body}
    if path is None:
        return operation, arguments.replace(body=body, extra_body=None)
    known = {**arguments.path, **values}
    filled = {name: known[name] if name in known else body.pop(name, None) for name in places(path)}
    segments = {name: _segment(value) for name, value in filled.items()}
    return _at(operation, path), arguments.replace(body=body, extra_body=None, path=segments)


@lru_cache(maxsize=1024)
def served(operation: Operation, server: str) -> Operation:
    """The operation at an address of its own; always the same object, as plans are kept by it."""
    return replace(operation, server=server)


@lru_cache(maxsize=1024)
def _at(operation: Operation, path: str) -> Operation:
    """The operation with another path, which has nothing of the API's query; the same object too."""
    return replace(operation, path=path, constant_query={})


def _segment(value: object) -> object:
    """A value of the path, encoded but for what may stay."""
    if value is None or isinstance(value, (NotGiven, Omit)):
        return value
    text = to_text(value)
    return Segment(quote(text, safe=_KEPT)) if text not in ("", ".", "..") else text


def _body(platform: Platform, operation: Operation, arguments: Arguments) -> dict[str, Any]:
    """A copy of the body's members, less those that were left out."""
    merged = merge_body(arguments.body, arguments.extra_body)
    nothing: dict[str, Any] = {}
    members = nothing if isinstance(merged, (NotGiven, Omit)) else properties_of(merged)
    if members is None:
        raise TypeError(f"{platform.title} takes a JSON object in `{operation.id}`")
    absent = (NotGiven, Omit)
    return {name: each for name, each in members.items() if not isinstance(each, absent)}


def _with_headers_moved(
    operation: Operation,
    arguments: Arguments,
    route: Mapping[str, Any],
    body: dict[str, Any],
    custom_headers: Mapping[str, Any],
) -> Arguments:
    """Puts headers into the body, as a route says; the arguments without those that moved there."""
    rows: Mapping[str, Mapping[str, Any]] = route.get("from_headers", {})
    if not rows:
        return arguments
    headers = HeaderSet()
    headers.lay(custom_headers)
    headers.lay_arguments(arguments.headers)
    headers.lay(arguments.extra_headers)
    headers.always(operation.always)
    extra = dict(arguments.extra_headers or {})
    given = dict(arguments.headers)
    for name, row in rows.items():
        text = headers.values.get(name)
        if text is not None:
            body.setdefault(row["member"], text.split(",") if row.get("list") else text)
            if row.get("moved"):
                given.pop(name, None)
                extra = {key: value for key, value in extra.items() if key.lower() != name}
                extra[name] = omit
    return arguments.replace(headers=given, extra_headers=cast("Any", extra) or None)
