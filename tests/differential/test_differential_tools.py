"""Functions as tools and runs of them, through both: what is told the model, and what is sent on."""

from __future__ import annotations

from typing import Any

import pytest

from differential.capturing import Reply
from differential.clients import Clients, needs_reference
from differential.comparing import told
from helpers.answering import events_of, lines_of, message, text, tool_use

pytestmark = [pytest.mark.slow, needs_reference]

TOOLS = ("add", "describe", "note", "fail", "refuse")
ASKED: dict[str, Any] = {"model": "m", "max_tokens": 64}
GO = [{"role": "user", "content": "Go"}]


def use(name: str, given: dict[str, Any], id: str = "toolu_1") -> Any:
    return tool_use(name, given, id=id)


TURNS: dict[str, list[Any]] = {
    "one call": [message(use("add", {"left": 1, "right": 2}), stop="tool_use")],
    "calls beside each other": [
        message(
            text("Let me see."),
            use("add", {"left": 1, "right": 2}, id="a"),
            use("note", {"what": "x"}, id="b"),
            stop="tool_use",
        )
    ],
    "a failure": [message(use("fail", {}), stop="tool_use")],
    "a refusal": [message(use("refuse", {}), stop="tool_use")],
    "an unknown tool": [message(use("other", {}), stop="tool_use")],
    "bad input": [message(use("add", {"left": "x"}), stop="tool_use")],
    "paused": [message(text("Wait"), stop="pause_turn")],
    "cut off": [],
}


@pytest.mark.parametrize("asynchronous", [False, True])
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("turns", TURNS)
def test_a_run_is_the_same(turns: str, stream: bool, asynchronous: bool, clients: Clients) -> None:
    last = message(use("add", {}), stop="max_tokens") if turns == "cut off" else message(text("x"))
    came = [*TURNS[turns], last]
    replies = [
        Reply(lines_of(events_of(each)), "text/event-stream") if stream else Reply.of(each)
        for each in came
    ]
    keywords = {**ASKED, "messages": GO, "tools": [{"$tool": each} for each in TOOLS]}
    call: dict[str, Any] = {
        "accessor": "beta.messages.tool_runner",
        "positional": [],
        "keywords": {**keywords, "stream": stream},
        "asynchronous": asynchronous,
    }
    found = clients.compare(f"tool_runner {turns}", call, replies)
    assert not found, told(found)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_function_is_told_the_same(tool: str, clients: Clients) -> None:
    call: dict[str, Any] = {
        "accessor": "beta.messages.create",
        "positional": [],
        "keywords": {**ASKED, "messages": GO, "tools": [{"$tool": tool}]},
    }
    found = clients.compare(f"beta_tool {tool}", call, [Reply.of(message(text("x")))])
    assert not found, told(found)


def test_a_runner_takes_the_same_arguments(clients: Clients) -> None:
    call = {"accessor": "beta.messages.tool_runner", "signature": True}
    found = clients.compare("beta.messages.tool_runner()", call, [])
    assert not found, told(found)
