"""What comes of responses: results, raw responses, raw verbs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from call_fakes import CREATE, mocked, ok

from runtime import errors
from runtime.arguments import Arguments

# Raw responses


def test_raw_responses() -> None:
    client, _ = mocked(ok)
    raw = client.things.with_raw_response.create(name="n")
    assert (raw.status_code, raw.request_id, raw.parse()) == (200, "req_1", {"id": "thing_1"})
    assert raw.retries_taken == 0
    assert client.with_raw_response.things.inner.create(name="n").parse() == {"id": "thing_1"}
    assert client.with_raw_response.get("/x", cast_to=dict).parse() == {"id": "thing_1"}
    assert client.things.create(name="n") == {"id": "thing_1"}


def test_a_method_of_raw_responses_can_be_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    client, seen = mocked(ok)
    monkeypatch.setattr(client.things.with_raw_response, "create", lambda **_: "mine")
    assert client.things.with_raw_response.create(name="n") == "mine"
    assert not seen


def test_retries_are_told_by_raw_responses() -> None:
    answers = iter([httpx.Response(500), httpx.Response(200, json={})])
    client, _ = mocked(lambda _request: next(answers))
    assert client.things.with_raw_response.retrieve("a").retries_taken == 1


def test_streamed_responses_are_requested_on_entering() -> None:
    client, seen = mocked(lambda _request: httpx.Response(200, content=iter([b'{"id":"thing_1"}'])))
    manager = client.things.with_streaming_response.create(name="n")
    assert not seen
    with manager as response:
        assert not response.is_closed
        assert response.parse() == {"id": "thing_1"}
    assert response.is_closed


def test_errors_are_raised_in_every_mode() -> None:
    client, _ = mocked(lambda _request: httpx.Response(404, json={"error": {"type": "t"}}))
    with pytest.raises(errors.NotFoundError):
        client.things.with_raw_response.retrieve("a")
    manager = client.things.with_streaming_response.retrieve("a")
    with pytest.raises(errors.NotFoundError, match="'type': 't'"), manager:
        pass


def test_downloads(tmp_path: Path) -> None:
    client, seen = mocked(lambda _request: httpx.Response(200, content=b"data"))
    assert client.things.download("f").read() == b"data"
    assert seen[0].headers["accept"] == "application/octet-stream"
    with client.things.with_streaming_response.download("f") as response:
        response.stream_to_file(tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"data"
    client.things.download("f").write_to_file(tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == b"data"


def test_no_result() -> None:
    client, _ = mocked(lambda _request: httpx.Response(204))
    assert client.things.delete("a") is None


def test_what_is_not_json_is_an_error_with_the_response() -> None:
    client, _ = mocked(lambda _request: httpx.Response(200, text="<html>"))
    with pytest.raises(errors.APIResponseValidationError, match="not JSON") as caught:
        client.things.retrieve("a")
    assert caught.value.response.text == "<html>"


@pytest.mark.parametrize(
    ("cast_to", "expected"),
    [(dict, {"id": "thing_1"}), (object, {"id": "thing_1"}), (bytes, b'{"id":"thing_1"}')],
)
def test_results_of_raw_verbs(cast_to: Any, expected: object) -> None:
    client, _ = mocked(ok)
    assert client.get("/x", cast_to=cast_to) == expected
    assert client.get("/x", cast_to=httpx.Response).status_code == 200
    assert client.get("/x", cast_to=type(None)) is None
    assert client.get("/x", cast_to=str).startswith("{")


def test_a_stream_that_can_not_be_decoded_is_closed() -> None:
    response = httpx.Response(200, content=iter([b"data: 1\n\n"]))
    client, _ = mocked(lambda _request: response)
    operation = replace(CREATE, stream=".nowhere:Nothing")
    arguments = Arguments(body={}, stream=True)
    with pytest.raises(ImportError):
        client._call(operation, arguments)
    assert response.is_closed


def test_raw_verbs() -> None:
    client, seen = mocked(ok)
    client.get("/v1/{odd}", cast_to=object)
    client.put("x", cast_to=object, content=b"bytes")
    client.patch("/x", cast_to=object, body=[1])
    client.delete("/x", cast_to=object)
    client.post("/x", cast_to=object, body={"a": "b"}, files={"f": ("n", b"1")})
    client.post("/x", cast_to=object, content=iter([b"a", b"b"]))
    client.post("/x", cast_to=object, body=None)
    assert [request.method for request in seen] == [
        "GET",
        "PUT",
        "PATCH",
        "DELETE",
        "POST",
        "POST",
        "POST",
    ]
    assert seen[0].url.raw_path == b"/v1/%7Bodd%7D"
    assert (seen[1].content, seen[1].headers["content-type"]) == (
        b"bytes",
        "application/octet-stream",
    )
    assert seen[2].content == b"[1]"
    assert seen[3].content == b""
    assert b'name="a"\r\n\r\nb' in seen[4].read()
    assert seen[5].read() == b"ab"
    assert seen[5].headers["transfer-encoding"] == "chunked"
    assert (seen[6].content, seen[6].headers["content-length"]) == (b"", "0")
    with pytest.raises(TypeError, match="not both"):
        client.post("/x", cast_to=object, body={}, content=b"")


@pytest.mark.parametrize("length", [10, 10_000_000])
def test_what_an_error_says_is_bounded(length: int) -> None:
    for content in ({"text": "x" * length}, {"json": {"error": {"message": "x" * length}}}):
        client, _ = mocked(lambda _request, c=content: httpx.Response(400, **c))
        with pytest.raises(errors.BadRequestError) as raised:
            client.things.create(name="n")
        assert len(str(raised.value)) < 2200
        assert "x" * 10 in str(raised.value)
        assert len(str(raised.value.body)) >= length
