"""Models that end, asked for: a warning with the day, at the line that asked."""

from __future__ import annotations

import asyncio
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from claude_client import Anthropic, AsyncAnthropic

from helpers.answering import (
    answers,
    async_client_of,
    client_of,
    events_of,
    message,
    streamed,
    text,
)

OLD = "claude-sonnet-4-5"
HELLO = message(text("Hello"))


def asked(model: str) -> dict[str, Any]:
    return {"model": model, "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}


def created(client: Anthropic, model: str) -> None:
    client.messages.create(**asked(model))


def created_in_beta(client: Anthropic, model: str) -> None:
    client.beta.messages.create(**asked(model))


def created_raw(client: Anthropic, model: str) -> None:
    client.messages.with_raw_response.create(**asked(model))


def parsed(client: Anthropic, model: str) -> None:
    client.messages.parse(**asked(model), output_format={"type": "object"})


def run(client: Anthropic, model: str) -> None:
    messages: Any = client.beta.messages
    messages.tool_runner(**asked(model), tools=[]).until_done()


WAYS = [created, created_in_beta, created_raw, parsed, run]


def told(function: Callable[..., object], *given: Any) -> list[str]:
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        warnings.simplefilter("ignore", ResourceWarning)  # what another test left may go just now
        function(*given)
    assert {each.category for each in found} <= {DeprecationWarning}
    assert {Path(each.filename) for each in found} <= {Path(__file__)}
    return [str(each.message) for each in found]


@pytest.mark.parametrize("way", WAYS)
def test_a_model_that_ends_is_told_of_where_it_is_asked_for(way: Callable[..., None]) -> None:
    content = '{"a": 1}' if way is parsed else "Hello"
    (warning,) = told(way, client_of(answers(message(text(content)))), OLD)
    assert OLD in warning
    assert re.search(r"\b2026-11-30\b", warning)


@pytest.mark.parametrize("way", [created, run])
def test_a_model_that_goes_on_is_not(way: Callable[..., None]) -> None:
    assert told(way, client_of(answers(HELLO)), "claude-opus-5-5") == []


def test_a_stream_is_told_of_at_its_with() -> None:
    def stream() -> None:
        client = client_of(answers(streamed(events_of(HELLO))))
        with client.messages.stream(**asked(OLD)) as found:
            found.until_done()

    assert len(told(stream)) == 1


def test_an_asynchronous_call_is_told_of_where_it_is_awaited() -> None:
    async def create(client: AsyncAnthropic) -> None:
        await client.messages.create(**asked(OLD))

    assert len(told(lambda: asyncio.run(create(async_client_of(answers(HELLO)))))) == 1
