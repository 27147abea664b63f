"""Runs of tools: what is sent on, how far they go, what fails."""

from __future__ import annotations

from typing import Any

from anthropic import beta_tool
from anthropic.lib.tools import ToolError
from uses.tools import (
    ADD,
    CALLED,
    DONE,
    PAUSED,
    Noted,
    add,
    run,
)
from uses.use import plain, refused, tried, use

from helpers.saying import message, text, tool_use

# What a tool returns.


RETURNED: dict[str, Any] = {
    "text": "a",
    "empty": "",
    "blocks": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}],
    "no_blocks": [],
    "tuple_of_blocks": ({"type": "text", "text": "a"},),
    "surrogate": "a\ud800b",
}


@use(
    message(*(tool_use("give", {"what": each}, id=each) for each in RETURNED), stop="tool_use"),
    DONE,
)
def what_tools_return() -> Any:
    @beta_tool
    def give(what: str) -> Any:
        """Gives."""
        return RETURNED[what]

    return plain(run(give).until_done())


class OwnError(Exception):
    pass


RAISED: dict[str, Exception] = {
    "plain": ValueError("no"),
    "own": OwnError(3),
    "long": ValueError("x" * 20_000),
    "tool_error": ToolError("Not now."),
    "blocks": ToolError([{"type": "text", "text": "Not now."}]),
    "empty": ToolError(""),
    "no_blocks": ToolError([]),
}


@use(
    message(*(tool_use("fail", {"what": each}, id=each) for each in RAISED), stop="tool_use"), DONE
)
def what_tools_raise() -> Any:
    @beta_tool
    def fail(what: str) -> str:
        """Fails."""
        raise RAISED[what]

    return plain(run(fail).until_done())


@use(message(tool_use("leave", {}), stop="tool_use"), DONE)
def a_tool_that_leaves() -> Any:
    @beta_tool
    def leave() -> str:
        raise KeyboardInterrupt

    runner = run(leave)
    try:
        runner.until_done()
    except KeyboardInterrupt:
        return [plain(each) for each in runner]
    return "went on"


@use(message(tool_use("other", {}), ADD, stop="tool_use"), DONE)
def a_tool_that_is_unknown() -> Any:
    return plain(run(add).until_done())


@use(
    message(
        tool_use("add", {"left": "x"}),
        tool_use("add", {}, id="b"),
        tool_use("add", {"left": 1, "right": 2, "more": 3}, id="c"),
        stop="tool_use",
    ),
    DONE,
)
def input_that_does_not_fit() -> Any:
    return plain(run(add).until_done())


# How far it goes.


@use(CALLED, CALLED, CALLED)
def a_bound_on_turns() -> Any:
    return [[plain(each) for each in run(add, max_iterations=most)] for most in (1, 2)]


@use(CALLED)
def a_bound_of_nothing() -> Any:
    return [
        tried(lambda most=most: [plain(each) for each in run(add, max_iterations=most)])
        for most in (0, -1)
    ]


@use(CALLED, DONE)
def left_and_taken_up_again() -> Any:
    noted = Noted()
    runner = run(add, noted.tool)
    for _ in runner:
        break
    return [plain(runner.until_done()), [plain(each) for each in runner]]


@use(CALLED, DONE)
def closed() -> Any:
    runner = run(add)
    next(runner)
    runner.close()
    runner.close()
    before = run(add)
    before.close()
    return [
        [plain(each) for each in runner],
        tried(lambda: plain(runner.until_done())),
        [plain(each) for each in before],
    ]


@use(CALLED, DONE)
def until_done_twice() -> Any:
    runner = run(add)
    return [plain(runner.until_done()), plain(runner.until_done())]


@use(CALLED, refused(529, "overloaded_error"), DONE)
def a_request_that_is_refused() -> Any:
    runner = run(add)
    return [tried(lambda: plain(runner.until_done())), [plain(each) for each in runner]]


@use(
    *(
        message(ADD, stop=stop)
        for stop in (
            "max_tokens",
            "end_turn",
            "stop_sequence",
            "refusal",
            "model_context_window_exceeded",
        )
    )
)
def calls_of_a_message_that_stopped_otherwise() -> Any:
    return [plain(run(add).until_done()) for _ in range(5)]


@use(PAUSED, DONE, PAUSED, DONE)
def paused() -> Any:
    return [plain(run(add, **given).until_done()) for given in ({}, {"container": "mine"})]


@use(message(text("no calls"), stop="tool_use"))
def stopped_for_a_tool_without_one() -> Any:
    return plain(run(add).until_done())


@use(
    message(
        ADD,
        {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}},
        stop="tool_use",
    ),
    DONE,
)
def a_tool_of_the_server_beside() -> Any:
    return plain(run(add, {"type": "web_search_20250305", "name": "web_search"}).until_done())
