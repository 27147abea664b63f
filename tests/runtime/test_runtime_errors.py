"""Statuses, bodies and exceptions -> errors, and what they tell."""

from __future__ import annotations

import copy
import pickle
import ssl
from typing import Any

import httpx
import pytest
from call_fakes import SETTINGS

from runtime import errors
from runtime.failures import connection_error, error_class, is_hopeless, status_error, stream_error

REQUEST = httpx.Request(
    "POST",
    "https://user:pw@api.test/v1/things?api_key=secret-query&a=1",
    headers={"x-api-key": "secret-key", "authorization": "Bearer secret-token", "accept": "j"},
    content=b"secret-body",
)
BODY = {
    "type": "error",
    "error": {"type": "rate_limit_error", "message": "slow"},
    "request_id": "req_b",
}


def response(status: int, body: Any = BODY, **headers: str) -> httpx.Response:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if isinstance(body, str):
        return httpx.Response(status, text=body, headers=given, request=REQUEST)
    return httpx.Response(status, json=body, headers=given, request=REQUEST)


def raised(status: int, body: Any = BODY, **headers: str) -> errors.APIStatusError:
    return status_error(
        response(status, body, **headers), SETTINGS.response_headers, operation="things.create"
    )


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequestError),
        (401, errors.AuthenticationError),
        (403, errors.PermissionDeniedError),
        (404, errors.NotFoundError),
        (408, errors.APIStatusError),
        (409, errors.ConflictError),
        (413, errors.RequestTooLargeError),
        (418, errors.APIStatusError),
        (422, errors.UnprocessableEntityError),
        (429, errors.RateLimitError),
        (500, errors.InternalServerError),
        (502, errors.InternalServerError),
        (503, errors.ServiceUnavailableError),
        (504, errors.DeadlineExceededError),
        (529, errors.OverloadedError),
    ],
)
def test_classes_by_status(status: int, kind: type[errors.APIStatusError]) -> None:
    assert error_class(status) is kind
    error = raised(status)
    assert type(error) is kind
    assert error.status_code == status
    assert isinstance(error, errors.ClientError)
    assert isinstance(error, errors.InternalServerError) == (status >= 500)


def test_what_an_error_tells() -> None:
    error = raised(
        429,
        request_id="req_h",
        workspace_id="w",
        retry_after="7",
        limit_requests_limit="50",
        limit_requests_remaining="0",
    )
    assert error.message == f"Error code: 429 - {BODY}"
    assert str(error).startswith(error.message)
    assert "things.create" in str(error)
    assert "req_h" in str(error)
    assert error.body == BODY
    assert error.type == "rate_limit_error"
    assert error.api_message == "slow"
    assert error.request_id == "req_h"
    assert error.workspace_id == "w"
    assert error.retry_after == 7
    assert error.rate_limits is not None
    assert error.rate_limits.requests.limit == 50
    assert error.request is REQUEST


def test_the_request_id_may_stand_in_the_body_alone() -> None:
    assert raised(429).request_id == "req_b"


@pytest.mark.parametrize(
    ("body", "message", "decoded"),
    [
        ("<html>Bad</html>", "Error code: 502 - <html>Bad</html>", "<html>Bad</html>"),
        ("", "Error code: 502", ""),
        ({"unusual": 1}, "Error code: 502 - {'unusual': 1}", {"unusual": 1}),
        ([1], "Error code: 502 - [1]", [1]),
        ({"error": "text"}, "Error code: 502 - {'error': 'text'}", {"error": "text"}),
    ],
)
def test_bodies_of_other_shapes(body: Any, message: str, decoded: Any) -> None:
    error = raised(502, body)
    assert error.message == message
    assert error.body == decoded
    assert error.type is None
    assert error.request_id is None


def test_a_page_of_text_is_cut() -> None:
    assert len(raised(502, "x" * 100_000).message) < 3000


