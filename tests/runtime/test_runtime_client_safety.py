"""Redirects, clients handed in, and secrets that stay where they belong."""

from __future__ import annotations

import copy
import datetime
import logging
import pickle
from typing import Any

import httpx
import pytest
from call_fakes import SETTINGS, Test, mocked, ok

from runtime import errors


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "HEADERS", "LOG", "API_KEY", "AUTH_TOKEN"):
        monkeypatch.delenv(f"TEST_{name}", raising=False)


# Redirects


def redirecting(location: str, status: int = 307) -> Any:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/things":
            return httpx.Response(status, headers={"location": location})
        return ok(request)

    return answer


def test_redirects_are_followed_with_credentials_on_the_same_host() -> None:
    client, seen = mocked(redirecting("/elsewhere"))
    raw = client.things.with_raw_response.create(name="n")
    assert raw.url == "https://api.test/elsewhere"
    assert len(raw.http_response.history) == 1
    assert seen[1].headers["x-api-key"] == "secret-key"
    assert (seen[1].method, seen[1].content) == ("POST", b'{"name":"n"}')


@pytest.mark.parametrize(
    "location", ["https://evil.test/x", "http://api.test/x", "https://api.test:444/x"]
)
def test_redirects_elsewhere_carry_no_credentials(location: str) -> None:
    client, seen = mocked(redirecting(location), auth_token="secret-token")
    client.things.create(name="n", extra_headers={"x-my-token": "secret"})
    assert "secret-key" in str(seen[0].headers.multi_items())
    assert "secret" not in str(seen[1].headers.multi_items())


def test_an_upgrade_to_https_keeps_credentials() -> None:
    client, seen = mocked(redirecting("https://api.test/x"), base_url="http://api.test")
    client.things.create(name="n")
    assert seen[1].headers["x-api-key"] == "secret-key"


def test_redirects_in_a_circle_end() -> None:
    client, seen = mocked(lambda _r: httpx.Response(302, headers={"location": "/v1/things"}))
    with pytest.raises(errors.APIConnectionError, match="20 redirects"):
        client.with_options(max_retries=0).things.create(name="n")
    assert len(seen) == 21


def test_streamed_redirects_in_a_circle_free_their_connections() -> None:
    closed: list[bool] = []

    class Body(httpx.SyncByteStream):
        def __iter__(self) -> Any:
            yield b""

        def close(self) -> None:
            closed.append(True)

    client, seen = mocked(
        lambda _r: httpx.Response(302, headers={"location": "/v1/things"}, stream=Body()),
        max_retries=0,
    )
    with pytest.raises(errors.APIConnectionError, match="20 redirects"):
        client.things.create(name="n", stream=True)
    assert len(closed) == len(seen) == 21


def test_redirects_may_be_switched_off() -> None:
    client, _ = mocked(redirecting("/elsewhere"))
    with pytest.raises(errors.APIStatusError, match="307"):
        client.post("/v1/things", cast_to=object, options={"follow_redirects": False})


# URLs that a server gives


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://api.test/r/{x}?k=1", True),
        ("https://evil.test/r", False),
        ("https://api.test:8443/r", False),
    ],
)
def test_a_url_given_gets_credentials_only_at_home(url: str, trusted: bool) -> None:
    client, seen = mocked(
        lambda _request: httpx.Response(200, content=b"{}"), default_headers={"x-my-token": "t"}
    )
    client.get(url, cast_to=object)
    assert ("x-api-key" in seen[0].headers) is trusted
    assert ("x-my-token" in seen[0].headers) is trusted
    assert seen[0].url.host == httpx.URL(url.replace("{x}", "")).host


# HTTP clients handed in


def test_a_client_handed_in_brings_headers_cookies_and_query() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={}, headers={"set-cookie": "b=2"})

    http = httpx.Client(
        transport=httpx.MockTransport(answer),
        headers={"x-corp": "1", "user-agent": "mine"},
        cookies={"a": "1"},
        params={"p": 1},
        auth=("u", "p"),
    )
    client = Test(api_key="k", http_client=http)
    client.things.retrieve("x")
    http.headers["x-corp"] = "2"
    client.things.retrieve("x")
    assert [request.headers["x-corp"] for request in seen] == ["1", "2"]
    assert [sorted(r.headers["cookie"].split("; ")) for r in seen] == [["a=1"], ["a=1", "b=2"]]
    assert str(seen[0].url.query, "ascii") == "p=1"
    assert seen[0].headers["authorization"].startswith("Basic ")
    assert seen[0].headers["user-agent"].startswith("pkg/")


@pytest.mark.parametrize("http", [httpx.AsyncClient(), object(), "client"])
def test_clients_of_another_kind_are_refused(http: Any) -> None:
    with pytest.raises(TypeError, match=r"httpx\.Client"):
        Test(http_client=http)


def test_event_hooks_see_the_body() -> None:
    bodies: list[bytes] = []
    http = httpx.Client(
        transport=httpx.MockTransport(ok),
        event_hooks={"request": [lambda request: bodies.append(request.content)]},
    )
    Test(api_key="k", http_client=http).things.create(name="n")
    assert bodies == [b'{"name":"n"}']


# Secrets


def test_a_client_shows_no_secrets() -> None:
    client, _ = mocked(ok, base_url="https://u:secret@h.test")
    assert "secret" not in repr(client)
    assert "secret" not in repr(client.things)
    assert "secret" not in repr(client.with_raw_response)
    with pytest.raises(TypeError, match="pickl"):
        pickle.dumps(client)
    with pytest.raises(TypeError, match="pickl"):
        copy.copy(client)


def test_logs_tell_of_attempts_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    answers = iter([httpx.Response(500, headers={"set-cookie": "secret-cookie"})])

    def answer(request: httpx.Request) -> httpx.Response:
        return next(answers, None) or ok(request)

    client, _ = mocked(answer, auth_token="secret-token")
    with caplog.at_level(logging.DEBUG, logger="pkg"):
        client.things.create(name="n", extra_query={"access_token": "secret-query"})
    told = "\n".join(record.getMessage() for record in caplog.records if record.name == "pkg")
    assert "Retrying POST https://api.test/v1/things" in told
    assert "x-api-key" in told
    assert "req_1" in told
    assert "secret" not in told
    levels = [record.levelname for record in caplog.records if record.name == "pkg"]
    assert levels == ["DEBUG", "DEBUG", "INFO", "DEBUG", "DEBUG"]


@pytest.mark.parametrize(("value", "level"), [("debug", 10), ("INFO", 20), ("loud", 0), ("", 0)])
def test_the_environment_switches_logging_on(
    monkeypatch: pytest.MonkeyPatch, value: str, level: int
) -> None:
    logger = logging.getLogger("pkg")
    before = logger.level, logging.getLogger("httpx").level
    monkeypatch.setenv("TEST_LOG", value)
    try:
        Test()
        assert logger.level == level
        assert logging.getLogger("httpx").level == before[1]
    finally:
        logger.setLevel(before[0])


def test_dates_in_queries_and_default_headers_of_the_client() -> None:
    client, seen = mocked(ok, default_query={"since": datetime.date(2026, 1, 2)})
    client.things.retrieve("a")
    assert str(seen[0].url.query, "ascii") == "since=2026-01-02"
    assert client.default_headers["x-api-key"] == "secret-key"
    assert client.default_query == {"since": datetime.date(2026, 1, 2)}
    assert SETTINGS.package == "pkg"
