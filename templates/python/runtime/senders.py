"""A prepared request in, a response out, by way of an HTTP client and of the middleware around it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import anyio

from .bounded import read_before, until
from .effects import Answer
from .errors import ClientError
from .failures import connection_error
from .middleware import APIRequest, chain
from .redirects import redirected
from .response import APIResponse, AsyncAPIResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx

    from .library import Library
    from .prepare import Prepared


class HTTPSender:
    """Sends through a client of httpx or a fork."""

    __slots__ = ("_http", "_library")

    def __init__(self, http: Any, library: Library) -> None:
        self._http = http
        self._library = library

    def send(self, prepared: Prepared) -> httpx.Response:
        if prepared.time_left is None:
            return self._send(prepared, prepared.stream)
        deadline = time.monotonic() + prepared.time_left
        with until(deadline):
            response = self._send(prepared, stream=True)
            return response if prepared.stream else read_before(response, deadline, self._library)

    def _send(self, prepared: Prepared, stream: bool) -> httpx.Response:
        http = self._http
        if prepared.signer is not None:
            prepared.sign()
        prepared.build(self._library, http.cookies or None)
        response: httpx.Response = http.send(
            prepared.request, stream=stream, follow_redirects=False
        )
        while response.next_request is not None and _follows(prepared, http):
            response.close()
            prepared.request, earlier = redirected(response), [*response.history, response]
            response = http.send(prepared.request, stream=stream, follow_redirects=False)
            response.history = earlier
        _limit_silence(prepared)
        return response


class AsyncHTTPSender:
    """The same without blocking."""

    __slots__ = ("_http", "_library")

    def __init__(self, http: Any, library: Library) -> None:
        self._http = http
        self._library = library

    async def send(self, prepared: Prepared) -> httpx.Response:
        if prepared.time_left is None:
            return await self._send(prepared, prepared.stream)
        # Beyond the timeouts of each phase, which start anew with every chunk.
        with anyio.fail_after(prepared.time_left):
            return await self._send(prepared, prepared.stream)

    async def _send(self, prepared: Prepared, stream: bool) -> httpx.Response:
        http = self._http
        if prepared.signer is not None:
            await prepared.sign_async()
        prepared.build(self._library, http.cookies or None)
        response: httpx.Response = await http.send(
            prepared.request, stream=stream, follow_redirects=False
        )
        while response.next_request is not None and _follows(prepared, http):
            await response.aclose()
            prepared.request, earlier = redirected(response), [*response.history, response]
            response = await http.send(prepared.request, stream=stream, follow_redirects=False)
            response.history = earlier
        _limit_silence(prepared)
        return response


class MiddlewareSender:
    """Sends through middleware, which sees the attempt before and after."""

    def __init__(self, inner: HTTPSender, middleware: Sequence[Any]) -> None:
        self._inner = inner
        self._chain = chain(middleware, self._last, "handle")

    def send(self, prepared: Prepared) -> httpx.Response | Answer:
        answer = self._chain(APIRequest(prepared))
        if not isinstance(answer, APIResponse):
            return Answer(answer)
        if not answer.http_response.is_success:
            return answer.http_response
        return Answer(answer.parse() if _wants_result(prepared, answer.http_response) else answer)

    def _last(self, request: APIRequest) -> Any:
        prepared = request._prepared  # pyright: ignore[reportPrivateUsage]
        try:
            response = self._inner.send(prepared)
        except Exception as exc:
            raise _translated(exc, prepared) from exc
        return prepared.outcome.wrap(response, prepared.retries_taken)


class AsyncMiddlewareSender:
    """The same without blocking."""

    def __init__(self, inner: AsyncHTTPSender, middleware: Sequence[Any]) -> None:
        self._inner = inner
        self._chain = chain(middleware, self._last, "handle_async")

    async def send(self, prepared: Prepared) -> httpx.Response | Answer:
        answer = await self._chain(APIRequest(prepared))
        if not isinstance(answer, AsyncAPIResponse):
            return Answer(answer)
        if not answer.http_response.is_success:
            return answer.http_response
        return Answer(
            await answer.parse() if _wants_result(prepared, answer.http_response) else answer
        )

    async def _last(self, request: APIRequest) -> Any:
        prepared = request._prepared  # pyright: ignore[reportPrivateUsage]
        try:
            response = await self._inner.send(prepared)
        except Exception as exc:
            raise _translated(exc, prepared) from exc
        return prepared.outcome.wrap(response, prepared.retries_taken)


def _limit_silence(prepared: Prepared) -> None:
    """How long a stream may be silent; transports look at a request's timeouts once more for its body."""
    request = prepared.request
    if prepared.stream and prepared.idle_timeout is not None and request is not None:
        timeouts = request.extensions["timeout"]
        request.extensions["timeout"] = {**timeouts, "read": prepared.idle_timeout}


def _follows(prepared: Prepared, http: Any) -> bool:
    if prepared.follow_redirects is not None:
        return prepared.follow_redirects
    return bool(http.follow_redirects)


def _translated(exc: Exception, prepared: Prepared) -> Exception:
    if isinstance(exc, ClientError) or prepared.request is None:
        return exc
    return connection_error(exc, prepared.request) or exc


def _wants_result(prepared: Prepared, response: httpx.Response) -> bool:
    return not prepared.outcome.wants_response(response)
