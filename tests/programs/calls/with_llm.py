"""A model of llm-anthropic: an answer, one as it is written, one with a tool, one by a schema."""

from __future__ import annotations

import json

from claude_client import as_anthropic

as_anthropic.install()

import llm

from reporting import report


def add(left: int, right: int) -> int:
    """Adds two numbers."""
    return left + right


model = llm.get_model("anthropic/claude-opus-4-8")
schema = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "degrees": {"type": "integer"}},
}
report(
    text=model.prompt("Say hello", stream=False).text(),
    streamed=[each for each in model.prompt("Say hello") if each],
    tool=model.chain("What is 1 + 2?", tools=[add]).text(),
    structured=json.loads(model.prompt("Oslo?", schema=schema).text()),
)
