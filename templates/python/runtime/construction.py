"""Settings and the environment in, the parts of a new client out."""

from __future__ import annotations

import os
import platform
import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .headers import HeaderSet, parse_header_lines
from .plans import origin_of
from .policy import RETRY_COUNT
from .redact import Secrets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from .library import Library
    from .settings import Settings

    Variables: TypeAlias = Mapping[str, str | None]

NOTHING: Variables = {}
_VARIABLE = re.compile(r"\{([^{}]*)\}")


def base_url_of(
    settings: Settings, given: object, server: str | None = None, variables: Variables = NOTHING
) -> str:
    """The argument, else the server that was chosen, else the environment, else the API's own."""
    variable = settings.environment.base_url
    chosen = server is not None or any(value is not None for value in variables.values())
    named = str(given or (os.environ.get(variable) if variable and not chosen else None) or "")
    found = named or filled(settings, _server_of(settings, server), variables)
    if _is_url(found):
        return found
    if not named:
        raise ValueError(f"The API's document names no host: give `base_url`, `https://…{found}`")
    del given, named, found
    # It is not repeated: there may be a password in it.
    raise ValueError(
        "The base URL is none: it begins with `https://` or `http://`, and goes on with a host"
    )


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return "://" in text and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return False


def filled(settings: Settings, url: str, variables: Variables) -> str:
    """An address with its variables' values, or their defaults.

    Raises ValueError for one that is missing, or that would end the part of the address in which
    it stands (RFC 3986, section 3): `https://{region}.example` is no other host for any region.
    """
    if "{" not in url:
        return url
    ways = _VARIABLE.split(url)  # what stands between, then a name, in turn
    made = ways[0]
    for name, after in zip(ways[1::2], ways[2::2], strict=True):
        made += _value(settings, url, made, name, variables) + after
    return made


def _value(settings: Settings, url: str, before: str, name: str, variables: Variables) -> str:
    if name not in settings.variables:
        return f"{{{name}}}"
    given = variables.get(name)
    value = settings.variables[name] if given is None else given
    if value is None:
        raise ValueError(f"The address {url} needs `{name}`, which has no default")
    _, is_below, host = before.partition("://")
    ends = ("?#" if "/" in host else "/?#@\\") if is_below else ""
    if found := next((char for char in str(value) if char in ends), None):
        raise ValueError(f"`{name}` holds a {found!r}, which would end its part of {url}")
    return str(value)


def _server_of(settings: Settings, name: str | None) -> str:
    if name is None:
        return settings.base_url
    if name not in settings.servers:
        raise ValueError(f"No server is called {name!r}: {', '.join(map(repr, settings.servers))}")
    return settings.servers[name]


def environment_headers(settings: Settings) -> dict[str, str]:
    """Headers that the environment adds to every request."""
    variable = settings.environment.headers
    return Secrets(parse_header_lines(os.environ.get(variable, "")) if variable else {})


def fixed_headers(settings: Settings, library: Library, http: Any) -> HeaderSet:
    """What the HTTP client, the runtime and the API have in every request."""
    headers = HeaderSet()
    headers.lay(dict(http.headers))
    headers.lay(
        {
            "accept": "application/json",
            "user-agent": user_agent(settings, library),
            RETRY_COUNT: "0",
        }
    )
    headers.lay(settings.headers)
    return headers


def merge_headers(before: Mapping[str, Any], after: Mapping[str, Any] | None) -> dict[str, Any]:
    """Two layers of custom headers as one; names that differ only in case are the same."""
    merged = Secrets({name.lower(): value for name, value in before.items()})
    merged.update({name.lower(): value for name, value in (after or {}).items()})
    return merged


def trusted_origins(settings: Settings, base_url: str) -> frozenset[str]:
    """Where credentials may go: where the client is pointed to, and the API itself."""
    own = settings.base_url
    return frozenset((origin_of(base_url), *(() if "{" in own else (origin_of(own),))))


def user_agent(settings: Settings, library: Library) -> str:
    """`pets_client/0.1.0 Python/3.12.1 Linux/x86_64 httpx/0.28.1`."""
    return f"{settings.package}/{settings.version} {_platform()} {library.name}/{library.version}"


def default_timeout(settings: Settings, http: Any, library: Library, is_shared: bool) -> Any:
    """The HTTP client's, if its maker gave it one of its own; else the API's."""
    if is_shared and http.timeout != library.Timeout(5.0):
        return http.timeout
    return library.Timeout(settings.timeout, connect=settings.connect_timeout)


def kept_of(
    what: str, before: Mapping[str, Any], added: object, instead: object
) -> Mapping[str, Any]:
    """What a copy keeps of an option: all of it if it is added to, nothing if it is replaced."""
    if added is not None and instead is not None:
        raise ValueError(f"`default_{what}` and `set_default_{what}` are mutually exclusive")
    return before if instead is None else {}


@cache
def _platform() -> str:
    system = platform.system() or "unknown"
    return f"Python/{platform.python_version()} {system}/{platform.machine() or 'unknown'}"
