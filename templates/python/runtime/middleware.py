"""A client's middleware in, one function out that sends each attempt through all of it."""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .body import PendingFiles, encode_json
from .headers import HeaderSet
from .prepare import timeouts
from .query import encode_query
from .redact import SafeHeaders
from .sentinels import NotGiven, Omit, not_given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import httpx

    from .middleware_types import AsyncCallNext, CallNext, MiddlewareInput as MiddlewareInput
    from .prepare import Prepared
    from .response import APIResponse, AsyncAPIResponse


class APIRequest:
    """One attempt, as middleware sees it before it is sent. `copy()` gives a changed one."""

    __slots__ = ("_prepared",)

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared

    @property
    def operation(self) -> str:
        """What was called, for example `models.list`."""
        return self._prepared.operation.id

    @property
    def method(self) -> str:
        return self._prepared.method

    @property
    def url(self) -> str:
        return str(self._prepared.url)

    @property
    def path(self) -> str:
        """The path with its parameters by name, as documentation has it: `/v1/models/{model_id}`."""
        return self._prepared.operation.path

    @property
    def headers(self) -> dict[str, str]:
        """A copy of the headers, by lower-case name."""
        return SafeHeaders(self._prepared.headers)

    @property
    def query_params(self) -> Mapping[str, str]:
        return dict(self._prepared.url.params)

    @property
    def json(self) -> Any:
        """The body before it was encoded; None if it is not JSON."""
        return self._prepared.body

    @property
    def timeout(self) -> Mapping[str, float | None]:
        return self._prepared.timeout

    @property
    def stream(self) -> bool:
        return self._prepared.stream

    @property
    def retries_taken(self) -> int:
        """0 at the first attempt."""
        return self._prepared.retries_taken

    def copy(
        self,
        *,
        method: str | NotGiven = not_given,
        url: str | NotGiven = not_given,
        headers: Mapping[str, str | Omit] | NotGiven = not_given,
        params: Mapping[str, object] | NotGiven = not_given,
        body: object = not_given,
        timeout: float | httpx.Timeout | NotGiven | None = not_given,
    ) -> APIRequest:
        """The request with something changed; `headers` and `params` replace all there were.

        A `url` without a host is a path on the same one.
        """
        changed = replace(self._prepared, headers=self.headers)
        if not isinstance(method, NotGiven):
            changed.method = method
        if not isinstance(url, NotGiven):
            changed.url = changed.url.join(url)
            changed.headers["host"] = changed.url.netloc.decode("ascii")
        if not isinstance(params, NotGiven):
            changed.url = changed.url.copy_with(query=encode_query(params).encode("ascii"))
        if not isinstance(headers, NotGiven):
            changed.headers = _replaced(changed.headers, headers)
        if not isinstance(body, NotGiven):
            _set_body(changed, body)
        changed.timeout = timeouts(timeout, changed.timeout)
        return APIRequest(changed)

    def __repr__(self) -> str:
        return f"<APIRequest {self.method} {self.operation} retries_taken={self.retries_taken}>"


class Middleware:
    """Sees every attempt: override `handle` for sync clients, `handle_async` for async ones.

    `call_next` gives the response of every status; lost connections raise.
    """

    def handle(self, request: APIRequest, call_next: CallNext) -> APIResponse[Any]:
        return call_next(request)

    async def handle_async(
        self, request: APIRequest, call_next: AsyncCallNext
    ) -> AsyncAPIResponse[Any]:
        return await call_next(request)


def chain(
    middleware: Sequence[MiddlewareInput], last: Callable[[APIRequest], Any], method: str
) -> Callable[[APIRequest], Any]:
    """The functions put around each other, the first one outermost."""
    for entry in reversed(middleware):
        last = _around(entry, last, method)
    return last


def checked(middleware: Iterable[MiddlewareInput], *, asynchronous: bool) -> tuple[Any, ...]:
    """The middleware as a tuple, refused where it is of the other kind."""
    entries = tuple(middleware)
    method = "handle_async" if asynchronous else "handle"
    for entry in entries:
        handler = getattr(entry, method) if isinstance(entry, Middleware) else entry
        if isinstance(entry, Middleware) and getattr(type(entry), method) is getattr(
            Middleware, method
        ):
            raise TypeError(f"The middleware {entry!r} has no `{method}()` of its own")
        if not callable(handler):
            raise TypeError(f"The middleware {entry!r} is not callable")
        if _is_async(handler) != asynchronous:
            kind = "an async" if asynchronous else "a sync"
            raise TypeError(f"The middleware {entry!r} has to be {kind} function for this client")
    return entries


def _around(entry: Any, inner: Callable[[APIRequest], Any], method: str) -> Callable[..., Any]:
    handler = getattr(entry, method) if isinstance(entry, Middleware) else entry

    def handle(request: APIRequest) -> Any:
        return handler(request, inner)

    return handle


def _is_async(function: Any) -> bool:
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)  # noqa: B004
    )


def _replaced(before: Mapping[str, str], wanted: Mapping[str, str | Omit]) -> dict[str, str]:
    headers = HeaderSet()
    headers.lay(wanted)
    # These follow from the URL and the body, whatever a copy of the earlier headers says.
    headers.lay({name: before[name] for name in ("host", "content-length") if name in before})
    return headers.values


def _set_body(prepared: Prepared, body: object) -> None:
    data, prepared.body = encode_json(body, prepared.operation.base64)
    prepared.content = data.read() if isinstance(data, PendingFiles) else data
    prepared.headers["content-length"] = str(len(prepared.content))
