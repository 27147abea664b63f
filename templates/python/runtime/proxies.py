"""A URL and the environment in, the proxy that leads there out, by the rules of curl.

NO_PROXY=api.test,.corp.test,10.0.0.0/8,[::1]:8080,http://plain.test

A name stands for itself and everything below it, a network for its addresses; a port or a scheme
narrows what is meant, and `*` alone means everything.
"""

from __future__ import annotations

import ipaddress
import os
from typing import NamedTuple
from urllib.request import getproxies, proxy_bypass

import httpx

_SCHEMES = ("http", "https", "all")
_PORTS = {"http": 80, "https": 443}


class Proxies:
    """What the environment said of proxies when this was made."""

    def __init__(self) -> None:
        self._proxies = {
            scheme: _proxy(text) for scheme, text in getproxies().items() if scheme in _SCHEMES
        }
        bad = [scheme for scheme, url in self._proxies.items() if url is None]
        if bad:
            # It may hold a password, so it is not repeated.
            raise ValueError(f"What the environment says of the {bad[0]} proxy is no URL")
        variable = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
        self._exceptions = [_exception(text) for text in variable.split(",") if text.strip()]

    def for_url(self, url: httpx.URL) -> httpx.URL | None:
        """The proxy's URL, None for a direct connection."""
        found = self._proxies.get(url.scheme) or self._proxies.get("all")
        # `proxy_bypass` knows what the system's own settings leave out, where it has some.
        if (
            not found
            or any(each.covers(url) for each in self._exceptions)
            or proxy_bypass(url.host)
        ):
            return None
        return found


def _proxy(text: str) -> httpx.URL | None:
    try:
        return httpx.URL(text if "://" in text else f"http://{text}")
    except httpx.InvalidURL:
        return None


class _Exception(NamedTuple):
    """One entry of NO_PROXY."""

    scheme: str
    host: str
    port: str

    def covers(self, url: httpx.URL) -> bool:
        if self.scheme not in ("", "all", url.scheme):
            return False
        if self.port and self.port != str(url.port or _PORTS.get(url.scheme)):
            return False
        host = url.host.lower().rstrip(".")
        if self.host == "*" or host == self.host or host.endswith(f".{self.host}"):
            return True
        return "/" in self.host and _is_within(host, self.host)


def _exception(text: str) -> _Exception:
    """`https://.corp.test:8443` -> ("https", "corp.test", "8443")."""
    scheme, _, rest = text.strip().lower().rpartition("://")
    host, colon, port = rest.rpartition(":")
    # An address of version 6 has colons of its own, and brackets where a port may follow.
    if not colon or not port.isdigit() or (":" in host and not host.endswith("]")):
        host, port = rest, ""
    return _Exception(scheme, host.strip("[]").lstrip(".").rstrip("."), port)


def _is_within(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
