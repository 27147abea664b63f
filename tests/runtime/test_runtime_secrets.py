"""Credentials are sent, and shown nowhere: in no error, repr, log line or frame of a traceback."""

from __future__ import annotations

import copy
import logging
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from call_fakes import SETTINGS, Handler, Test, mocked, ok, serving
from claude_client import Anthropic, AsyncAnthropic

from runtime import errors, middleware
from runtime.client import DefaultAsyncHttpxClient, DefaultHttpxClient
from runtime.credentials import resolve_values
from runtime.prepare import Prepared
from support.frames import shown

SECRET = "sk-hidden-123"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "HEADERS", "LOG", "API_KEY", "AUTH_TOKEN"):
        monkeypatch.delenv(f"TEST_{name}", raising=False)


def lost(_request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("lost")


def refused(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(401, json={"error": {"type": "authentication_error"}})


def nonsense(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=b"<html>")


def elsewhere(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(302, headers={"location": "/v1/things"})


def raising(request: middleware.APIRequest, _next: Any) -> Any:
    raise RuntimeError(f"not today: {request.headers}")


CALLS: dict[str, Callable[[], Any]] = {
    "a lost connection": lambda: client(lost).things.create(name="n"),
    "a refusal": lambda: client(refused).things.create(name="n"),
    "a refused stream": lambda: client(refused).things.create(name="n", stream=True),
    "nonsense": lambda: client(nonsense).things.create(name="n"),
    "a circle": lambda: client(elsewhere).things.create(name="n"),
    "an empty path": lambda: client(ok).things.retrieve(""),
    "a body of no kind": lambda: client(ok).things.create(name=object()),
    "a body too large": lambda: client(ok).things.create(name="n" * 2000),
    "a bad header": lambda: client(ok).things.create(name="n", extra_headers={"a b": "c"}),
    "middleware": lambda: client(ok, middleware=[raising]).things.create(name="n"),
    "an option of no name": lambda: client(ok).copy(api_key=SECRET, colour="red"),
    "two ways at once": lambda: client(ok).copy(
        api_key=SECRET, default_headers={}, set_default_headers={}
    ),
    "no HTTP client": lambda: Test(api_key=SECRET, http_client=3),
    "no middleware": lambda: Test(api_key=SECRET, middleware=[3]),
    "a key with a line end": lambda: Test(api_key=f"{SECRET}\n"),
}


def client(answer: Any, **options: Any) -> Test:
    made, _ = mocked(answer, api_key=SECRET, max_retries=0, **options)
    return made


@pytest.mark.parametrize("call", CALLS)
def test_no_frame_of_ours_shows_a_credential(call: str) -> None:
    with pytest.raises(Exception) as raised:  # noqa: PT011 (whichever it is)
        CALLS[call]()
    text = shown(raised.value)
    assert "templates" in text
    assert SECRET not in text, text


@pytest.mark.parametrize("kind", [Anthropic, AsyncAnthropic])
def test_nor_does_one_of_a_generated_client(kind: Any) -> None:
    for options in ({"api_key": f"{SECRET}\n"}, {"auth_token": SECRET, "http_client": 3}):
        with pytest.raises((ValueError, TypeError)) as raised:
            kind(**options)
        assert SECRET not in shown(raised.value)


@pytest.mark.parametrize(
    "end", ["\n", " ", "\r\n", "\t", "\x00", "\x1b[0m", "\x7f", "\xa0", "\u2028", "\u200b"]
)
@pytest.mark.parametrize("argument", ["api_key", "auth_token"])
def test_a_credential_that_no_header_can_hold_is_refused_at_once(argument: str, end: str) -> None:
    with pytest.raises(ValueError, match=f"`{argument}` has a control character") as raised:
        Test(**{argument: SECRET + end})
    assert SECRET not in str(raised.value)
    changed = Test(api_key="fine")
    setattr(changed, argument, f"{end}{SECRET}{end}")
    with pytest.raises(ValueError, match=f"`{argument}` has a control character"):
        changed.things.create(name="n")


def test_so_is_one_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_API_KEY", f"{SECRET}\n")
    with pytest.raises(ValueError, match="`TEST_API_KEY` has a control character") as raised:
        Test()
    assert SECRET not in str(raised.value)


def test_reprs_show_no_credential() -> None:
    seen: list[Any] = []

    def look(request: middleware.APIRequest, call_next: Any) -> Any:
        seen.extend((request, request.headers, request._prepared))
        return call_next(request)

    made, requests = mocked(ok, api_key=SECRET, auth_token=SECRET, middleware=[look])
    response = made.things.with_raw_response.create(name="n")
    seen += [requests[0], requests[0].headers, response.http_request.headers, made._base]
    seen += [resolve_values(SETTINGS.credentials, {"api_key": SECRET})]
    for each in seen:
        assert SECRET not in repr(each)
        assert SECRET not in repr(dict(getattr(each, "__rich_repr__", dict)()))
    assert isinstance(seen[2], Prepared)
    assert "things" in repr(seen[2])
    assert "'content-type': 'application/json'" in repr(requests[0].headers)


def test_what_is_hidden_is_there_all_the_same() -> None:
    made, requests = mocked(ok, api_key=SECRET)
    made.things.create(name="n")
    headers = requests[0].headers
    assert headers["x-api-key"] == SECRET
    for again in (pickle.loads(pickle.dumps(headers)), copy.deepcopy(headers), headers.copy()):
        assert again == headers
        assert isinstance(again, httpx.Headers)


def test_the_password_of_a_base_url_is_sent_and_not_repeated(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def answer(handler: Handler) -> None:
        handler.reply(401, {"sent": handler.headers["authorization"]})

    with serving(answer) as url, caplog.at_level(logging.DEBUG):
        made = Test(
            api_key="k",
            auth_token="t",
            base_url=url.replace("://", f"://me:{SECRET}%21@") + "/gate",
            max_retries=0,
        )
        with pytest.raises(errors.AuthenticationError) as raised:
            made.things.create(name="n")
    error = raised.value
    expected = httpx.BasicAuth("me", f"{SECRET}!")._auth_header
    assert error.body == {"sent": expected}
    for text in (
        shown(error),
        caplog.text,
        repr(error.request),
        repr(made),
        str(error.request.url),
    ):
        assert SECRET not in text


def test_the_password_goes_nowhere_else() -> None:
    made, seen = mocked(ok, base_url=f"https://me:{SECRET}@gate.test")
    made.get("https://api.test/x", cast_to=object)
    assert seen[0].headers["x-api-key"] == "secret-key"
    assert "authorization" not in seen[0].headers


def test_the_password_of_a_proxy_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"gopher://me:{SECRET}@p.test")
    with DefaultHttpxClient() as http:
        with pytest.raises(ValueError, match="proxy") as raised:
            http.get("https://a.test")
        assert SECRET not in shown(raised.value)
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:{SECRET}@p.test:port")
    with pytest.raises(ValueError, match="https proxy is no URL") as raised:
        DefaultHttpxClient()
    assert SECRET not in shown(raised.value)


@pytest.mark.parametrize("kind", [DefaultHttpxClient, DefaultAsyncHttpxClient])
@pytest.mark.parametrize(
    "options",
    [
        {"proxy": f"http://me:{SECRET}@p.test"},
        {"auth": ("me", SECRET)},
        {"headers": {"authorization": SECRET}},
        {"base_url": f"https://me:{SECRET}@a.test"},
        {"cert": ("none.pem", "none.key", SECRET), "verify": True},
    ],
)
def test_an_http_client_that_can_not_be_made_shows_nothing(
    kind: Any, options: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").write_text("garbage")
    with pytest.raises(ValueError, match="No certificates can be read") as raised:
        kind(**{"verify": str(tmp_path / "ca.pem"), **options})
    assert SECRET not in shown(raised.value)


ESCAPE = "\x1b]0;owned\x07\u202e"


@pytest.mark.parametrize(
    "content", [{"text": ESCAPE}, {"json": {"request_id": ESCAPE, "error": {"message": ESCAPE}}}]
)
def test_what_a_server_wrote_is_harmless_on_a_terminal(
    content: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, headers=[(b"x-other", ESCAPE.encode())], **content)

    with caplog.at_level(logging.DEBUG), pytest.raises(errors.BadRequestError) as raised:
        client(answer).things.create(name="n")
    assert not {"\x1b", "\x07", "\u202e"} & set(f"{raised.value}{caplog.text}")
    assert "\\x1b]0;owned" in str(raised.value)


def test_a_request_id_is_logged_harmlessly(caplog: pytest.LogCaptureFixture) -> None:
    made, _ = mocked(
        lambda _request: httpx.Response(200, json={}, headers=[(b"request-id", b"req\x1b[2J")])
    )
    with caplog.at_level(logging.DEBUG):
        made.things.create(name="n")
    assert "request id req\\x1b[2J" in caplog.text
    assert "\x1b" not in caplog.text


@pytest.mark.parametrize(
    "url",
    ["user:{}@api.test", "//user:{}@api.test", "https://user:{}@[bad", "https://user:{}@a:port"],
)
@pytest.mark.parametrize("make", [Test, Anthropic, AsyncAnthropic, Test(api_key="k").copy])
def test_a_base_url_that_is_none_is_not_repeated(make: Any, url: str) -> None:
    with pytest.raises(ValueError, match="The base URL is none") as caught:
        make(base_url=url.format(SECRET))
    assert SECRET not in shown(caught.value)


@pytest.mark.parametrize("kind", [Test, Anthropic, AsyncAnthropic])
def test_nor_is_a_good_one_where_something_else_is_wrong(kind: Any) -> None:
    with pytest.raises(TypeError) as caught:
        kind(base_url=f"https://user:{SECRET}@api.test", http_client=3)
    assert SECRET not in shown(caught.value)


def test_a_copy_refuses_a_key_that_no_header_can_hold() -> None:
    client, _ = mocked(ok)
    with pytest.raises(ValueError, match="control character") as caught:
        client.with_options(api_key=f"{SECRET}\n")
    assert SECRET not in shown(caught.value)
