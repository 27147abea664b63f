"""Options for connections in, HTTP clients with good defaults out: keep-alive, lazy TLS, proxies."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
from functools import cache
from importlib import import_module
from typing import Any

import httpx

from .proxies import Proxies
from .redact import hidden
from .sizes import ENCODINGS, bound
from .threads import Pool

_CA_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
LIMITS = httpx.Limits(max_connections=1000, max_keepalive_connections=100)


class Connections:
    """How connections are made: what each of them needs, worked out once per kind of URL."""

    def __init__(
        self,
        *,
        verify: Any = True,
        cert: Any = None,
        trust_env: bool = True,
        http1: bool = True,
        http2: bool = False,
        limits: httpx.Limits = LIMITS,
        proxy: Any = None,
    ) -> None:
        # A URL shows no password, as text does; nor may a certificate show that of its key.
        proxy = httpx.URL(proxy) if isinstance(proxy, str) else proxy
        cert = hidden(cert)
        self._verify = verify
        self._cert = cert
        self._trust_env = trust_env
        if self._names_files():
            # One that can't be read is told of now; otherwise nothing is loaded before it is needed.
            self._context(needed=True)
        self.http2 = http2
        self.limits = limits
        self._proxy = proxy
        self._protocols = {"http1": http1, "http2": http2}
        # As httpx does: what the environment says when the client is made.
        self._proxies = Proxies() if trust_env and proxy is None else None

    def arguments(self, url: httpx.URL) -> dict[str, Any]:
        """Arguments of `HTTPTransport` or `AsyncHTTPTransport` for this URL, but for its limits."""
        proxy = self.proxy_for(url)
        return {
            "verify": self._context(url.scheme == "https" or proxy is not None),
            "trust_env": self._trust_env,
            "proxy": proxy,
            "socket_options": _socket_options(),
            **self._protocols,
        }

    def proxy_for(self, url: httpx.URL) -> Any:
        """The proxy given, or the one the environment names for this URL."""
        return self._proxy if self._proxies is None else self._proxies.for_url(url)

    def _context(self, needed: bool) -> ssl.SSLContext:
        if not needed:
            return _empty_context()
        if isinstance(self._verify, ssl.SSLContext) and self._cert is None:
            return self._verify
        if self._verify is True and self._cert is None:
            return _default_context(self._trust_env, _files_of_environment())
        return _made(verify=self._verify, cert=self._cert, trust_env=self._trust_env)

    def _names_files(self) -> bool:
        if self._cert is not None or isinstance(self._verify, str):
            return True
        return self._trust_env and self._verify is True and bool(_files_of_environment())


class Transport(httpx.BaseTransport):
    """Makes a connection pool when a URL first needs one: TLS is set up only for https."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._pools: dict[tuple[str, Any], httpx.BaseTransport] = {}
        self._routes: dict[tuple[str, str, int | None], httpx.BaseTransport] = {}
        self._process = os.getpid()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._process != os.getpid():
            self._forget()
        url = request.url
        pool = self._routes.get((url.scheme, url.host, url.port)) or self._add_route(url)
        response = pool.handle_request(request)
        bound(response, request)
        return response

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()
        self._routes.clear()

    def _add_route(self, url: httpx.URL) -> httpx.BaseTransport:
        key = (url.scheme, self._connections.proxy_for(url))
        pool = self._pools.get(key)
        if pool is None:
            # Of two threads that come here at once, one's pool is used by both.
            pool = self._pools.setdefault(key, self._new_pool(url))
        self._routes[(url.scheme, url.host, url.port)] = pool
        return pool

    def _new_pool(self, url: httpx.URL) -> httpx.BaseTransport:
        arguments = self._connections.arguments(url)

        def make(limits: httpx.Limits) -> httpx.HTTPTransport:
            made = httpx.HTTPTransport(limits=limits, **arguments)
            _network().bound(made)
            return made

        limits = self._connections.limits
        # One connection of HTTP/2 takes many requests at once: that is for httpx's own pool.
        return make(limits) if self._connections.http2 else Pool(make, limits)

    def _forget(self) -> None:
        """After a fork the connections are the parent's: leave them alone."""
        self._process = os.getpid()
        self._pools = {}
        self._routes = {}


