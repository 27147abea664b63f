"""Spans of runs of tools: what they tell, whose children they are, how they end."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import anthropic
from anthropic import beta_async_tool, beta_tool
from anthropic.lib.tools import BetaBuiltinFunctionTool, BetaRunnableToolset, ToolError
from anthropic.lib.tools.mcp import async_mcp_tool
from opentelemetry import trace
from uses.mcp_values import RESULTS, WEATHER, Session
from uses.spans import CONTENT
from uses.tools import BOTH, CALLED, DONE, Noted, add, add_later
from uses.use import later, refused, streamed, use
from uses.watching import Watched, watched, watched_later

from helpers.saying import message, text, tool_use


@beta_tool
def fail(what: str) -> str:
    """Fails."""
    raise (ToolError("Not now.") if what == "told" else ValueError(what))


FAILING = message(
    tool_use("fail", {"what": "told"}),
    tool_use("fail", {"what": "raised"}, id="b"),
    tool_use("other", {}, id="c"),
    tool_use("add", {"left": "x"}, id="d"),
    stop="tool_use",
)


@use(BOTH, DONE)
def of_a_run() -> Any:
    return watched(add, Noted().tool)


@use(FAILING, DONE)
def of_tools_that_fail() -> Any:
    return watched(fail, add)[1]


@use(FAILING, DONE)
def of_tools_that_fail_with_what_was_said() -> Any:
    # What the model is told of an error is in words of each client's own.
    return watched(fail, told=CONTENT)[1][1]


@use(CALLED, DONE)
def with_what_was_said() -> Any:
    return watched(add, told={**CONTENT, "conversation_id": "conv_1"})


BLOCKS: list[Any] = [
    text("first"),
    {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
    {
        "type": "search_result",
        "source": "s",
        "title": "t",
        "content": [text("found")],
        "encrypted_content": "x",
    },
    text("last"),
]
GIVEN = {"what": "blocks"}
GIVING = message(
    tool_use("give", GIVEN), tool_use("give", {"what": "nothing"}, id="b"), stop="tool_use"
)
SIZES = (1, 17, 18, 60, 61, 130, 250, 300)


@use(*[GIVING, DONE] * (len(SIZES) + 1))
def with_what_there_is_room_for() -> Any:
    @beta_tool
    def give(what: str) -> Any:
        return BLOCKS if what == "blocks" else None

    sizes: list[Any] = [{}, *({"max_content_bytes": size} for size in SIZES)]
    return [watched(give, told={"traces": {"content_mode": "content", **each}}) for each in sizes]


@use(CALLED, DONE)
def of_a_run_with_a_format() -> Any:
    formatted = {"output_config": {"format": {"type": "json_schema", "schema": {"type": "object"}}}}
    return watched(add, **formatted)[1]


@use(CALLED, DONE)
def that_are_off() -> Any:
    return watched(add, told={"traces": False})


@use(CALLED, refused(400, "invalid_request_error"))
def of_a_run_that_fails() -> Any:
    return watched(add)


@use(message(tool_use("leave", {}), stop="tool_use"))
def of_a_tool_that_leaves() -> Any:
    @beta_tool
    def leave() -> str:
        raise KeyboardInterrupt

    found = Watched(**CONTENT)
    try:
        found.run(leave).until_done()
    except KeyboardInterrupt:
        return found.told()
    return "went on"


@use(CALLED, CALLED)
def of_a_run_that_is_closed() -> Any:
    found = Watched()
    runner = found.run(add)
    next(runner)
    before = found.told()
    runner.close()
    inside = Watched()

    @beta_tool(name="add")
    def close(left: int, right: int) -> str:
        running.close()
        return "closed"

    running = inside.run(close)
    running.until_done()
    return [before, found.told(), inside.told()]


@use(CALLED, CALLED)
def of_a_run_that_is_left() -> Any:
    found = Watched()
    for _ in found.run(add):
        break
    gc.collect()
    other = Watched(anthropic.AsyncAnthropic)

    async def leave() -> None:
        async for _ in other.run(add_later):
            break
        gc.collect()

    asyncio.run(leave())
    return [found.told(), other.told()]


@use(CALLED, DONE)
def whose_children_they_are() -> Any:
    found = Watched()

    @beta_tool(name="add")
    def traced(left: int, right: int) -> str:
        found.tracer.start_span("inside").end()
        return "3"

    with found.tracer.start_as_current_span("program"):
        for each in found.run(traced):
            found.tracer.start_span(f"between {each.stop_reason}").end()
    return found.told()


@use(CALLED, DONE)
def of_tools_run_by_the_user() -> Any:
    found = Watched()
    runner = found.run(add)
    with found.tracer.start_as_current_span("program"):
        for _ in runner:
            runner.generate_tool_call_response()
    return found.told()


@use(streamed(BOTH), streamed(DONE))
def of_a_run_as_a_stream() -> Any:
    found = Watched()
    for stream in found.run(add, Noted().tool, stream=True):
        for event in stream:
            if event.type == "message_stop":
                found.tracer.start_span("reading").end()
    return found.told()


@use(streamed(BOTH), streamed(DONE))
def of_tools_run_early() -> Any:
    found = Watched(**CONTENT)
    with found.tracer.start_as_current_span("program"):
        runner = found.run(add, Noted().tool, stream=True, run_tools_eagerly=True)
        for stream in runner:
            for event in stream:
                if event.type == "message_stop":
                    found.tracer.start_span(f"reading {trace.get_current_span().name}").end()
    return found.told()


class Browser(BetaRunnableToolset):
    toolset_name = "browser"

    def to_dict(self) -> Any:
        return {"type": "browser_toolset_20260801"}

    def call(self, context: Any, name: str, input: Any) -> Any:
        if name == "left_click":
            raise ToolError("There is nothing.")
        return "done"


class Shell(BetaBuiltinFunctionTool):
    def to_dict(self) -> Any:
        return {"type": "bash_20250124", "name": "bash"}

    def call(self, input: Any) -> Any:
        return "ran"


@use(
    message(
        tool_use("bash", {"command": "ls"}),
        *(
            tool_use(name, {}, id=name, toolset_name="browser")
            for name in ("screenshot", "left_click", "key")
        ),
        stop="tool_use",
    ),
    DONE,
)
def of_toolsets_and_tools_of_the_api() -> Any:
    return watched(Browser(), Shell())[1]


# Asynchronous runs.


@beta_async_tool(name="fail")
async def fail_later(what: str) -> str:
    """Fails."""
    raise ValueError(what)


@use(CALLED, FAILING, refused(500))
@later
async def of_an_asynchronous_run() -> Any:
    return await watched_later(add_later, fail_later)


@use(streamed(CALLED), streamed(DONE))
@later
async def of_an_asynchronous_run_with_tools_run_early() -> Any:
    found = Watched(anthropic.AsyncAnthropic)
    with found.tracer.start_as_current_span("program"):
        runner = found.run(add_later, stream=True, run_tools_eagerly=True)
        async for stream in runner:
            async for event in stream:
                if event.type == "message_stop":
                    found.tracer.start_span("reading").end()
    return found.told()


@use(CALLED)
@later
async def of_an_asynchronous_run_that_is_closed() -> Any:
    found = Watched(anthropic.AsyncAnthropic)
    runner = found.run(add_later)
    await runner.__anext__()
    await runner.close()
    return found.told()


@use(CALLED)
@later
async def of_a_tool_that_is_cancelled() -> Any:
    found = Watched(anthropic.AsyncAnthropic)
    begun = asyncio.Event()

    @beta_async_tool(name="add")
    async def wait(left: int, right: int) -> str:
        begun.set()
        await asyncio.Event().wait()
        return "never"

    task = asyncio.create_task(found.run(wait).until_done())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return found.told()


@use(message(tool_use("weather", {"city": "Bonn"}), stop="tool_use"), DONE)
@later
async def of_a_tool_of_mcp() -> Any:
    session: Any = Session(RESULTS[1])
    return await watched_later(async_mcp_tool(WEATHER, session), told=CONTENT)
