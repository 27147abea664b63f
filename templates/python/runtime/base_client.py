"""A client's arguments and environment in, everything the two kinds of client share out."""

from __future__ import annotations

import os
import random
import time
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from .calls import call
from .construction import (
    base_url_of,
    default_timeout,
    environment_headers,
    filled,
    fixed_headers,
    kept_of,
    merge_headers,
    trusted_origins,
)
from .credentials import Credentials, check_values, resolve_values
from .headers import HeaderSet
from .library import library_of
from .logs import CallLog, set_up_logging
from .middleware import checked
from .plans import Base, Plan
from .policy import Rules
from .prepare import Defaults, timeouts
from .redact import Secrets, safe_url, without_user
from .sentinels import NotGiven, Omit, given, not_given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    import httpx
    from typing_extensions import Self

    from .arguments import Arguments, Mode
    from .effects import Policy
    from .library import Library
    from .middleware import MiddlewareInput
    from .operation import Operation
    from .prepare import Prepared
    from .settings import Settings

    Observe: TypeAlias = Callable[[Any, Operation, Arguments, Policy[Any]], Policy[Any]]

_MOST_PLANS = 1000


class BaseClient:
    """State and decisions of a client; its subclasses add what waits for the network."""

    _asynchronous: ClassVar[bool]
    _http_kind: ClassVar[Literal["Client", "AsyncClient"]]
    _owned: ClassVar[type[Any]]
    """The class of HTTP clients made here."""
    _http: Any
    _library: Library
    _sender: Any
    _plans: dict[Operation, Plan]
    _observe: Observe | None = None
    """What stands around every call: it is handed the call's policy, and gives one like it."""

    max_retries: float
    total_timeout: float | None
    """Seconds that a call with all its attempts may take; None sets no bound."""
    max_retry_wait: float | None
    """Seconds; an error whose `retry_after` is more is raised at once. None sets no bound."""
    stream_idle_timeout: float | None
    """Seconds that a stream may be silent; None leaves that to `timeout`."""

    def __init__(
        self,
        settings: Settings,
        *,
        credentials: Mapping[str, str | None] | None = None,
        base_url: str | httpx.URL | None = None,
        server: str | None = None,
        variables: Mapping[str, str | None] | None = None,
        timeout: float | httpx.Timeout | NotGiven | None = not_given,
        max_retries: float | None = None,
        default_headers: Mapping[str, str | Omit] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: Any = None,
        middleware: Iterable[MiddlewareInput] | None = None,
        total_timeout: float | None = None,
        max_retry_wait: float | NotGiven | None = not_given,
        stream_idle_timeout: float | None = None,
    ) -> None:
        self._settings = settings
        self._log = CallLog(settings.package, settings.response_headers.request_id)
        set_up_logging(settings.package, settings.environment.log)
        # No variable of this frame holds one, for a traceback that shows variables.
        credentials = Secrets(credentials or {})
        self.__dict__.update(resolve_values(settings.credentials, credentials))
        self._variables = dict(variables or {})
        self._base_url = base_url_of(settings, base_url, server, self._variables)
        self._custom_headers = merge_headers(environment_headers(settings), default_headers)
        self._custom_query = dict(default_query or {})
        self.max_retries = settings.retry.max if max_retries is None else max_retries
        self.total_timeout = total_timeout
        longest = settings.retry.longest if isinstance(max_retry_wait, NotGiven) else max_retry_wait
        self.max_retry_wait = longest
        self.stream_idle_timeout = stream_idle_timeout
        self._middleware = checked(middleware or (), asynchronous=self._asynchronous)
        self._timeout: Any = timeout
        self._tokens: dict[Any, Any] = {}
        self._use(http_client)

    # What a client is made of

    @property
    def base_url(self) -> httpx.URL:
        """What paths are put under; where it has a path of its own, that ends with a slash."""
        url = self._library.URL(self._base_url)
        return url if url.raw_path.endswith(b"/") else self._library.URL(f"{self._base_url}/")

    @base_url.setter
    def base_url(self, url: str | httpx.URL) -> None:
        self._base_url = base_url_of(self._settings, url)

    @property
    def timeout(self) -> float | httpx.Timeout | None:
        """Seconds, or seconds for each phase, or None for no bound."""
        timeout = self._timeout
        if isinstance(timeout, NotGiven):
            timeout = default_timeout(self._settings, self._http, self._library, self._is_shared)
        return cast("float | httpx.Timeout | None", timeout)

    @timeout.setter
    def timeout(self, timeout: float | httpx.Timeout | None) -> None:
        self._timeout = timeout

    @property
    def default_headers(self) -> dict[str, str]:
        """What is sent with every request, credentials included."""
        headers = HeaderSet(self._base.headers)
        by_hand = HeaderSet()
        by_hand.lay(self._custom_headers)
        headers.lay(self._base.credentials.proof(None, by_hand).headers)
        headers.lay(self._custom_headers)
        return headers.values

    @property
    def default_query(self) -> dict[str, object]:
        return dict(self._custom_query)

    @property
    def middleware(self) -> tuple[Any, ...]:
        """The middleware, outermost first."""
        return self._middleware

    def is_closed(self) -> bool:
        """Whether `close()` was called, on this client or on one that shares its connections."""
        return bool(self._http.is_closed)

    def _copy(
        self,
        *,
        base_url: str | httpx.URL | None = None,
        timeout: float | httpx.Timeout | NotGiven | None = not_given,
        http_client: Any = None,
        max_retries: float | NotGiven = not_given,
        default_headers: Mapping[str, str | Omit] | None = None,
        set_default_headers: Mapping[str, str | Omit] | None = None,
        default_query: Mapping[str, object] | None = None,
        set_default_query: Mapping[str, object] | None = None,
        middleware: Iterable[MiddlewareInput] | NotGiven | None = not_given,
        total_timeout: float | NotGiven | None = not_given,
        max_retry_wait: float | NotGiven | None = not_given,
        stream_idle_timeout: float | NotGiven | None = not_given,
        **others: Any,
    ) -> Self:
        """A client with some options changed that shares the connections of this one.

        `default_headers` adds to the headers there are, `set_default_headers` replaces them;
        the same goes for the query. `others` are credentials and further constructor arguments.
        """
        others = Secrets(others)
        other = self._clone()
        kept = kept_of("headers", self._custom_headers, default_headers, set_default_headers)
        other._custom_headers = merge_headers(kept, set_default_headers or default_headers)
        kept = kept_of("query", self._custom_query, default_query, set_default_query)
        other._custom_query = {**kept, **(set_default_query or default_query or {})}
        if base_url is not None:
            other._base_url = base_url_of(self._settings, base_url)
        if not isinstance(timeout, NotGiven):
            other._timeout = timeout
        bounds = {
            "max_retries": max_retries,
            "total_timeout": total_timeout,
            "max_retry_wait": max_retry_wait,
            "stream_idle_timeout": stream_idle_timeout,
        }
        other.__dict__.update(given(bounds))
        if not isinstance(middleware, NotGiven):
            other._middleware = checked(middleware or (), asynchronous=self._asynchronous)
        other._set_others(others)
        other._use(http_client or self._http)
        return other

    if not TYPE_CHECKING:  # generated clients declare these with their own arguments
        copy = _copy
        with_options = _copy

    def with_middleware(self, *middleware: MiddlewareInput) -> Self:
        """A client that sends through further middleware, inside of what there is."""
        return self._copy(middleware=(*self._middleware, *middleware))

    def __repr__(self) -> str:
        # One whose making failed has no address yet, and is shown in the traceback.
        return f"<{type(self).__name__} {safe_url(self.__dict__.get('_base_url', ''))}>"

    def __setattr__(self, name: str, value: Any) -> None:
        # Whatever changes, headers and URLs are worked out anew: `client.api_key = ...` counts.
        object.__setattr__(self, name, value)
        self._forget_plans()

    def __reduce__(self) -> Any:
        raise TypeError(f"A {type(self).__name__} holds credentials and connections: no pickling")

    # What the call path asks

    def _policy(self, operation: Operation, arguments: Arguments) -> Policy[Any]:
        policy = self._call_policy(operation, arguments)
        if self._observe is None:
            return policy
        return self._observe(self, operation, arguments, policy)

    def _call_policy(self, operation: Operation, arguments: Arguments) -> Policy[Any]:
        return call(self, operation, arguments)

    def _plan(self, operation: Operation, url: str | None = None) -> Plan:
        if self._shared_headers is not None and self._shared_headers != self._http.headers.raw:
            self._forget_plans()
            self.__dict__["_shared_headers"] = self._http.headers.raw
        if url is not None:
            return Plan(self._base, operation, url)
        plan = self._plans.get(operation)
        if plan is None:
            if len(self._plans) >= _MOST_PLANS:
                # Raw verbs have a plan for each path: they must not pile up.
                self._plans.clear()
            plan = self._plans[operation] = Plan(self._base, operation)
        return plan

    @cached_property
    def _base(self) -> Base:
        settings = self._settings
        kinds = settings.credentials
        names = [name for kind in kinds for name in kind.arguments]
        values = Secrets({name: getattr(self, name) for name in names})
        url, user = without_user(self._base_url)
        return Base(
            library=self._library,
            url=url,
            server=partial(filled, settings, variables=self._variables),
            user=user,
            trusted=trusted_origins(settings, self._base_url),
            headers=fixed_headers(settings, self._library, self._http),
            credentials=Credentials(kinds, values, settings.security),
            custom_headers=self._custom_headers,
            query={**dict(self._http.params), **self._custom_query},
        )

    @cached_property
    def _call_defaults(self) -> Defaults:
        return Defaults(
            timeout=timeouts(self.timeout, {}),
            request_limit=self._settings.request_limit,
            asynchronous=self._asynchronous,
            idle_timeout=self.stream_idle_timeout,
        )

    @cached_property
    def _call_rules(self) -> Rules:
        return Rules(
            max_retries=self.max_retries,
            retry=self._settings.retry,
            names=self._settings.response_headers,
            log=self._log,
            random=random.random,
            clock=time.monotonic,
            total_timeout=self.total_timeout,
            longest_wait=self.max_retry_wait,
            error_types=self._settings.error_types,
        )

    def _rules(self, arguments: Arguments) -> Rules:
        rules = self._call_rules
        if arguments.max_retries is not None:
            rules = replace(rules, max_retries=arguments.max_retries)
        if not isinstance(arguments.total_timeout, NotGiven):
            rules = replace(rules, total_timeout=arguments.total_timeout)
        return rules

    def _prepare(self, prepared: Prepared, arguments: Arguments) -> None:
        """The last word on a request before its first attempt; a subclass may add to it."""
        name = self._settings.idempotency_header
        if name and prepared.method != "GET" and not prepared.operation.idempotent:
            key = arguments.idempotency_key or os.urandom(16).hex()
            prepared.headers.setdefault(name, key)

    # How a client comes to be

    def _clone(self) -> Self:
        other = object.__new__(type(self))
        for name, value in self.__dict__.items():
            # Resources and plans belong to the client they were made for.
            if not isinstance(getattr(type(self), name, None), cached_property):
                other.__dict__[name] = value
        return other

    def _in_mode(self, mode: Mode) -> Self:
        """This client with its raw verbs giving responses."""
        other = self._clone()
        other._mode = mode
        return other

    def _set_others(self, others: Mapping[str, Any]) -> None:
        check_values(self._settings.credentials, others)
        for name in others:
            if name.startswith("_") or name not in self.__dict__:
                raise TypeError(f"{type(self).__name__} has no option `{name}`")
            if others[name] is not None:
                setattr(self, name, others[name])

    def _use(self, http: Any) -> None:
        """Send through an HTTP client; None makes one that belongs to this client and its copies."""
        self._http = self._owned() if http is None else http
        self._library = library_of(self._http, self._http_kind)
        self._is_shared = not isinstance(self._http, self._owned)
        self._shared_headers = self._http.headers.raw if self._is_shared else None
        self._sender = self._new_sender()

    def _new_sender(self) -> Any:
        raise NotImplementedError

    def _forget_plans(self) -> None:
        self.__dict__["_plans"] = {}
        for name in ("_base", "_call_defaults", "_call_rules"):
            self.__dict__.pop(name, None)
