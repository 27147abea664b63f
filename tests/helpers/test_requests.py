"""`request`, which all calls go through where a program has put its own there; and lists by path."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from claude_client.pagination import AsyncPage, SyncPage
from claude_client.types import ModelInfo

from helpers.answering import (
    answers,
    async_client_of,
    client_of,
    events_of,
    message,
    streamed,
    text,
)

HELLO = message(text("Hello there"))
ASKED: Any = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}
PAGE = {
    "data": [
        {"type": "model", "id": "m", "display_name": "M", "created_at": "2025-01-01T00:00:00Z"}
    ],
    "has_more": False,
    "first_id": "m",
    "last_id": "m",
}


def test_a_request_that_is_put_on_a_client_sees_each_call_once() -> None:
    client = client_of(answers(HELLO, HELLO))
    seen: list[Any] = []
    before = client.request

    def request(cast_to: Any, options: Any, **others: Any) -> Any:
        seen.append((cast_to.__name__, options.method, options.url, options.json_data["model"]))
        return before(cast_to, options, **others)

    client.request = request  # type: ignore[method-assign]
    assert client.beta.messages.create(**ASKED).content[0].text == "Hello there"
    assert seen == [("BetaMessage", "post", "/v1/messages?beta=true", "m")]
    # What was put on one object is not on its copies.
    client.with_options(max_retries=1).messages.create(**ASKED)
    assert len(seen) == 1


def test_what_comes_out_of_a_stream_is_what_its_class_says() -> None:
    client = client_of(answers(streamed(events_of(HELLO))))
    before = client.request
    seen: list[str] = []

    def request(cast_to: Any, options: Any, *, stream: bool, stream_cls: Any) -> Any:
        class Seen(stream_cls):  # type: ignore[misc]
            def __stream__(self) -> Iterator[Any]:
                for event in super().__stream__():
                    seen.append(event.type)
                    yield event

        return before(cast_to, options, stream=stream, stream_cls=Seen)

    client.request = request  # type: ignore[method-assign]
    with client.messages.stream(**ASKED) as stream:
        assert stream.get_final_text() == "Hello there"
    assert seen[0] == "message_start"
    assert seen[-1] == "message_stop"


def test_the_same_of_an_asynchronous_client() -> None:
    async def run() -> None:
        client = async_client_of(answers(streamed(events_of(HELLO)), HELLO, PAGE))
        before = client.request
        seen: list[Any] = []

        async def request(cast_to: Any, options: Any, *, stream: bool, stream_cls: Any) -> Any:
            seen.append(options.url)
            if not stream:
                return await before(cast_to, options)

            class Seen(stream_cls):  # type: ignore[misc]
                async def __stream__(self) -> AsyncIterator[Any]:
                    async for event in super().__stream__():
                        seen.append(event.type)
                        yield event

            return await before(cast_to, options, stream=stream, stream_cls=Seen)

        client.request = request  # type: ignore[method-assign]
        async with client.messages.stream(**ASKED) as stream:
            assert await stream.get_final_text() == "Hello there"
        assert seen[:2] == ["/v1/messages", "message_start"]
        assert (await client.messages.create(**ASKED)).content[0].text == "Hello there"
        assert [model.id async for model in client.models.list()] == ["m"]
        assert seen[-2:] == ["/v1/messages", "/v1/models"]

    asyncio.run(run())


def test_a_list_without_a_method() -> None:
    client = client_of(answers(PAGE))
    page = client.get_api_list("/v1/models", model=ModelInfo, page=SyncPage[ModelInfo])
    assert isinstance(page, SyncPage)
    assert isinstance(page.data[0], ModelInfo)

    async def run() -> list[str]:
        client = async_client_of(answers(PAGE))
        found = client.get_api_list("/v1/models", model=ModelInfo, page=AsyncPage[ModelInfo])
        return [each.id async for each in found]

    assert asyncio.run(run()) == ["m"]


@pytest.mark.parametrize("option", ["api_key", "auth_token"])
def test_a_client_tells_its_credentials_headers_and_its_name(option: str) -> None:
    client = client_of(answers(), **{"api_key": None, option: "secret"})
    name, value = {
        "api_key": ("x-api-key", "secret"),
        "auth_token": ("authorization", "Bearer secret"),
    }[option]
    assert client.auth_headers[name] == value
    assert client.user_agent == client.default_headers["user-agent"]
