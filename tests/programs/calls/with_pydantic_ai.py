"""An agent of pydantic-ai: a run, a streamed run, one with a tool, one with a typed output."""

from __future__ import annotations

import asyncio

from claude_client import as_anthropic

as_anthropic.install()

from pydantic import BaseModel
from pydantic_ai import Agent, NativeOutput
from pydantic_ai.models.anthropic import AnthropicModel

from reporting import report


class Weather(BaseModel):
    city: str
    degrees: int


async def main() -> None:
    model = AnthropicModel("claude-opus-4-8")
    agent = Agent(model)
    answer = await agent.run("Say hello")
    pieces: list[str] = []
    async with agent.run_stream("Say hello") as run:
        async for piece in run.stream_text(delta=True, debounce_by=None):
            pieces.append(piece)

    calculator = Agent(model)

    @calculator.tool_plain
    def add(left: int, right: int) -> int:
        """Adds two numbers."""
        return left + right

    sum_ = await calculator.run("What is 1 + 2?")
    weather = await Agent(model, output_type=NativeOutput(Weather)).run("Oslo?")
    report(
        text=answer.output,
        usage=answer.usage.output_tokens,
        streamed=pieces,
        tool=sum_.output,
        structured=weather.output.model_dump(),
    )


asyncio.run(main())