class Cookies(httpx.Cookies):
    """Cookies that read a response only if it sets some: reading takes a tenth of a call's time."""

    def extract_cookies(self, response: httpx.Response) -> None:
        if "set-cookie" in response.headers:
            super().extract_cookies(response)


class DefaultHttpxClient(httpx.Client):
    """`httpx.Client` with the defaults that clients use when they are given none."""

    def __init__(self, **arguments: Any) -> None:
        arguments = hidden(arguments)
        connections = connections_of(arguments)
        if connections is not None:
            arguments["transport"] = Transport(connections)
        super().__init__(**{**defaults(), **arguments})
        # The setter would make plain ones of them, which is slower and no more.
        self._cookies = Cookies(self.cookies)
        ask_for_encodings(self, arguments)


class OwnedClient(DefaultHttpxClient):
    """The HTTP client that one client and its copies share: closed with the last of them."""

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()


def defaults() -> dict[str, Any]:
    """What clients have that httpx has not."""
    return {
        "timeout": httpx.Timeout(600.0, connect=5.0),
        "follow_redirects": True,
        "limits": LIMITS,
    }


def ask_for_encodings(client: httpx.Client | httpx.AsyncClient, arguments: dict[str, Any]) -> None:
    """Ask for what `bound` takes, unless the caller asks for something else."""
    if "accept-encoding" not in httpx.Headers(arguments.get("headers")):
        client.headers["accept-encoding"] = ENCODINGS


def connections_of(arguments: dict[str, Any]) -> Connections | None:
    """Take the arguments that are about connections out; None if there is a transport already."""
    if "transport" in arguments:
        return None
    names = ("verify", "cert", "http1", "http2", "limits", "proxy")
    own = hidden({name: arguments.pop(name) for name in names if name in arguments})
    return Connections(trust_env=arguments.get("trust_env", True), **own)


@cache
def _network() -> Any:
    """The part that needs httpcore, which httpx imports when the first connection is made."""
    return import_module(f"{__package__}.network")


@cache
def _default_context(trust_env: bool, _files: tuple[str, ...]) -> ssl.SSLContext:
    """One for all clients, as long as the environment names the same files."""
    return _made(verify=True, cert=None, trust_env=trust_env)


def _made(verify: Any, cert: Any, trust_env: bool) -> ssl.SSLContext:
    """A TLS context.

    Raises:
        ValueError: a file of certificates or keys can't be read; which files there are is said.
    """
    try:
        return httpx.create_ssl_context(verify=verify, cert=cert, trust_env=trust_env)
    except (OSError, ssl.SSLError) as exc:
        own = [f"verify={verify!r}"] if isinstance(verify, str) else []
        # The third of a tuple is the password of the key.
        own += [f"cert={cert if isinstance(cert, str) else cert[:2]!r}"] if cert else []
        files = ", ".join([*own, *(_files_of_environment() if trust_env else ())])
        raise ValueError(f"No certificates can be read from {files}: {exc}") from exc


def _files_of_environment() -> tuple[str, ...]:
    return tuple(f"{name}={os.environ[name]!r}" for name in _CA_VARIABLES if os.environ.get(name))


@cache
def _empty_context() -> ssl.SSLContext:
    """For plain connections: never used, and httpx makes a full one if it gets none."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@cache
def _socket_options() -> tuple[tuple[int, int, int], ...]:
    """Ask the system to notice peers that are gone: after 60 s of silence, 5 tries 60 s apart."""
    wanted = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 60), ("TCP_KEEPCNT", 5))
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    for name, value in wanted:
        option = getattr(socket, name, None)
        if option is None and name == "TCP_KEEPIDLE":
            # macOS calls it so, from Python 3.10 on.
            option = getattr(socket, "TCP_KEEPALIVE", None)
        if option is not None:
            options.append((socket.IPPROTO_TCP, option, value))
    return tuple(options)
