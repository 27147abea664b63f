"""The same calls of the client itself, for programs that watch it; what they saw goes to `report`."""

from __future__ import annotations

import asyncio
from typing import Any

import anthropic
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import BaseModel

from reporting import report


class Weather(BaseModel):
    city: str
    degrees: int


ADD = {
    "name": "add",
    "description": "Adds two numbers.",
    "input_schema": {"type": "object", "properties": {"left": {"type": "integer"}}},
}


def asked(words: str, **others: Any) -> dict[str, Any]:
    messages = [{"role": "user", "content": words}]
    return {"model": "claude-opus-4-8", "max_tokens": 64, "messages": messages, **others}


async def asynchronous() -> list[str]:
    client = anthropic.AsyncAnthropic()
    answer = await client.beta.messages.create(**asked("Say hello"))
    events = await client.messages.create(**asked("Say hello"), stream=True)
    pieces = [event.delta.text async for event in events if event.type == "content_block_delta"]
    async with client.messages.stream(**asked("Say hello")) as stream:
        helped = [piece async for piece in stream.text_stream]
    return [answer.content[0].text, "".join(pieces), "".join(helped)]


def call_and_report(exporter: InMemorySpanExporter) -> None:
    client = anthropic.Anthropic()
    answer = client.messages.create(**asked("Say hello"))
    events = client.messages.create(**asked("Say hello"), stream=True)
    pieces = [event.delta.text for event in events if event.type == "content_block_delta"]
    with client.messages.stream(**asked("Say hello")) as stream:
        helped = list(stream.text_stream)
    tool = client.messages.create(**asked("What is 1 + 2?", tools=[ADD])).content[0]
    weather = client.messages.parse(**asked("Oslo?"), output_format=Weather).parsed_output
    report(
        text=answer.content[0].text,
        streamed=pieces,
        helped=helped,
        tool=tool.input,
        structured=weather.model_dump(),
        later=asyncio.run(asynchronous()),
        spans=[
            {"name": span.name, **dict(span.attributes or {})}
            for span in exporter.get_finished_spans()
        ],
    )
