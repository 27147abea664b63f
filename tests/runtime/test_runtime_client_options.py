"""What a client is made with, by arguments and by the environment."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from call_fakes import Test, mocked, ok

from runtime import errors
from runtime.client import SyncClient
from runtime.sentinels import omit
from runtime.settings import Credential, Settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "HEADERS", "LOG", "API_KEY", "AUTH_TOKEN"):
        monkeypatch.delenv(f"TEST_{name}", raising=False)


# Who calls


def without_credentials(**options: Any) -> tuple[Test, list[httpx.Request]]:
    return mocked(ok, api_key=None, **options)


def test_without_credentials_the_first_request_fails() -> None:
    client, seen = without_credentials()
    with pytest.raises(TypeError, match=r"`api_key` or `auth_token`.*`X-Api-Key`.*`authorization`"):
        client.things.retrieve("a")
    assert not seen


@pytest.mark.parametrize(
    "headers",
    [
        {"X-API-KEY": "k"},
        {"Authorization": "Bearer t"},
        {"x-api-key": omit},
        {"Authorization": omit},
    ],
)
def test_a_header_given_or_removed_is_enough(headers: dict[str, Any]) -> None:
    client, seen = without_credentials()
    client.things.retrieve("a", extra_headers=headers)
    other, seen_by_default = without_credentials(default_headers=headers)
    other.things.retrieve("a")
    assert len(seen) == len(seen_by_default) == 1


def test_credentials_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_API_KEY", "env-key")
    monkeypatch.setenv("TEST_AUTH_TOKEN", "env-token")
    client, seen = without_credentials()
    client.things.retrieve("a")
    assert seen[0].headers["x-api-key"] == "env-key"
    assert seen[0].headers["authorization"] == "Bearer env-token"
    client, seen = mocked(ok, api_key=None, auth_token="mine")
    client.things.retrieve("a")
    assert "x-api-key" not in seen[0].headers
    assert seen[0].headers["authorization"] == "Bearer mine"


def test_credentials_may_change() -> None:
    client, seen = mocked(ok)
    client.things.retrieve("a")
    client.api_key = "other"
    client.things.retrieve("a")
    assert [request.headers["x-api-key"] for request in seen] == ["secret-key", "other"]


@pytest.mark.parametrize(
    ("scheme", "name", "found"),
    [
        ("query", "key", lambda request: request.url.params["key"] == "v:w"),
        ("cookie", "sid", lambda request: request.headers["cookie"] == "sid=v:w"),
    ],
)
def test_other_schemes(scheme: Any, name: str, found: Any) -> None:
    settings = Settings(
        package="p",
        version="1",
        title="T",
        base_url="https://api.test",
        credentials=(Credential(argument="secret", scheme=scheme, name=name),),
    )
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    http = httpx.Client(transport=httpx.MockTransport(answer))
    SyncClient(settings, credentials={"secret": "v:w"}, http_client=http).get("/x", cast_to=object)
    assert found(seen[0])


def test_an_api_without_credentials_asks_for_none() -> None:
    settings = Settings(package="p", version="1", title="T", base_url="https://api.test")
    http = httpx.Client(transport=httpx.MockTransport(ok))
    assert SyncClient(settings, http_client=http).get("/x", cast_to=dict) == {"id": "thing_1"}


# The environment


def test_the_environment_gives_address_and_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_BASE_URL", "https://gateway.test/prefix/")
    monkeypatch.setenv("TEST_HEADERS", "X-One: 1\nX-Two: 2")
    client, seen = mocked(ok, default_headers={"x-two": "mine"})
    client.things.retrieve("a")
    assert str(seen[0].url) == "https://gateway.test/prefix/v1/things/a"
    assert (seen[0].headers["x-one"], seen[0].headers["x-two"]) == ("1", "mine")
    client, seen = mocked(ok, base_url="https://mine.test")
    client.things.retrieve("a")
    assert seen[0].url.host == "mine.test"


@pytest.mark.parametrize(
    ("base_url", "sent"),
    [
        ("https://h.test", "https://h.test/v1/things/a?view=x"),
        ("https://h.test/", "https://h.test/v1/things/a?view=x"),
        ("https://h.test/p/q", "https://h.test/p/q/v1/things/a?view=x"),
        ("https://h.test/p?k=1", "https://h.test/p/v1/things/a?k=1&view=x"),
        (httpx.URL("http://h.test:8080"), "http://h.test:8080/v1/things/a?view=x"),
    ],
)
def test_addresses(base_url: Any, sent: str) -> None:
    client, seen = mocked(ok, base_url=base_url)
    client.things.retrieve("a", view="x")
    assert str(seen[0].url) == sent


def test_an_address_without_a_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="https://"):
        Test(base_url="localhost:8080")


def test_the_address_may_change() -> None:
    client, seen = mocked(ok)
    client.things.retrieve("a")
    client.base_url = "https://other.test/x"
    client.things.retrieve("a")
    assert str(client.base_url) == "https://other.test/x/"
    assert str(seen[1].url) == "https://other.test/x/v1/things/a"
    assert "x-api-key" in seen[1].headers


def test_an_address_without_a_path_is_told_as_it_was_given() -> None:
    assert Test(base_url="https://other.test").base_url == httpx.URL("https://other.test")


# Timeouts


def test_timeouts() -> None:
    client, seen = mocked(ok)
    client.things.retrieve("a", timeout=3)
    client.things.retrieve("a", timeout=None)
    client.things.retrieve("a", timeout=httpx.Timeout(9, read=1))
    client.with_options(timeout=7).things.retrieve("a")
    client.with_options(timeout=None).things.retrieve("a")
    phases = ("connect", "read", "write", "pool")
    expected = [
        dict.fromkeys(phases, 3),
        dict.fromkeys(phases, None),
        {**dict.fromkeys(phases, 9), "read": 1},
        dict.fromkeys(phases, 7),
        dict.fromkeys(phases, None),
    ]
    assert [request.extensions["timeout"] for request in seen] == expected
    assert client.timeout == httpx.Timeout(600, connect=5)


def test_the_timeout_of_a_client_handed_in_counts_if_it_was_chosen() -> None:
    http = httpx.Client(transport=httpx.MockTransport(ok), timeout=42)
    assert Test(http_client=http).timeout == httpx.Timeout(42)
    assert Test(http_client=http, timeout=3).timeout == 3
    http = httpx.Client(transport=httpx.MockTransport(ok))
    assert Test(http_client=http).timeout == httpx.Timeout(600, connect=5)


def test_a_timeout_is_raised_as_one() -> None:
    def slow(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    client, seen = mocked(slow, max_retries=1)
    with pytest.raises(errors.APITimeoutError, match="2 attempts") as caught:
        client.things.retrieve("a")
    assert len(seen) == 2
    assert isinstance(caught.value.__cause__, httpx.ReadTimeout)


# Copies


def test_copies() -> None:
    client, seen = mocked(ok, default_headers={"a": "1", "b": "1"}, default_query={"p": 1})
    assert client.things.inner is client.things.inner
    added = client.with_options(
        default_headers={"B": "2"}, default_query={"q": 2}, max_retries=7, api_key="other"
    )
    replaced = client.copy(set_default_headers={"c": "3"}, set_default_query={})
    for each in (client, added, replaced):
        each.things.retrieve("x")
    assert [r.headers.get("a") for r in seen] == ["1", "1", None]
    assert [r.headers.get("b") for r in seen] == ["1", "2", None]
    assert [r.headers.get("c") for r in seen] == [None, None, "3"]
    assert [str(r.url.query, "ascii") for r in seen] == ["p=1", "p=1&q=2", ""]
    assert [r.headers["x-api-key"] for r in seen] == ["secret-key", "other", "secret-key"]
    assert (client.max_retries, added.max_retries) == (2, 7)
    assert type(added) is Test


@pytest.mark.parametrize(
    "options",
    [
        {"default_headers": {}, "set_default_headers": {}},
        {"default_query": {}, "set_default_query": {}},
    ],
)
def test_adding_and_replacing_exclude_each_other(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="mutually exclusive"):
        Test().copy(**options)


def test_unknown_options_are_refused() -> None:
    with pytest.raises(TypeError, match="no option `nope`"):
        Test().copy(nope=1)
    with pytest.raises(TypeError, match="no option `_http`"):
        Test().copy(_http=1)


def test_copies_share_their_connections() -> None:
    client = Test(api_key="k")
    other = client.with_options(timeout=1)
    assert not other.is_closed()
    with other:
        pass
    assert client.is_closed()


def test_copies_keep_the_bounds_of_waiting_unless_told_otherwise() -> None:
    client = Test(api_key="k", total_timeout=9.0, stream_idle_timeout=3.0)
    names = ("max_retries", "total_timeout", "max_retry_wait", "stream_idle_timeout")
    assert [getattr(client.copy(), name) for name in names] == [2, 9.0, 120.0, 3.0]
    changed = client.copy(max_retries=0, total_timeout=None, max_retry_wait=None)
    assert [getattr(changed, name) for name in names] == [0, None, None, 3.0]
