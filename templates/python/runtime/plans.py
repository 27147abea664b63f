"""A client's settings and one operation in, all that does not change from call to call out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from .credentials import NO_PROOF
from .headers import HeaderSet
from .paths import expand_path
from .query import encode_query
from .redact import SafeHeaders, Secrets, is_secret
from .sentinels import NotGiven, Omit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from .arguments import Arguments
    from .credentials import Credentials, Proof
    from .library import Library
    from .operation import Operation
    from .settings import Credential

_NOTHING: Mapping[str, str] = {}
_JSON = "application/json"
_CONTENT_TYPES = {
    "json": _JSON,
    "form": "application/x-www-form-urlencoded",
    "binary": "application/octet-stream",
}


class Base(NamedTuple):
    """What a client sends with every request."""

    library: Library
    url: str
    """Without a slash at the end, and without a user."""
    server: Callable[[str], str]
    """Fills in the variables of an operation's own server."""
    user: str | None
    """What that user is called and knows, as the header `authorization` has it."""
    trusted: frozenset[str]
    """Origins that credentials may be sent to."""
    headers: HeaderSet
    """The HTTP client's, the API's and the runtime's own."""
    credentials: Credentials
    custom_headers: Mapping[str, object]
    query: Mapping[str, object]


class Plan:
    """One operation of one client, worked out as far as it can be before a call."""

    __slots__ = (
        "_at_home",
        "_expands",
        "_finished",
        "_headers",
        "_proof",
        "_query",
        "_template",
        "_trusted",
        "_url",
        "base",
        "operation",
    )

    def __init__(self, base: Base, operation: Operation, url: str | None = None) -> None:
        self.base = base
        self.operation = operation
        self._template = url or join_url(self._root(), operation.path)
        # A URL that a server gave is not a template, whatever is in it, and has a query of its own.
        self._expands = url is None and "{" in operation.path
        own = operation.server is not None and url is None
        self._at_home = own or origin_of(self._template) in base.trusted
        self._trusted = operation.security != () and self._at_home
        self._proof = self._own_proof() if self._trusted else NO_PROOF
        self._query = self._constant_query({} if url else operation.constant_query)
        self._headers = self._constant_headers()
        self._finished: dict[str, str] | None = None
        self._url: httpx.URL | None = None

    def _root(self) -> str:
        """The address of the operation's own server, as the client's sees it; or the client's."""
        if self.operation.server is None:
            return self.base.url
        return urljoin(f"{self.base.url}/", self.base.server(self.operation.server))

    @property
    def tokens(self) -> tuple[tuple[Credential, Secrets], ...]:
        """The credentials whose header each call asks for."""
        return self._proof.tokens

    def url(self, arguments: Arguments) -> httpx.URL:
        """The URL of one call."""
        if arguments.path or arguments.extra_query or _any_given(arguments.query):
            return self.base.library.URL(self._url_text(arguments))
        if self._url is None:
            self._url = self.base.library.URL(self._url_text(arguments))
        return self._url

    def headers(
        self, arguments: Arguments, secrets: Mapping[str, str] = _NOTHING
    ) -> dict[str, str]:
        """The headers of one call by lower-case name, but for those that tell of the body."""
        if secrets or arguments.extra_headers or _any_given(arguments.headers):
            return self._finish(arguments, secrets)
        if self._finished is None:
            self._finished = self._finish(arguments, _NOTHING)
        return SafeHeaders(self._finished)

    def _url_text(self, arguments: Arguments) -> str:
        path, _, constant = self._template.partition("?")
        url = expand_path(path, arguments.path) if self._expands else path
        query = encode_query(self._given_query(arguments))
        if constant:
            query = f"{constant}&{query}" if query else constant
        return f"{url}?{query}" if query else url

    def _given_query(self, arguments: Arguments) -> dict[str, object]:
        return Secrets(
            {
                **self._query,
                **{k: v for k, v in arguments.query.items() if not isinstance(v, (NotGiven, Omit))},
                **(arguments.extra_query or {}),
            }
        )

    def _constant_query(self, own: Mapping[str, object]) -> dict[str, object]:
        query = self.base.query
        if not self._at_home:
            query = {name: value for name, value in query.items() if not is_secret(name)}
        return {**query, **self._proof.query, **own}

    def _own_proof(self) -> Proof:
        by_hand = HeaderSet()
        by_hand.lay(self.base.custom_headers)
        return self.base.credentials.proof(self.operation.security, by_hand)

    def _constant_headers(self) -> HeaderSet:
        operation = self.operation
        headers = HeaderSet(self.base.headers)
        if operation.body in _CONTENT_TYPES:
            headers.lay({"content-type": _CONTENT_TYPES[operation.body]})
        if self._trusted:
            headers.lay(self._proof.headers)
            if self.base.user and origin_of(self._template) == origin_of(self.base.url):
                headers.lay({"authorization": self.base.user})
        headers.lay(self.base.custom_headers)
        if not self._at_home:
            # A URL that leads elsewhere, such as one the server gave, gets no secrets.
            headers.drop_secrets()
        if operation.accept != _JSON:
            headers.lay({"accept": operation.accept})
        if operation.content_type:
            headers.lay({"content-type": operation.content_type})
        headers.lay(operation.constant_headers)
        return headers

    def _finish(self, arguments: Arguments, secrets: Mapping[str, str]) -> dict[str, str]:
        headers = HeaderSet(self._headers)
        headers.lay_arguments(arguments.headers)
        headers.lay(arguments.extra_headers)
        headers.always(self.operation.always)
        if secrets:
            headers.lay({name: secrets[name] for name in secrets if not headers.has(name)})
        if not self._proof.complete:
            self.base.credentials.require(self.operation.security, headers)
        headers.values.setdefault("host", self._host())
        return headers.values

    def _host(self) -> str:
        parts = urlsplit(self._template)
        # The library leaves out default ports and encodes international names.
        return self.base.library.URL(f"{parts.scheme}://{parts.netloc}").netloc.decode("ascii")


def join_url(base: str, path: str) -> str:
    """A path put under a base URL; an absolute URL stays as it is."""
    if "://" in path:
        return path
    prefix, mark, query = base.partition("?")
    joined = f"{prefix.rstrip('/')}/{path.lstrip('/')}"
    # Some gateways have their base URL end in a query, which belongs behind the path.
    return f"{joined}{'&' if '?' in joined else '?'}{query}" if mark and query else joined


def origin_of(url: str) -> str:
    """`https://user@Host:443/path` -> `https://host:443`."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    port = parts.port or {"http": 80, "https": 443}.get(scheme, 0)
    return f"{scheme}://{parts.hostname or ''}:{port}"


def _any_given(values: Mapping[str, Any]) -> bool:
    return any(not isinstance(value, (NotGiven, Omit)) for value in values.values())
