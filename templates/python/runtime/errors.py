"""Every exception a client raises; `failures.py` chooses among them.

ClientError
├── RetryableError                      middleware asks for another attempt
├── StreamConsumedError                 a response was read twice
└── APIError                            request, body
    ├── APIConnectionError              no (whole) response
    │   ├── APITimeoutError
    │   └── StreamInterruptedError      the connection broke after the response had begun
    ├── APIResponseValidationError      a response that makes no sense
    ├── APIWebhookValidationError
    └── APIStatusError                  status_code, response, request_id, type, ...
        ├── BadRequestError             400
        ├── AuthenticationError         401
        ├── PermissionDeniedError       403
        ├── NotFoundError               404
        ├── ConflictError               409
        ├── RequestTooLargeError        413, also raised before sending
        ├── UnprocessableEntityError    422
        ├── RateLimitError              429
        └── InternalServerError         500 and above
            ├── ServiceUnavailableError 503
            ├── DeadlineExceededError   504
            └── OverloadedError         529
"""

from __future__ import annotations

import builtins
import json
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from .redact import safe_request, safe_response
from .text import printable

if TYPE_CHECKING:
    import httpx

    from .rate_limits import RateLimits


T = TypeVar("T")

# Tracebacks and pickles name an exception by where users import it from, the client's package.
_PACKAGE = __name__.partition("._runtime.")[0]


class ClientError(Exception):
    """The root of everything that a client raises on its own account."""

    __module__ = _PACKAGE

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.__module__.startswith(f"{_PACKAGE}._runtime."):
            cls.__module__ = _PACKAGE

    def __reduce__(self) -> tuple[Any, ...]:
        # Built without __init__, whose arguments differ from class to class.
        return _rebuild, (type(self), self.args), self._state()

    def _state(self) -> dict[str, Any]:
        return dict(self.__dict__)


class RetryableError(ClientError):
    """Raised by middleware to have an attempt made again, as long as retries are left."""


class StreamConsumedError(ClientError):
    """A stream or a body was read a second time."""


