"""Runs of tools as streams, and asynchronous ones: what is run when, what breaks, who cancels."""

from __future__ import annotations

import asyncio
from typing import Any

from anthropic import beta_async_tool
from anthropic.lib.tools import ToolError
from uses.tools import (
    BOTH,
    CALLED,
    DONE,
    SUMMED,
    Noted,
    add,
    add_later,
    run,
    run_later,
)
from uses.use import later, plain, streamed, tried_later, use

from helpers.saying import message, tool_use

# Streams.


def events_of_a_run(runner: Any) -> Any:
    return [[event.type for event in stream] for stream in runner]


@use(streamed(BOTH), streamed(DONE))
def streams() -> Any:
    noted = Noted()
    runner = run(add, noted.tool, stream=True)
    return [events_of_a_run(runner), plain(runner.until_done()), noted.ran]


@use(streamed(BOTH), streamed(DONE))
def streams_that_nobody_reads() -> Any:
    noted = Noted()
    return [plain(run(add, noted.tool, stream=True).until_done()), noted.ran]


@use(streamed(BOTH), streamed(DONE))
def streams_read_by_their_text() -> Any:
    noted = Noted()
    return ["".join(stream.text_stream) for stream in run(add, noted.tool, stream=True)]


def order_of_a_run(held: str = "", **options: Any) -> Any:
    """In what order events come and tools are run."""
    noted = Noted()
    runner = run(add, noted.tool, stream=True, run_tools_eagerly=True, **options)
    seen: list[Any] = []
    for stream in runner:
        for event in stream:
            seen.append([event.type, list(noted.ran)])
            block = getattr(event, "content_block", None)
            if event.type == "content_block_start" and getattr(block, "id", None) == held:
                runner.defer_tool_call(block)
        seen.append([each.id for each in runner.deferred_tool_calls])
    return [seen, noted.ran]


@use(streamed(BOTH), streamed(DONE))
def tools_run_early() -> Any:
    return order_of_a_run()


@use(streamed(BOTH), streamed(DONE))
def a_call_held_back() -> Any:
    return order_of_a_run(held="b")


@use(streamed(message(*BOTH["content"], stop="max_tokens")))
def tools_run_early_of_a_message_that_is_cut() -> Any:
    return order_of_a_run()


@use(streamed(BOTH))
def a_held_call_never_run() -> Any:
    noted = Noted()
    runner = run(add, noted.tool, stream=True, run_tools_eagerly=True)
    for stream in runner:
        for event in stream:
            if event.type == "content_block_start" and event.content_block.id == "c":
                runner.defer_tool_call("c")
        break
    runner.close()
    return noted.ran


def broken(**options: Any) -> Any:
    noted = Noted()
    runner = run(add, noted.tool, stream=True, **options)
    try:
        runner.until_done()
    except Exception:
        return noted.ran
    return "went on"


# Inside the input of the last call, and of the second.
@use(
    streamed(BOTH, most=-4), streamed(BOTH, most=7), streamed(BOTH, most=-4), streamed(BOTH, most=7)
)
def streams_that_break_inside_an_input() -> Any:
    return [broken(), broken(), broken(run_tools_eagerly=True), broken(run_tools_eagerly=True)]


# Asynchronous.


@use(CALLED, DONE, streamed(CALLED), streamed(DONE), streamed(CALLED), streamed(DONE))
@later
async def asynchronous() -> Any:
    early: Any = {"stream": True, "run_tools_eagerly": True}
    return [
        plain(await run_later(add_later, **given).until_done())
        for given in ({}, {"stream": True}, early)
    ]


@use(CALLED, SUMMED, DONE)
@later
async def asynchronously_changed() -> Any:
    runner = run_later(add_later)
    seen = []
    async for each in runner:
        seen.append(plain(each))
        response = await runner.generate_tool_call_response()
        if response is not None:
            response["content"][0]["content"] = "changed"
            runner.set_messages_params(lambda params: {**params, "max_tokens": 7})
            runner.compact_before_next_turn()
    await runner.close()
    return seen


@use(
    message(
        tool_use("fail", {}),
        tool_use("wait", {"what": "x"}, id="b"),
        tool_use("fail", {}, id="c"),
        stop="tool_use",
    ),
    DONE,
)
@later
async def errors_beside_each_other() -> Any:
    ran: list[str] = []

    @beta_async_tool
    async def fail() -> str:
        """Fails."""
        ran.append("fail")
        raise ToolError("No.")

    @beta_async_tool
    async def wait(what: str) -> str:
        """Waits."""
        await asyncio.sleep(0)
        ran.append(what)
        return what

    return [plain(await run_later(fail, wait).until_done()), ran]


@use(message(tool_use("wait", {}), stop="tool_use"), DONE)
@later
async def cancelled() -> Any:
    seen: list[str] = []

    @beta_async_tool
    async def wait() -> str:
        """Waits."""
        seen.append("begun")
        try:
            await asyncio.sleep(3600)
        finally:
            seen.append("stopped")
        return "x"

    runner = run_later(wait)
    task = asyncio.ensure_future(runner.until_done())
    while not seen:
        await asyncio.sleep(0.001)
    task.cancel()
    (found,) = await asyncio.gather(task, return_exceptions=True)
    return [type(found).__name__, seen, [plain(each) async for each in runner]]


@use(CALLED, DONE)
@later
async def a_request_that_is_given_up() -> Any:
    runner = run_later(add_later, timeout=1e-9)
    return [await tried_later(runner.until_done()), [plain(each) async for each in runner]]
