"""Tools, the messages that call them, and runs of them: what the uses of runners have in common."""

from __future__ import annotations

from typing import Any

import anthropic
from anthropic import beta_async_tool, beta_tool
from uses.use import ASKED

from helpers.saying import message, text, tool_use

ADD = tool_use("add", {"left": 1, "right": 2})
CALLED = message(text("Let me see."), ADD, stop="tool_use")
DONE = message(text("Three"))
BOTH = message(
    ADD,
    tool_use("note", {"what": "x"}, id="b"),
    tool_use("note", {"what": "y"}, id="c"),
    stop="tool_use",
)
SUMMED = message(
    {"type": "compaction", "content": "So far.", "encrypted_content": None}, stop="compaction"
)
NO_SUMMARY = message(
    {"type": "compaction", "content": None, "encrypted_content": None}, stop="compaction"
)
PAUSED = message(
    text("Wait"), stop="pause_turn", container={"id": "c_1", "expires_at": "2026-01-01T00:00:00Z"}
)


@beta_tool
def add(left: int, right: int) -> str:
    """Adds."""
    return str(left + right)


@beta_async_tool(name="add")
async def add_later(left: int, right: int) -> str:
    """Adds."""
    return str(left + right)


class Noted:
    """A tool that notes that it was run, in a run of its own."""

    def __init__(self) -> None:
        self.ran: list[str] = []

        @beta_tool
        def note(what: str) -> str:
            """Notes."""
            self.ran.append(what)
            return what

        self.tool = note


def run(*tools: Any, **options: Any) -> Any:
    client = anthropic.Anthropic(max_retries=0)
    return client.beta.messages.tool_runner(**{**ASKED, "tools": list(tools), **options})


def run_later(*tools: Any, **options: Any) -> Any:
    client = anthropic.AsyncAnthropic(max_retries=0)
    return client.beta.messages.tool_runner(**{**ASKED, "tools": list(tools), **options})
