"""Requests, headers and URLs in, copies without credentials out: what may be logged or pickled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

REDACTED = "[redacted]"

# Matched as parts of names, so that secrets under names of the caller's choosing are covered.
_SECRET = re.compile(
    r"auth|token|secret|cookie|passw|signature|credential|session|(?<!idempotency-)key$"
)
_known: set[str] = set()


def remember_secret(name: str) -> None:
    """Note that an API has a credential under this name."""
    _known.add(_plain(name))


def is_secret(name: str) -> bool:
    """Whether a header or query value of this name may be a credential."""
    plain = _plain(name)
    # Names such as `x-ratelimit-remaining-tokens` count tokens of another kind.
    return plain in _known or ("ratelimit" not in plain and _SECRET.search(plain) is not None)


def _plain(name: str) -> str:
    return unquote(name).lower().replace("_", "-")


def safe_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers by name, with credentials replaced."""
    return {name: REDACTED if is_secret(name) else value for name, value in headers.items()}


def safe_url(url: object) -> str:
    """A URL without user, password and secret query values."""
    parts = urlsplit(str(url))
    netloc = parts.netloc.rpartition("@")[2]
    query = "&".join(_safe_pair(pair) for pair in parts.query.split("&")) if parts.query else ""
    return urlunsplit((parts.scheme, netloc, parts.path, query, ""))


def safe_request(request: httpx.Request) -> httpx.Request:
    """The request without credentials and without its body, which may be a stream."""
    return type(request)(
        request.method,
        safe_url(request.url),
        headers=safe_headers(request.headers),
    )


def safe_response(response: httpx.Response) -> httpx.Response:
    """The response as it was read, with the request it answers made safe."""
    headers = {
        name: value
        for name, value in safe_headers(response.headers).items()
        # The content below is decoded already.
        if name not in ("content-encoding", "content-length", "transfer-encoding")
    }
    arguments: dict[str, Any] = {"headers": headers}
    if response.is_stream_consumed:
        arguments["content"] = _content(response)
    return type(response)(response.status_code, request=safe_request(response.request), **arguments)


def _content(response: httpx.Response) -> bytes:
    try:
        return response.content
    except Exception:
        # Consumed as a stream: nothing of it was kept.
        return b""


def _safe_pair(pair: str) -> str:
    name, equals, _ = pair.partition("=")
    return f"{name}={REDACTED}" if equals and is_secret(name) else pair