@pytest.mark.parametrize(
    ("kind", "expected", "status"),
    [
        ("overloaded_error", errors.OverloadedError, 529),
        ("brand_new_error", errors.APIStatusError, 200),
    ],
)
def test_errors_in_streams_go_by_type(
    kind: str, expected: type[errors.APIStatusError], status: int
) -> None:
    body = {"type": "error", "error": {"type": kind, "message": "m"}}
    error = stream_error(
        SETTINGS, body, response(200, request_id="req_s"), operation="things.create"
    )
    assert type(error) is expected
    assert error.status_code == status
    assert error.type == kind
    assert error.request_id == "req_s"
    assert str(error).startswith(f"Error code: {status} - {body}")


@pytest.mark.parametrize("body", ["text", None, 5, {"error": [1]}])
def test_errors_in_streams_of_other_shapes(body: Any) -> None:
    assert type(stream_error(SETTINGS, body, response(200))) is errors.APIStatusError


@pytest.mark.parametrize(
    ("exc", "kind"),
    [
        (httpx.ConnectTimeout("t"), errors.APITimeoutError),
        (httpx.ReadTimeout("t"), errors.APITimeoutError),
        (httpx.PoolTimeout("t"), errors.APITimeoutError),
        (TimeoutError(), errors.APITimeoutError),
        (httpx.ConnectError("c"), errors.APIConnectionError),
        (httpx.RemoteProtocolError("c"), errors.APIConnectionError),
        (httpx.ProxyError("c"), errors.APIConnectionError),
        (httpx.DecodingError("c"), errors.APIConnectionError),
        (ssl.SSLError("c"), errors.APIConnectionError),
        (ConnectionRefusedError("c"), errors.APIConnectionError),
    ],
)
def test_exceptions_of_the_transport(exc: Exception, kind: type[Exception]) -> None:
    found = connection_error(exc, REQUEST)
    assert type(found) is kind
    assert found is not None
    assert found.request is REQUEST
    assert found.body is None


def test_exceptions_of_a_fork_are_known_by_name() -> None:
    base = type("TimeoutException", (Exception,), {"__module__": "httpx2._exceptions"})
    slow = type("ReadTimeout", (base,), {"__module__": "httpx2._exceptions"})
    assert isinstance(connection_error(slow(), REQUEST), errors.APITimeoutError)
    stranger = type("TimeoutException", (Exception,), {"__module__": "other"})
    assert connection_error(stranger(), REQUEST) is None


@pytest.mark.parametrize("exc", [ValueError("v"), FileNotFoundError("f"), AssertionError()])
def test_other_exceptions_are_left_alone(exc: Exception) -> None:
    assert connection_error(exc, REQUEST) is None
    assert not is_hopeless(exc)


ALL = [
    raised(429, request_id="req_h", retry_after="7", set_cookie="session=secret-cookie"),
    raised(529),
    stream_error(SETTINGS, BODY, response(200)),
    errors.APIConnectionError(request=REQUEST),
    errors.APITimeoutError(REQUEST),
    errors.StreamInterruptedError(request=REQUEST, response=response(200), request_id="r"),
    errors.APIResponseValidationError(response(200), BODY),
    errors.APIWebhookValidationError("bad", REQUEST, body=None),
    errors.RetryableError("again"),
    errors.ClientError("plain"),
]


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_errors_are_pickled_without_secrets(error: errors.ClientError) -> None:
    data = pickle.dumps(error)
    assert b"secret" not in data
    again = pickle.loads(data)
    assert type(again) is type(error)
    assert str(again) == str(error)
    for name in ("status_code", "body", "type", "request_id", "retry_after", "attempts"):
        assert getattr(again, name, None) == getattr(error, name, None)
    assert str(copy.copy(error)) == str(error)


def test_a_pickled_error_keeps_what_is_no_secret() -> None:
    again = pickle.loads(pickle.dumps(ALL[0]))
    assert again.response.status_code == 429
    assert again.response.headers["request-id"] == "req_h"
    assert again.response.json() == BODY
    assert again.request.method == "POST"
    assert again.request.headers["accept"] == "j"
    assert again.request.headers["x-api-key"] == "[redacted]"
    assert str(again.request.url) == "https://api.test/v1/things?api_key=[redacted]&a=1"
    assert again.rate_limits == ALL[0].rate_limits  # type: ignore[attr-defined]


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_errors_do_not_show_secrets(error: errors.ClientError) -> None:
    assert "secret" not in f"{error} {error!r}"
