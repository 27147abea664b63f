"""Middleware sees, changes, answers and repeats attempts; sync and async."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from call_fakes import AsyncTest, Test, body_of, mocked, ok

from runtime import errors
from runtime.middleware import APIRequest, Middleware
from runtime.sentinels import omit


class Recorder(Middleware):
    """Notes what goes by."""

    def __init__(self) -> None:
        self.notes: list[Any] = []

    def handle(self, request: APIRequest, call_next: Any) -> Any:
        self.notes.append((request.operation, request.retries_taken))
        response = call_next(request)
        self.notes.append(response.status_code)
        return response

    async def handle_async(self, request: APIRequest, call_next: Any) -> Any:
        self.notes.append((request.operation, request.retries_taken))
        response = await call_next(request)
        self.notes.append(response.status_code)
        return response


EXPECTED = [("things.create", 0), 500, ("things.create", 1), 200]


def answers(*statuses: int) -> Any:
    left = iter(statuses)
    return lambda _request: httpx.Response(next(left), json={"id": "thing_1"})


def test_every_attempt_is_seen() -> None:
    recorder = Recorder()
    client, _ = mocked(answers(500, 200), middleware=[recorder])
    assert client.things.create(name="n") == {"id": "thing_1"}
    assert recorder.notes == EXPECTED


def test_every_attempt_is_seen_asynchronously() -> None:
    recorder = Recorder()

    async def main() -> Any:
        http = httpx.AsyncClient(transport=httpx.MockTransport(answers(500, 200)))
        async with AsyncTest(api_key="k", http_client=http, middleware=[recorder]) as client:
            return await client.things.create(name="n")

    assert asyncio.run(main()) == {"id": "thing_1"}
    assert recorder.notes == EXPECTED


def test_the_first_is_the_outermost() -> None:
    order: list[str] = []

    def named(name: str) -> Any:
        def middleware(request: APIRequest, call_next: Any) -> Any:
            order.append(name)
            return call_next(request)

        return middleware

    client, _ = mocked(ok, middleware=[named("a")])
    client.with_middleware(named("b")).things.retrieve("x")
    client.things.retrieve("x")
    assert order == ["a", "b", "a"]
    assert len(client.middleware) == 1


def test_requests_can_be_changed() -> None:
    def middleware(request: APIRequest, call_next: Any) -> Any:
        headers: dict[str, Any] = {**request.headers, "x-one": "1", "X-Api-Key": omit}
        changed = request.copy(
            url="https://other.test/x",
            params={"q": [1, 2]},
            headers=headers,
            body={**request.json, "more": True},
            timeout=3,
            method="PUT",
        )
        assert "x-one" not in request.headers
        return call_next(changed)

    client, seen = mocked(ok, middleware=[middleware])
    client.things.create(name="n")
    request = seen[0]
    assert (request.method, str(request.url)) == ("PUT", "https://other.test/x?q=1&q=2")
    assert body_of(request) == {"name": "n", "more": True}
    assert int(request.headers["content-length"]) == len(request.content)
    assert request.headers["host"] == "other.test"
    assert request.headers["x-one"] == "1"
    assert "x-api-key" not in request.headers
    assert request.extensions["timeout"]["read"] == 3


def test_a_path_is_one_on_the_same_host() -> None:
    def middleware(request: APIRequest, call_next: Any) -> Any:
        return call_next(request.copy(url="/v2/others?a=1"))

    client, seen = mocked(ok, middleware=[middleware])
    before = str(httpx.URL(client.base_url).join("/"))
    client.things.create(name="n")
    assert str(seen[0].url) == f"{before}v2/others?a=1"


def test_requests_can_be_looked_at() -> None:
    seen: list[APIRequest] = []

    def middleware(request: APIRequest, call_next: Any) -> Any:
        seen.append(request)
        return call_next(request)

    client, _ = mocked(ok, middleware=[middleware])
    client.things.create(name="n", extra_query={"q": "1"})
    request = seen[0]
    assert (request.method, request.url) == ("POST", "https://api.test/v1/things?q=1")
    assert dict(request.query_params) == {"q": "1"}
    assert (request.json, request.stream) == ({"name": "n"}, False)
    assert request.timeout["connect"] == 5
    assert "secret" not in repr(request)


@pytest.mark.parametrize("value", [{"id": "cached"}, None, 5])
def test_a_value_is_the_answer(value: object) -> None:
    client, seen = mocked(ok, middleware=[lambda _request, _call_next: value])
    assert client.things.create(name="n") == value
    assert not seen


def test_callers_of_raw_responses_get_them_through_middleware() -> None:
    client, _ = mocked(ok, middleware=[Recorder()])
    raw = client.things.with_raw_response.create(name="n")
    assert (raw.request_id, raw.parse()) == ("req_1", {"id": "thing_1"})
    assert client.things.download("f").read() == b'{"id":"thing_1"}'


def test_streams_go_through_middleware() -> None:
    data = b'event: a\ndata: {"n":1}\n\n'
    client, _ = mocked(
        lambda _request: httpx.Response(200, content=iter([data])), middleware=[Recorder()]
    )
    assert list(client.things.create(name="n", stream=True)) == [{"n": 1}]


def test_errors_reach_middleware_as_responses_and_callers_as_errors() -> None:
    recorder = Recorder()
    client, _ = mocked(answers(404), middleware=[recorder])
    with pytest.raises(errors.NotFoundError):
        client.things.create(name="n")
    assert recorder.notes == [("things.create", 0), 404]


def test_lost_connections_reach_middleware_as_errors() -> None:
    caught: list[Exception] = []

    def middleware(request: APIRequest, call_next: Any) -> Any:
        try:
            return call_next(request)
        except errors.APIConnectionError as exc:
            caught.append(exc)
            raise

    def lost(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("lost", request=request)

    client, seen = mocked(lost, middleware=[middleware])
    with pytest.raises(errors.APIConnectionError, match=r"lost.*3 attempts"):
        client.things.create(name="n")
    assert len(caught) == len(seen) == 3


def test_middleware_may_repeat_by_itself() -> None:
    def middleware(request: APIRequest, call_next: Any) -> Any:
        first = call_next(request)
        return call_next(request) if first.status_code == 401 else first

    client, seen = mocked(answers(401, 200), middleware=[middleware])
    assert client.things.create(name="n") == {"id": "thing_1"}
    assert len(seen) == 2


def test_bugs_of_middleware_are_not_hidden() -> None:
    def middleware(_request: APIRequest, _call_next: Any) -> Any:
        raise ZeroDivisionError

    client, seen = mocked(ok, middleware=[middleware])
    with pytest.raises(ZeroDivisionError):
        client.things.create(name="n")
    assert not seen


async def _asynchronous(request: APIRequest, call_next: Any) -> Any:
    return await call_next(request)


def _synchronous(request: APIRequest, call_next: Any) -> Any:
    return call_next(request)


class OnlySync(Middleware):
    def handle(self, request: APIRequest, call_next: Any) -> Any:
        return call_next(request)


@pytest.mark.parametrize(
    ("client", "middleware"),
    [
        (Test, _asynchronous),
        (AsyncTest, _synchronous),
        (AsyncTest, OnlySync()),
        (Test, Middleware()),
        (Test, 5),
    ],
)
def test_middleware_of_the_other_kind_is_refused(client: Any, middleware: Any) -> None:
    with pytest.raises(TypeError, match="middleware"):
        client(middleware=[middleware])
