"""A chat model of langchain-anthropic: a call, a stream, a tool, a typed answer."""

from __future__ import annotations

import asyncio

from claude_client import as_anthropic

as_anthropic.install()

from langchain_anthropic import ChatAnthropic
from langchain_core.tools import tool
from pydantic import BaseModel

from reporting import report


class Weather(BaseModel):
    city: str
    degrees: int


@tool
def add(left: int, right: int) -> int:
    """Adds two numbers."""
    return left + right


model = ChatAnthropic(model="claude-opus-4-8", max_tokens=64, temperature=0.5)
answer = model.invoke("Say hello")
report(
    text=answer.content,
    usage=answer.usage_metadata["output_tokens"],
    streamed=[each.text for each in model.stream("Say hello") if each.text],
    later=asyncio.run(model.ainvoke("Say hello")).content,
    tool=model.bind_tools([add]).invoke("What is 1 + 2?").tool_calls[0]["args"],
    structured=model.with_structured_output(Weather).invoke("Oslo?").model_dump(),
)
