"""Refusals in, the answers of the models that are asked instead out, as one message."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx
import pytest
from claude_client import (
    AnthropicBedrock,
    AnthropicError,
    AnthropicVertex,
    BetaFallbackState,
    BetaRefusalFallbackMiddleware,
    StreamInterruptedError,
)

from helpers.answering import (
    answers,
    async_client_of,
    client_of,
    events_of,
    lines_of,
    message,
    streamed,
    text,
)

ASKED: Any = {"model": "model-a", "max_tokens": 64, "messages": [{"role": "user", "content": "Go"}]}
B: Any = {"model": "model-b"}
DETAILS = {
    "type": "refusal",
    "category": "cyber",
    "fallback_credit_token": "tok_1",
    "fallback_has_prefill_claim": True,
}
HELLO = message(text("Hello"))


def refusal(*content: Any) -> dict[str, Any]:
    return message(*content, stop="refusal", stop_details=DETAILS)


def refused_stream(*content: Any) -> httpx.Response:
    events = events_of(refusal(*content))
    events[-2]["delta"]["stop_details"] = DETAILS
    return streamed(events)


def middleware(*entries: Any) -> Any:
    return {"middleware": [BetaRefusalFallbackMiddleware(entries or [B])]}


def test_the_next_model_is_asked_with_the_token_of_the_refusal() -> None:
    given = answers(refusal(), HELLO)
    said = client_of(given, **middleware()).beta.messages.create(**ASKED)
    assert [block.type for block in said.content] == ["fallback", "text"]
    assert [body["model"] for body in given.bodies] == ["model-a", "model-b"]
    assert given.bodies[1]["fallback_credit_token"] == {"token": "tok_1", "mode": "best_effort"}
    assert all("fallback-credit-2026-07-01" in each["anthropic-beta"] for each in given.headers)


def test_streams_are_joined_where_the_model_broke_off() -> None:
    given = answers(refused_stream(text("Well, ")), streamed(events_of(HELLO)))
    with client_of(given, **middleware()).beta.messages.stream(**ASKED) as stream:
        said = stream.get_final_message()
    assert [block.type for block in said.content] == ["text", "fallback", "text"]
    assert given.bodies[1]["messages"][-1] == {"role": "assistant", "content": [text("Well, ")]}
    assert [each.type for each in said.usage.iterations or ()] == ["message", "fallback_message"]


def test_an_asynchronous_stream_is_joined_too() -> None:
    given = answers(refused_stream(text("Well, ")), streamed(events_of(HELLO)))

    async def listen() -> list[str]:
        client = async_client_of(given, **middleware())
        async with client.beta.messages.stream(**ASKED) as stream:
            return [each async for each in stream.text_stream]

    assert "".join(asyncio.run(listen())) == "Well, Hello"


def test_a_conversation_begins_with_the_model_that_accepted() -> None:
    given = answers(refusal(), HELLO, HELLO)
    client, conversation = client_of(given, **middleware()), BetaFallbackState()
    with conversation:
        client.beta.messages.create(**ASKED)
        client.beta.messages.create(**ASKED)
    assert conversation.index == 0
    assert [body["model"] for body in given.bodies] == ["model-a", "model-b", "model-b"]


def test_it_is_told_once_that_the_next_request_will_begin_anew(caplog: Any) -> None:
    client = client_of(answers(refusal(), HELLO, refusal(), HELLO), **middleware())
    with caplog.at_level(logging.WARNING, "claude_client"):
        client.beta.messages.create(**ASKED)
        client.beta.messages.create(**ASKED)
    assert sum("BetaFallbackState" in each.getMessage() for each in caplog.records) == 1


def test_if_no_other_model_can_be_asked_the_refusal_is_the_answer() -> None:
    given = answers(refused_stream(text("Well, ")), httpx.Response(529), httpx.ConnectError("gone"))
    client = client_of(given, **middleware(B, {"model": "model-c"}))
    with client.beta.messages.stream(**ASKED) as stream:
        said = stream.get_final_message()
    assert said.stop_reason == "refusal"
    assert [block.type for block in said.content] == ["text"]


@pytest.mark.parametrize("cut", [1, 3])
def test_a_stream_that_breaks_off_is_an_error_whichever_model_it_is_of(cut: int) -> None:
    for given in (
        answers(streamed(events_of(HELLO)[:cut])),
        answers(refused_stream(text("Well, ")), streamed(events_of(HELLO)[:cut])),
    ):
        client = client_of(given, **middleware())
        with pytest.raises(StreamInterruptedError), client.beta.messages.stream(**ASKED) as stream:
            stream.until_done()


class Body(httpx.SyncByteStream):
    """A body that says whether it was given back."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.is_closed = False

    def __iter__(self) -> Any:
        yield from self.content.splitlines(keepends=True)

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize("read", [0, 1, 9])
def test_leaving_a_stream_gives_its_connection_back(read: int) -> None:
    bodies = [Body(refused_stream(text("Well, ")).content), Body(lines_of(events_of(HELLO)))]
    headers = {"content-type": "text/event-stream"}
    given = answers(*(httpx.Response(200, headers=headers, stream=each) for each in bodies))
    client = client_of(given, **middleware())
    with client.beta.messages.create(**ASKED, stream=True) as stream:
        for _ in range(read):
            next(stream)
    assert [each.is_closed for each in bodies[: len(given.bodies)]] == [True] * len(given.bodies)


def test_fallbacks_of_the_api_and_of_the_client_exclude_each_other() -> None:
    with pytest.raises(AnthropicError, match="fallbacks"):
        client_of(answers(), **middleware()).beta.messages.create(**ASKED, fallbacks=[B])


PLATFORMS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "bedrock": (AnthropicBedrock, {"aws_region": "us-east-1", "api_key": "k"}, "anthropic_beta"),
    "vertex": (AnthropicVertex, {"region": "r", "project_id": "p", "access_token": "t"}, ""),
}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_where_the_address_names_the_model_it_names_the_other_one(platform: str) -> None:
    kind, options, member = PLATFORMS[platform]
    given, urls = answers(refusal(), HELLO), list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        urls.append(request.url.path)
        return given(request)

    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = kind(http_client=http, max_retries=0, **options, **middleware({"model": "b:1"}))
    said = client.beta.messages.create(**ASKED, betas=["own-1"])
    assert [block.type for block in said.content] == ["fallback", "text"]
    assert ["model-a" in urls[0], "b:1" in urls[1]] == [True, True]
    assert all("model" not in body for body in given.bodies)
    for body, headers in zip(given.bodies, given.headers, strict=True):
        betas = body[member] if member else headers["anthropic-beta"].split(",")
        assert betas == ["own-1", "fallback-credit-2026-07-01"]
