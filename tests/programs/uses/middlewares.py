"""Middleware, as functions and as classes: what it sees, changes, answers itself and lets go by."""

from __future__ import annotations

import asyncio
from typing import Any

import anthropic
from anthropic import Middleware
from uses.use import ASKED, later, plain, refused, streamed, tried, tried_later, use

from helpers.saying import message, text

HELLO = message(text("Hello"))
BUSY = refused(529, "overloaded_error", retry_after_ms="1")


class Noting(Middleware):
    """Notes what it sees before and after."""

    def __init__(self, name: str, notes: list[Any]) -> None:
        self.name, self.notes = name, notes

    def _before(self, request: Any) -> None:
        seen = [request.stream, request.retries_taken, request.json["max_tokens"]]
        self.notes.append([self.name, *seen, request.headers.get("x-own")])

    def handle(self, request: Any, call_next: Any) -> Any:
        self._before(request)
        response = call_next(request)
        self.notes.append([self.name, response.status_code, response.retries_taken])
        return response

    async def handle_async(self, request: Any, call_next: Any) -> Any:
        self._before(request)
        response = await call_next(request)
        self.notes.append([self.name, response.status_code, response.retries_taken])
        return response


def around(*middleware: Any, **options: Any) -> Any:
    return anthropic.Anthropic(middleware=list(middleware), **options)


@use(BUSY, HELLO)
def two_in_order_at_every_attempt() -> Any:
    notes: list[Any] = []
    client = around(Noting("a", notes), Noting("b", notes))
    said = client.messages.create(**ASKED, extra_headers={"x-own": "1"})
    return [plain(said), notes]


@use(BUSY, HELLO)
@later
async def two_in_order_asynchronously() -> Any:
    notes: list[Any] = []
    middleware = [Noting("a", notes), Noting("b", notes)]
    async with anthropic.AsyncAnthropic(middleware=middleware) as client:
        return [plain(await client.messages.create(**ASKED)), notes]


@use(HELLO, HELLO, HELLO)
def a_request_changed() -> Any:
    def shorter(request: Any, call_next: Any) -> Any:
        changed = {**request.json, "max_tokens": 1}
        return call_next(request.copy(body=changed, headers={**request.headers, "x-own-a": "a"}))

    def left_as_it_was(request: Any, call_next: Any) -> Any:
        request.copy().json["max_tokens"] = 3
        return call_next(request)

    def asked_further(request: Any, call_next: Any) -> Any:
        return call_next(request.copy(params={"a": ["b", "c"]}, timeout=7))

    return [
        plain(around(each).messages.create(**ASKED, extra_query={"first": "1"}))
        for each in (shorter, left_as_it_was, asked_further)
    ]


@use(HELLO, HELLO)
def asked_twice() -> Any:
    def twice(request: Any, call_next: Any) -> Any:
        call_next(request).parse()
        return call_next(request)

    return plain(around(twice).messages.create(**ASKED))


@use()
def answered_without_the_api() -> Any:
    def own(request: Any, call_next: Any) -> Any:
        return {"own": request.json["model"]}

    return tried(lambda: around(own).messages.create(**ASKED))


@use(HELLO, HELLO)
def read_in_between() -> Any:
    seen: list[Any] = []

    def reading(request: Any, call_next: Any) -> Any:
        response = call_next(request)
        said = response.parse()
        seen.append([type(said).__name__, said.content[0].text, said._request_id])
        seen.append([response.headers["request-id"], response.request_id, response.json()["id"]])
        return response

    client = around(reading)
    said = client.messages.create(**ASKED)
    raw = client.messages.with_raw_response.create(**ASKED)
    return [plain(said), said._request_id, plain(raw.parse()), seen]


