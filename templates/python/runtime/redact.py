"""Requests, headers and URLs in, copies without credentials out: what may be logged, shown or pickled."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import unquote, urlsplit, urlunsplit

from .models import is_model, set_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

_T = TypeVar("_T")
REDACTED = "[redacted]"

# Matched as parts of names, so that secrets under names of the caller's choosing are covered.
_SECRET = re.compile(
    r"auth|token|secret|cookie|passw|passphrase|signature|credential|session|(?<!idempotency-)key$"
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


class Secrets(dict[str, Any]):
    """Values by name, credentials among them: neither their repr nor a traceback with the variables of a frame shows one."""

    def __repr__(self) -> str:
        return repr(dict.fromkeys(self, REDACTED))

    def __rich_repr__(self) -> Iterator[tuple[str, str]]:
        yield from dict.fromkeys(self, REDACTED).items()


class _SecretTuple(tuple[Any, ...]):
    """Values of which one is a credential: a certificate, its key and the password of that."""

    __slots__ = ()

    def __repr__(self) -> str:
        return REDACTED


class _SecretList(list[Any]):
    """The same of a list."""

    def __repr__(self) -> str:
        return REDACTED


class _SecretText(str):
    """The same of a text."""

    __slots__ = ()

    def __repr__(self) -> str:
        return REDACTED


_HIDING: Mapping[Any, Callable[[Any], Any]] = {
    dict: Secrets,
    tuple: _SecretTuple,
    list: _SecretList,
    str: _SecretText,
    bytes: memoryview,
}


def hidden(values: _T) -> _T:
    """What may hold a credential as a frame may hold it: whatever things are called, none is shown."""
    given: Any = values
    if given is None:
        return values
    hiding = _HIDING.get(given.__class__)
    if hiding is not None:
        return cast("_T", hiding(given))
    if isinstance(given, Mapping):
        return cast("_T", Secrets(cast("Mapping[str, Any]", given)))
    return cast("_T", hidden(set_fields(given))) if is_model(given) else values


class SafeHeaders(dict[str, str]):
    """Headers by lower-case name, of which the same is true for those that may be credentials."""

    def __repr__(self) -> str:
        return repr(safe_headers(self))

    def __rich_repr__(self) -> Iterator[tuple[str, str]]:
        yield from safe_headers(self).items()


class _SafeURL(str):
    """An address, of which the same is true for its password."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(safe_url(self) if "//" in self else REDACTED)


def hidden_user(url: Any) -> Any:
    """An address as a frame may hold it; those that are no text hide their passwords themselves."""
    return _SafeURL(url) if isinstance(url, str) else url


def hide_secrets(headers: httpx.Headers) -> None:
    """Let the repr of a request's headers show no credential; the library's knows but a few names."""
    headers.__class__ = _hiding(type(headers))


@cache
def _hiding(base: Any) -> Any:
    class Headers(base):  # type: ignore[misc]  # which class it is shows at run time
        def __repr__(self) -> str:
            return f"{base.__name__}({safe_headers(self)})"

        def __reduce__(self) -> tuple[Any, ...]:
            return base, (self.raw,)

    return Headers


def without_user(url: str) -> tuple[str, str | None]:
    """`https://u:p@host/x` -> `https://host/x`, and what says the same in the header `authorization`."""
    parts = urlsplit(url)
    user, at, netloc = parts.netloc.rpartition("@")
    if not at:
        return url, None
    name, _, password = user.partition(":")
    pair = f"{unquote(name)}:{unquote(password)}".encode()
    bare = urlunsplit((parts.scheme, netloc, parts.path, parts.query, parts.fragment))
    return bare, f"Basic {base64.b64encode(pair).decode('ascii')}"


def safe_url(url: object) -> str:
    """A URL without user, password and secret query values; nothing of what can't be read as one."""
    try:
        parts = urlsplit(str(url))
    except ValueError:
        return "(no URL)"
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
