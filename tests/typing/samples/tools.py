"""What is inferred of functions as tools, and of the runners of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claude_client import Anthropic, AsyncAnthropic, beta_async_tool, beta_tool
from claude_client.lib.streaming import BetaAsyncMessageStream, BetaMessageStream
from claude_client.lib.tools import (
    BetaAsyncFunctionTool,
    BetaAsyncToolRunner,
    BetaFunctionTool,
    BetaStreamingToolRunner,
    BetaToolRunner,
)
from claude_client.tools.memory import BetaLocalFilesystemMemoryTool
from claude_client.types.beta import ParsedBetaMessage
from pydantic import BaseModel
from typing_extensions import assert_type


@beta_tool
def weather(city: str) -> str:
    """Tells the weather."""
    return city


@beta_tool(name="other", strict=True)
def named(city: str) -> str:
    """Tells the weather."""
    return city


@beta_async_tool
async def weather_later(city: str) -> str:
    """Tells the weather."""
    return city


class Order(BaseModel):
    product: str


assert_type(weather, BetaFunctionTool[Callable[[str], str]])  # type: ignore[assert-type]  # pyright: ignore
assert_type(weather("Oslo"), str)
beta_tool(weather_later.func)  # type: ignore[type-var]  # pyright: ignore


def run(client: Anthropic) -> None:
    runner = client.beta.messages.tool_runner(
        model="m",
        max_tokens=1,
        messages=[{"role": "user", "content": "Hello"}],
        tools=[
            weather,
            named,
            BetaLocalFilesystemMemoryTool(),
            {"type": "web_search_20250305", "name": "web_search"},
        ],
        output_format=Order,
    )
    assert_type(runner, BetaToolRunner[Order])
    for message in runner:
        assert_type(message, ParsedBetaMessage[Order])
    assert_type(runner.until_done().parsed_output, Order | None)
    streaming = client.beta.messages.tool_runner(
        model="m", max_tokens=1, messages=[], tools=[weather], stream=True
    )
    assert_type(streaming, BetaStreamingToolRunner[Any])
    for stream in streaming:
        assert_type(stream, BetaMessageStream[Any])
    client.beta.messages.create(model="m", max_tokens=1, messages=[], tools=[weather])
    client.beta.messages.tool_runner(model="m", max_tokens=1, messages=[], tools=[weather_later])  # type: ignore[list-item]  # pyright: ignore


async def run_later(client: AsyncAnthropic) -> None:
    runner = client.beta.messages.tool_runner(
        model="m", max_tokens=1, messages=[], tools=[weather_later]
    )
    assert_type(runner, BetaAsyncToolRunner[Any])
    assert_type(weather_later, BetaAsyncFunctionTool[Any])  # type: ignore[assert-type]  # pyright: ignore
    async for message in runner:
        assert_type(message, ParsedBetaMessage[Any])
    streaming = client.beta.messages.tool_runner(
        model="m", max_tokens=1, messages=[], tools=[weather_later], stream=True
    )
    async for stream in streaming:
        assert_type(stream, BetaAsyncMessageStream[Any])