@use(refused(400, "invalid_request_error"), refused(404), BUSY, BUSY)
def errors() -> Any:
    seen: list[Any] = []

    def watching(request: Any, call_next: Any) -> Any:
        response = call_next(request)
        seen.append([response.status_code, response.http_response.is_success])
        return response

    client = around(watching, max_retries=1)
    found = [tried(lambda: client.messages.create(**ASKED)) for _ in range(3)]
    return [found, seen]


@use(HELLO)
def an_error_of_its_own() -> Any:
    def failing(request: Any, call_next: Any) -> Any:
        call_next(request)
        raise LookupError

    return tried(lambda: around(failing).messages.create(**ASKED))


@use(BUSY, HELLO)
def an_error_made_good() -> Any:
    def again(request: Any, call_next: Any) -> Any:
        response = call_next(request)
        return call_next(request) if response.status_code == 529 else response

    return plain(around(again, max_retries=0).messages.create(**ASKED))


@use()
def a_connection_that_fails() -> Any:
    seen: list[str] = []

    def watching(request: Any, call_next: Any) -> Any:
        try:
            return call_next(request)
        except anthropic.APIConnectionError as error:
            seen.append(type(error).__name__)
            raise

    client = around(watching, base_url="http://127.0.0.1:1", max_retries=1)
    return [tried(lambda: client.messages.create(**ASKED)), seen]


@use(streamed(HELLO), streamed(HELLO), streamed(HELLO))
def streams() -> Any:
    notes: list[Any] = []
    client = around(Noting("a", notes))
    raw = [plain(each) for each in client.messages.create(**ASKED, stream=True)]
    with client.messages.stream(**ASKED) as stream:
        texts = list(stream.text_stream)
    with client.beta.messages.stream(**ASKED) as stream:
        last = plain(stream.get_final_message())
    return [raw, texts, last, notes]


@use(streamed(HELLO))
@later
async def streams_asynchronously() -> Any:
    notes: list[Any] = []
    client = anthropic.AsyncAnthropic(middleware=[Noting("a", notes)])
    async with client, client.messages.stream(**ASKED) as stream:
        return [[each async for each in stream.text_stream], notes]


@use(HELLO, HELLO)
def of_a_copy() -> Any:
    notes: list[Any] = []
    client = around(Noting("a", notes))
    client.with_options(middleware=[Noting("b", notes)]).messages.create(**ASKED)
    client.with_options(max_retries=1).messages.create(**ASKED)
    return notes


@use()
def of_the_wrong_kind() -> Any:
    class Nothing(Middleware):
        pass

    class Awaited(Middleware):
        async def handle(self, request: Any, call_next: Any) -> Any:
            return await call_next(request)

    class Plain(Middleware):
        def handle_async(self, request: Any, call_next: Any) -> Any:
            return call_next(request)

    async def later_function(request: Any, call_next: Any) -> Any:
        return await call_next(request)

    def function(request: Any, call_next: Any) -> Any:
        return call_next(request)

    entries: list[Any] = [Nothing(), Awaited(), Plain(), later_function, function, 3]
    return [
        tried(lambda make=make, each=each: type(make(middleware=[each])).__name__)
        for make in (anthropic.Anthropic, anthropic.AsyncAnthropic)
        for each in entries
    ]


@use(BUSY)
@later
async def cancelled() -> Any:
    seen: list[str] = []

    async def waiting(request: Any, call_next: Any) -> Any:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise

    async with anthropic.AsyncAnthropic(middleware=[waiting]) as client:
        task = asyncio.ensure_future(client.messages.create(**ASKED))
        await asyncio.sleep(0.01)
        task.cancel()
        (found,) = await asyncio.gather(task, return_exceptions=True)
        return [type(found).__name__, seen, await tried_later(asyncio.sleep(0))]


@use(HELLO)
def told_of_a_request() -> Any:
    seen: list[Any] = []

    def telling(request: Any, call_next: Any) -> Any:
        seen.append({name: True for name in dir(request) if not name.startswith("_")})
        return call_next(request)

    around(telling).messages.create(**ASKED)
    return seen
