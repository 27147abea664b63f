"""A status, an error event or a transport's exception in, the exception that stands for it out."""

from __future__ import annotations

import json
import socket
import ssl
from typing import TYPE_CHECKING

from . import errors
from .answers import error_type, media_type
from .rate_limits import RateLimits
from .retry import retry_after
from .text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from .settings import ResponseHeaders, Settings

NO_TYPES: Mapping[str, str | None] = {}
_BY_STATUS: dict[int, type[errors.APIStatusError]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    413: errors.RequestTooLargeError,
    422: errors.UnprocessableEntityError,
    429: errors.RateLimitError,
    503: errors.ServiceUnavailableError,
    504: errors.DeadlineExceededError,
    529: errors.OverloadedError,
}

# Names of the HTTP libraries' exceptions, by which both httpx and its forks are recognised
# without importing them.
_LIBRARIES = ("httpx", "httpx2", "httpcore", "httpcore2")
_TIMEOUTS = ("TimeoutException",)
_TRANSPORT = ("HTTPError", "NetworkError", "ProtocolError", "ProxyError", "StreamError")
_HOPELESS = ("UnsupportedProtocol", "LocalProtocolError", "InvalidURL", "TooManyRedirects")


def error_class(status: int) -> type[errors.APIStatusError]:
    """The class of a status of 400 or above."""
    found = _BY_STATUS.get(status)
    if found is not None:
        return found
    return errors.InternalServerError if status >= 500 else errors.APIStatusError


def status_error(
    response: httpx.Response,
    names: ResponseHeaders,
    *,
    operation: str | None,
    attempts: int = 1,
    types: Mapping[str, str | None] = NO_TYPES,
) -> errors.APIStatusError:
    """The exception for a response whose body has been read (or was closed unread).

    `types` are the models that are declared for errors, by statuses.
    """
    body = _body_of(response)
    message = f"Error code: {response.status_code}"
    if body not in (None, ""):
        message = f"{message} - {_told(body)}"
    error = error_class(response.status_code)(message, response=response, body=body)
    error.declared_as = error_type(types, error.status_code)
    return _described(error, names, operation, attempts)


def stream_error(
    settings: Settings, body: object, response: httpx.Response, *, operation: str | None = None
) -> errors.APIStatusError:
    """The exception for an error event: the class its `error.type` belongs to."""
    kind = errors.text_at(body, "error", "type") or ""
    status = settings.errors.get(kind, response.status_code)
    found = error_class(status) if status >= 400 else errors.APIStatusError
    error = found(f"Error code: {status} - {_told(body)}", response=response, body=body)
    # The response began with 200; what the caller decides on is the error's own status.
    error.status_code = status
    error.declared_as = error_type(settings.error_types, status)
    return _described(error, settings.response_headers, operation, 1)


def is_connection_failure(exc: BaseException) -> bool:
    """Whether an exception is about the connection: the libraries' own, or the system's."""
    # Other OSErrors come from reading the files of an upload.
    system = isinstance(
        exc, (ConnectionError, TimeoutError, ssl.SSLError, socket.gaierror, EOFError)
    )
    return system or _is_named(exc, (*_TIMEOUTS, *_TRANSPORT, *_HOPELESS))


def connection_error(
    exc: BaseException, request: httpx.Request
) -> errors.APIConnectionError | None:
    """The exception for what a transport raised, None for what is not about the connection."""
    if not is_connection_failure(exc):
        return None
    if isinstance(exc, TimeoutError) or _is_named(exc, _TIMEOUTS):
        kind = type(exc).__name__
        return errors.APITimeoutError(request, message=f"Request timed out ({kind}).")
    detail = str(exc) or type(exc).__name__
    return errors.APIConnectionError(message=f"Connection error: {detail}", request=request)


def no_stream(
    response: httpx.Response, body: str | None = None
) -> errors.APIResponseValidationError:
    """The exception for what came where events were asked for."""
    kind = printable(media_type(response)) or "something that doesn't say what it is"
    message = f"A stream of events was asked for, and {kind} came."
    return errors.APIResponseValidationError(response, body, message=message)


def is_hopeless(exc: BaseException) -> bool:
    """Whether sending again can only fail again: the request itself is at fault."""
    return _is_named(exc, _HOPELESS)


def _described(
    error: errors.APIStatusError, names: ResponseHeaders, operation: str | None, attempts: int
) -> errors.APIStatusError:
    headers = error.response.headers
    if names.request_id:
        error.request_id = headers.get(names.request_id) or error.request_id
    if names.organization_id:
        error.organization_id = headers.get(names.organization_id)
    if names.workspace_id:
        error.workspace_id = headers.get(names.workspace_id)
    if names.rate_limit_prefix:
        error.rate_limits = RateLimits.from_headers(headers, names.rate_limit_prefix)
    error.retry_after = retry_after(headers)
    error.operation = operation
    error.attempts = attempts
    return error


def _body_of(response: httpx.Response) -> object:
    try:
        data = response.content
    except Exception:
        # Closed before it was read, for example by an event hook of the HTTP client.
        return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return text_of(response).strip()


def text_of(response: httpx.Response) -> str:
    """The body as text, whatever its header says of its encoding."""
    try:
        return response.text
    except Exception:
        # Python has codecs that give no text, and a server may name them: `charset=hex`.
        return response.content.decode("utf-8", "replace")


def _told(body: object) -> str:
    try:
        return printable(str(body))
    except RecursionError:
        return "(a body nested too deeply to be shown)"


def _is_named(exc: BaseException, names: tuple[str, ...]) -> bool:
    return any(
        kind.__name__ in names and kind.__module__.partition(".")[0] in _LIBRARIES
        for kind in type(exc).__mro__
    )
