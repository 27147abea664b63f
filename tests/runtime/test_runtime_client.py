"""Clients with a transport that answers from a function: what is sent."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import httpx
import pytest
from call_fakes import body_of, mocked, ok

from runtime import errors
from runtime.sentinels import not_given, omit

# What every request has


def test_a_request() -> None:
    client, seen = mocked(ok)
    assert client.things.create(name="n") == {"id": "thing_1"}
    request = seen[0]
    assert (request.method, str(request.url)) == ("POST", "https://api.test/v1/things")
    assert request.content == b'{"name":"n"}'
    headers = dict(request.headers)
    assert headers.pop("idempotency-key")
    assert headers.pop("user-agent").startswith("pkg/1.2.3 Python/")
    assert headers.pop("accept-encoding")
    assert headers == {
        "accept": "application/json",
        "api-version": "1",
        "connection": "keep-alive",
        "content-length": "12",
        "content-type": "application/json",
        "host": "api.test",
        "x-api-key": "secret-key",
        "x-retry-count": "0",
    }
    assert request.extensions["timeout"] == {
        "connect": 5.0,
        "read": 600.0,
        "write": 600.0,
        "pool": 600.0,
    }


def test_a_request_without_a_body() -> None:
    client, seen = mocked(ok)
    client.things.retrieve("a/b", view=["x", "y"])
    client.things.delete("a")
    assert str(seen[0].url) == "https://api.test/v1/things/a%2Fb?view=x&view=y"
    for request in seen:
        assert "content-type" not in request.headers
        assert "content-length" not in request.headers
    assert "idempotency-key" not in seen[0].headers
    assert "idempotency-key" in seen[1].headers


def test_calls_do_not_disturb_each_other() -> None:
    client, seen = mocked(ok)
    client.things.create(name="a", extra_headers={"x-one": "1"}, extra_query={"q": 1})
    client.things.create(name="b", workspace_id="w")
    client.things.create(name="c")
    assert [request.headers.get("x-one") for request in seen] == ["1", None, None]
    assert [request.headers.get("workspace-id") for request in seen] == [None, "w", None]
    assert [str(request.url.query, "ascii") for request in seen] == ["q=1", "", ""]
    assert len({request.headers["idempotency-key"] for request in seen}) == 3


def test_the_last_layer_wins() -> None:
    client, seen = mocked(
        ok,
        default_headers={"X-Layer": "client", "Accept": "text/x", "Workspace-Id": "default"},
        default_query={"q": "client", "p": 1},
    )
    client.things.create(name="n", extra_headers={"x-LAYER": "call"}, extra_query={"q": "call"})
    client.things.create(name="n", extra_headers={"accept": omit, "x-layer": omit})
    client.things.create(name="n", workspace_id="mine", extra_body={"name": "m", "new": None})
    assert [request.headers.get("x-layer") for request in seen] == ["call", None, "client"]
    assert [request.headers.get("accept") for request in seen] == ["text/x", None, "text/x"]
    assert [request.headers.get("workspace-id") for request in seen] == ["default"] * 2 + ["mine"]
    assert str(seen[0].url.query, "ascii") == "q=call&p=1"
    assert body_of(seen[2]) == {"name": "m", "new": None}


def test_values_left_out_are_not_sent() -> None:
    client, seen = mocked(ok)
    client.things.create(name={"a": omit, "b": not_given, "c": None}, size=None)
    assert body_of(seen[0]) == {"name": {"c": None}, "size": None}


def test_comma_lists_and_constant_values() -> None:
    client, seen = mocked(ok)
    client.things.upload(file=b"x", betas=["mine", "files-1"])
    client.things.upload(file=b"x")
    assert [request.headers["beta"] for request in seen] == ["mine,files-1", "files-1"]
    assert str(seen[0].url) == "https://api.test/v1/files?beta=true"


def test_uploads() -> None:
    client, seen = mocked(ok)
    client.things.upload(file=("a.txt", io.BytesIO(b"hello")))
    request = seen[0]
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert int(request.headers["content-length"]) == len(request.read())
    assert (
        b'name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello' in request.read()
    )


def test_uploads_with_a_boundary_of_the_callers() -> None:
    client, seen = mocked(ok)
    kind = "multipart/form-data; boundary=mine"
    client.things.upload(file=b"x", extra_headers={"Content-Type": kind})
    assert seen[0].headers["content-type"] == kind
    assert seen[0].read().startswith(b"--mine\r\n")


def test_files_in_json(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"hi")
    client, seen = mocked(ok)
    client.things.create(name={"type": "base64", "data": path})
    assert body_of(seen[0]) == {"name": {"type": "base64", "data": "aGk="}}


def test_iterators_in_a_body_are_read_once_and_sent_again() -> None:
    answers = iter([httpx.Response(500), ok(httpx.Request("GET", "http://x"))])
    client, seen = mocked(lambda _request: next(answers))
    client.things.create(name=(n for n in (1, 2)))
    assert [body_of(request) for request in seen] == [{"name": [1, 2]}] * 2


# Too large


def test_a_body_that_is_too_large_is_not_sent() -> None:
    client, seen = mocked(ok)
    with pytest.raises(
        errors.RequestTooLargeError, match=r"413 - .* 5,011 bytes.* 1,000"
    ) as caught:
        client.things.create(name="x" * 5000)
    error = caught.value
    assert not seen
    assert error.not_sent
    assert error.status_code == error.response.status_code == 413
    assert error.operation == "things.create"
    assert error.request_id is None
    assert b"secret" not in pickle.dumps(error)


def test_an_operation_has_its_own_limit(tmp_path: Path) -> None:
    client, seen = mocked(ok)
    client.things.upload(file=b"x" * 5000)
    assert len(seen) == 1
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(20_000_000)
    with pytest.raises(errors.RequestTooLargeError):
        client.things.upload(file=large)


# Retries


def test_retries_keep_the_idempotency_key_and_count() -> None:
    client, seen = mocked(lambda _request: httpx.Response(500), max_retries=2)
    with pytest.raises(errors.InternalServerError):
        client.things.create(name="n")
    assert [request.headers["x-retry-count"] for request in seen] == ["0", "1", "2"]
    assert len({request.headers["idempotency-key"] for request in seen}) == 1


def test_options_of_raw_verbs() -> None:
    client, seen = mocked(lambda _request: httpx.Response(500))
    with pytest.raises(errors.InternalServerError):
        client.post(
            "/v1/x?k=1",
            cast_to=object,
            body={"a": 1},
            options={
                "headers": {"X-One": "1", "x-retry-count": omit},
                "max_retries": 1,
                "timeout": 4,
                "params": {"q": [1, 2]},
                "extra_json": {"b": 2},
                "idempotency_key": "mine",
            },
        )
    assert len(seen) == 2
    for request in seen:
        assert str(request.url) == "https://api.test/v1/x?k=1&q=1&q=2"
        assert request.headers["x-one"] == "1"
        assert "x-retry-count" not in request.headers
        assert request.headers["idempotency-key"] == "mine"
        assert request.extensions["timeout"]["read"] == 4
        assert body_of(request) == {"a": 1, "b": 2}
