"""Credentials that give tokens in, the header of one call out; loaded by who has such a credential.

A token that is asked for (OAuth 2, client credentials: RFC 6749, section 4.4) is kept until shortly
before it expires, or until the API refuses it. Calls that find none wait for the one that asks.
"""

from __future__ import annotations

import threading
from inspect import isawaitable, iscoroutine, iscoroutinefunction
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote_plus

import anyio

from .arguments import Arguments
from .calls import call
from .concurrency import current_loop
from .credentials import basic
from .effects import Await, Run
from .errors import ClientError
from .headers import header_text
from .operation import Operation
from .redact import Secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .effects import Policy
    from .plans import Plan
    from .settings import Credential

_ASK = "ask for a token"
_MARGIN = 60.0
"""Seconds before its end from which on a token is not used any more; or a tenth of its time."""


def authorized(client: Any, plan: Plan) -> Policy[Mapping[str, str]]:
    """The headers of a call, with a token of each credential."""
    headers = Secrets()
    for kind, values in plan.tokens:
        if kind.scheme == "client":
            kept = _kept(client, kind, values, plan.operation.scopes)
            headers["authorization"] = f"Bearer {(yield from kept.value(client))}"
        else:
            given = yield from _given(values[kind.argument])
            headers["authorization"] = f"Bearer {_checked(kind, given)}"
    return headers


def _given(function: Callable[[], object]) -> Policy[object]:
    """What a function gives. One that isn't awaited may block: asynchronous clients have threads."""
    if iscoroutinefunction(function):
        return (yield Await(function))
    given: object = yield Run(function)
    return (yield Await(lambda: given)) if isawaitable(given) else given


def _checked(kind: Credential, token: object) -> str:
    if iscoroutine(token):
        token.close()
        raise ClientError(f"`{kind.argument}` has to be awaited, which only an async client can")
    if not isinstance(token, str) or not token or header_text(token) is None:
        del token
        raise ClientError(f"What was given as `{kind.argument}` gave no token that can be sent")
    return token


def _kept(client: Any, kind: Credential, values: Secrets, scopes: tuple[str, ...]) -> Kept:
    """What is kept for a credential, on the client and all its copies."""
    key = (kind, *values.values(), scopes)
    known: dict[Any, Kept] = client._tokens
    # Of two threads that find none, both take the one that was there first.
    return known.get(key) or known.setdefault(key, Kept(kind, values, scopes))


class Kept:
    """One client's token for some scopes, and who is asking for it."""

    def __init__(self, kind: Credential, values: Secrets, scopes: tuple[str, ...]) -> None:
        self._kind = kind
        self._values = values
        self._scopes = scopes
        self._token = Secrets()
        self._until = 0.0
        self._endpoint = ""
        self._by_header = True
        self._thread_lock = threading.Lock()
        self._loop: object = None
        self._loop_lock: Any = None

    def value(self, client: Any) -> Policy[str]:
        """The token, asked for if there is none that is still good."""
        clock = client._call_rules.clock
        if clock() >= self._until:
            lock = self._lock(client)
            yield Await(lock.acquire)
            try:
                if clock() >= self._until:
                    yield from self._ask(client)
            finally:
                lock.release()
        return cast("str", self._token["access_token"])

    def _lock(self, client: Any) -> Any:
        if not client._asynchronous:
            return self._thread_lock
        loop = current_loop()
        if self._loop is not loop:
            # Tasks of two event loops can't wait for each other.
            self._loop, self._loop_lock = loop, anyio.Lock()
        return self._loop_lock

    def _ask(self, client: Any) -> Policy[None]:
        if not self._endpoint and not self._kind.discovery:
            self._endpoint = client._base.server(self._kind.token_url)
        if not self._endpoint:
            yield from self._discover(client)
        before = client._call_rules.clock()
        arguments = Arguments(headers=self._headers(), body=self._form())
        answer = yield from self._call(client, "POST", self._endpoint, arguments)
        self._token = Secrets(access_token=_checked(self._kind, answer.pop("access_token", None)))
        lasts = _seconds(answer.get("expires_in"))
        self._until = before + lasts - min(_MARGIN, lasts / 10)

    def _discover(self, client: Any) -> Policy[None]:
        """Read the provider's discovery document (OpenID Connect Discovery, section 4)."""
        found = yield from self._call(client, "GET", self._kind.token_url, Arguments())
        endpoint = found.get("token_endpoint")
        if not isinstance(endpoint, str) or "://" not in endpoint:
            raise ClientError(f"{self._kind.token_url} names no token endpoint")
        methods = found.get("token_endpoint_auth_methods_supported")
        self._by_header = not isinstance(methods, list) or "client_secret_basic" in methods
        self._endpoint = endpoint

    def _headers(self) -> Secrets:
        if not self._by_header:
            return Secrets()
        return Secrets(authorization=basic(*map(quote_plus, self._values.values())))

    def _form(self) -> Secrets:
        form = Secrets(grant_type="client_credentials")
        if self._scopes:
            form["scope"] = " ".join(self._scopes)
        if not self._by_header:
            form["client_id"], form["client_secret"] = self._values.values()
        return form

    def _call(self, client: Any, method: str, url: str, arguments: Arguments) -> Policy[Secrets]:
        """A call to the provider: none of the API's credentials goes there, and it leads nowhere else."""
        operation = Operation(
            id=_ASK,
            method=method,
            path=url,
            result="json",
            body="form" if method == "POST" else None,
            security=(),
            idempotent=True,
        )
        arguments.follow_redirects = False
        answer = yield from call(client, operation, arguments)
        if not isinstance(answer, dict):
            raise ClientError(f"{url} gave no JSON object")
        return Secrets(cast("dict[str, Any]", answer))


def _seconds(value: Any) -> float:
    """How long a token lasts; where the server doesn't say, until the API refuses it."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("inf")