class APIError(ClientError):
    """Something went wrong with a request or its response."""

    message: str
    request: httpx.Request
    body: object | None
    """The decoded JSON of the response, its text if it is not JSON, None without a response."""
    operation: str | None = None
    """What was called, for example `models.list`."""
    attempts: int = 1
    """How often the request was sent."""

    def __init__(self, message: str, request: httpx.Request, *, body: object | None) -> None:
        super().__init__(message)
        self.message = message
        self.request = request
        self.body = body

    def __str__(self) -> str:
        circumstances = ", ".join(map(printable, self._circumstances()))
        text = printable(self.message)
        return f"{text} ({circumstances})" if circumstances else text

    def _circumstances(self) -> list[str]:
        found = [self.operation] if self.operation else []
        if self.attempts > 1:
            found.append(f"{self.attempts} attempts")
        return found

    def _state(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        # Requests hold credentials and sockets: what is pickled holds neither.
        if state.get("request") is not None:
            state["request"] = safe_request(self.request)
        if state.get("response") is not None:
            state["response"] = safe_response(state["response"])
        return state


class APIConnectionError(APIError):
    """The request could not be sent, or its response not be received."""

    def __init__(self, *, message: str = "Connection error.", request: httpx.Request) -> None:
        super().__init__(message, request, body=None)


class APITimeoutError(APIConnectionError):
    """The server did not answer in time."""

    def __init__(self, request: httpx.Request, *, message: str = "Request timed out.") -> None:
        super().__init__(message=message, request=request)


class StreamInterruptedError(APIConnectionError):
    """The connection was lost while a stream was being read; what came before it is valid."""

    response: httpx.Response | None
    request_id: str | None

    def __init__(
        self,
        message: str = "The connection was lost before the end of the stream.",
        *,
        request: httpx.Request,
        response: httpx.Response | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message=message, request=request)
        self.response = response
        self.request_id = request_id


class APIResponseValidationError(APIError):
    """A response came that is not what the operation promises."""

    response: httpx.Response
    status_code: int

    def __init__(
        self, response: httpx.Response, body: object | None, *, message: str | None = None
    ) -> None:
        text = message or "The response is not what the operation promises."
        super().__init__(text, response.request, body=body)
        self.response = response
        self.status_code = response.status_code


class APIWebhookValidationError(APIError):
    """A webhook's signature or payload is not valid; no request of this client was made."""

    request: httpx.Request | None  # type: ignore[assignment]  # pyright: ignore

    def __init__(
        self, message: str, request: httpx.Request | None = None, *, body: object | None = None
    ) -> None:
        super().__init__(message, cast("httpx.Request", request), body=body)


class APIStatusError(APIError):
    """The server answered with a status of 400 or above, or with an error event in a stream."""

    response: httpx.Response
    status_code: int
    request_id: str | None
    organization_id: str | None = None
    workspace_id: str | None
    type: str | None
    """The error's type as the body names it, which may be a new one."""
    api_message: str | None
    """The error's text as the body gives it."""
    retry_after: float | None = None
    """Seconds the server asks to wait."""
    rate_limits: RateLimits | None = None
    declared_as: str | None = None
    """What the document declares the body as, as the runtime refers to types."""

    def __init__(self, message: str, *, response: httpx.Response, body: object | None) -> None:
        super().__init__(message, response.request, body=body)
        self.response = response
        self.status_code = response.status_code
        self.type = text_at(body, "error", "type")
        self.api_message = text_at(body, "error", "message")
        self.request_id = text_at(body, "request_id")
        self.workspace_id = None

    @property
    def parsed(self) -> Any:
        """The body as the model that the API's document declares for this status; None if it declares
        none, or what came is no JSON. `parse` gives the same typed."""
        if self.declared_as is None or self.body is None or isinstance(self.body, str):
            return None
        return self._as(self.declared_as)

    def parse(self, to: builtins.type[T]) -> T:
        """The body as a model of the API, or another type.

        Raises:
            APIResponseValidationError: it is no JSON.
        """
        if self.body is None or isinstance(self.body, str):
            message = "The error's body is not JSON."
            raise APIResponseValidationError(self.response, self.body, message=message)
        return cast("T", self._as(to))

    def _as(self, to: Any) -> Any:
        # Errors are rarely read as models, and so need none to be imported.
        decode = import_module(f"{__package__}.decode")
        return decode.decoder(to)(json.dumps(self.body).encode())

    def _circumstances(self) -> list[str]:
        found = super()._circumstances()
        if self.request_id and self.request_id not in self.message:
            found.append(f"request {self.request_id}")
        return found


class BadRequestError(APIStatusError):
    """The request is not valid."""

    status_code: Literal[400] = 400  # pyright: ignore[reportIncompatibleVariableOverride]


class AuthenticationError(APIStatusError):
    """The credentials are missing or wrong."""

    status_code: Literal[401] = 401  # pyright: ignore[reportIncompatibleVariableOverride]


class PermissionDeniedError(APIStatusError):
    """The credentials do not allow this."""

    status_code: Literal[403] = 403  # pyright: ignore[reportIncompatibleVariableOverride]


class NotFoundError(APIStatusError):
    """There is no such thing, or not for these credentials."""

    status_code: Literal[404] = 404  # pyright: ignore[reportIncompatibleVariableOverride]


class ConflictError(APIStatusError):
    """The request conflicts with the state of what it is about."""

    status_code: Literal[409] = 409  # pyright: ignore[reportIncompatibleVariableOverride]


class RequestTooLargeError(APIStatusError):
    """The body is larger than the API takes; `not_sent` if that was seen before sending."""

    status_code: Literal[413] = 413  # pyright: ignore[reportIncompatibleVariableOverride]

    not_sent: bool = False


class UnprocessableEntityError(APIStatusError):
    """The request is well formed and makes no sense."""

    status_code: Literal[422] = 422  # pyright: ignore[reportIncompatibleVariableOverride]


class RateLimitError(APIStatusError):
    """Too much was asked in too short a time."""

    status_code: Literal[429] = 429  # pyright: ignore[reportIncompatibleVariableOverride]


class InternalServerError(APIStatusError):
    """The server failed (500 and above)."""


class ServiceUnavailableError(InternalServerError):
    """The server is not available for now."""

    status_code: Literal[503] = 503  # pyright: ignore[reportIncompatibleVariableOverride]


class DeadlineExceededError(InternalServerError):
    """The server took too long."""

    status_code: Literal[504] = 504  # pyright: ignore[reportIncompatibleVariableOverride]


class OverloadedError(InternalServerError):
    """The server has too much to do."""

    status_code: Literal[529] = 529  # pyright: ignore[reportIncompatibleVariableOverride]


def _rebuild(kind: type[ClientError], args: tuple[Any, ...]) -> ClientError:
    return kind.__new__(kind, *args)


def text_at(body: object, *path: str) -> str | None:
    """The text at a path of a decoded body; whatever else stands there is None."""
    for name in path:
        body = cast("dict[str, object]", body).get(name) if isinstance(body, dict) else None
    return body if isinstance(body, str) else None
