"""Names of secrets, and copies of requests without them."""

from __future__ import annotations

import httpx
import pytest

from runtime.credentials import Credentials
from runtime.redact import is_secret, safe_headers, safe_response, safe_url
from runtime.settings import Credential


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("Authorization", True),
        ("Proxy-Authorization", True),
        ("X-Api-Key", True),
        ("x_api_key", True),
        ("Ocp-Apim-Subscription-Key", True),
        ("key", True),
        ("access_token", True),
        ("X-Amz-Signature", True),
        ("Set-Cookie", True),
        ("client%5Fsecret", True),
        ("idempotency-key", False),
        ("accept", False),
        ("content-type", False),
        ("request-id", False),
        ("x-ratelimit-tokens-remaining", False),
        ("keyword", False),
    ],
)
def test_names_of_secrets(name: str, secret: bool) -> None:
    assert is_secret(name) is secret


def test_a_credential_of_any_name_is_one() -> None:
    assert not is_secret("x-who")
    kinds = (Credential(argument="who", name="X-Who"),)
    credentials = Credentials(kinds, {"who": "hidden"})
    assert is_secret("x-who")
    assert repr(credentials) == "Credentials(who=[redacted])"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://h.test/p?a=1", "https://h.test/p?a=1"),
        ("https://u:p@h.test:1/p", "https://h.test:1/p"),
        ("https://h.test/p?api_key=x&b=2&token", "https://h.test/p?api_key=[redacted]&b=2&token"),
        ("https://h.test/p#access_token=x", "https://h.test/p"),
    ],
)
def test_urls(url: str, safe: str) -> None:
    assert safe_url(url) == safe
    assert safe_url(httpx.URL(url)) == safe


def test_headers() -> None:
    headers = httpx.Headers({"X-Api-Key": "k", "Accept": "j"})
    assert safe_headers(headers) == {"x-api-key": "[redacted]", "accept": "j"}


def test_responses_keep_what_was_read() -> None:
    request = httpx.Request("GET", "https://h.test", headers={"x-api-key": "k"})
    response = httpx.Response(200, content=b"hi", headers={"set-cookie": "k"}, request=request)
    safe = safe_response(response)
    assert safe.content == b"hi"
    assert safe.headers["set-cookie"] == "[redacted]"
    assert safe.request.headers["x-api-key"] == "[redacted]"


def test_responses_that_were_not_read_stay_so() -> None:
    request = httpx.Request("GET", "https://h.test")
    unread = httpx.Response(200, content=iter([b"hi"]), request=request)
    consumed = httpx.Response(200, content=iter([b"hi"]), request=request)
    assert list(consumed.iter_bytes()) == [b"hi"]
    assert safe_response(unread).content == safe_response(consumed).content == b""
