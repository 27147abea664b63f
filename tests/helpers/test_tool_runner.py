"""Messages that call tools in, the conversation that a runner makes of them out, whatever fails."""

from __future__ import annotations

import asyncio
from typing import Any

import anyio
import httpx
import pytest
from claude_client import AnthropicError, StreamInterruptedError, beta_async_tool, beta_tool
from claude_client.lib.tools import BetaRunnableToolset, ToolError
from claude_client.lib.tools.toolsets import ToolsetContractError, ToolsetUsageError
from pydantic import BaseModel

from helpers.answering import (
    Answers,
    answers,
    async_client_of,
    client_of,
    events_of,
    message,
    streamed,
    text,
    tool_use,
)

ASKED: Any = {"model": "m", "max_tokens": 64, "messages": [{"role": "user", "content": "Go"}]}
SUMMARY = {"type": "compaction", "content": "So far.", "encrypted_content": None}


@beta_tool
def add(left: int, right: int) -> str:
    """Adds."""
    return str(left + right)


@beta_tool
def fail() -> str:
    """Fails."""
    raise KeyError("gone")


@beta_tool
def refuse() -> str:
    """Refuses."""
    raise ToolError([{"type": "text", "text": "Not now."}])


def calls(*blocks: Any) -> dict[str, Any]:
    return message(*blocks, stop="tool_use")


def results(given: Answers, turn: int = 1) -> list[Any]:
    """The results that were sent with a request, which are its last turn."""
    last = given.bodies[turn]["messages"][-1]
    assert last["role"] == "user"
    found: list[Any] = last["content"]
    return found


def run(given: Answers, *tools: Any, **options: Any) -> Any:
    return client_of(given).beta.messages.tool_runner(**ASKED, tools=tools, **options)


def test_tools_are_run_until_there_is_an_answer() -> None:
    first = calls(text("Let me see."), tool_use("add", {"left": 1, "right": 2}))
    given = answers(first, message(text("3")))
    found = list(run(given, add))
    assert [each.stop_reason for each in found] == ["tool_use", "end_turn"]
    assert given.bodies[0]["tools"] == [add.to_dict()]
    question, reply, answer = given.bodies[1]["messages"]
    assert question == ASKED["messages"][0]
    assert reply == {"role": "assistant", "content": first["content"]}
    assert answer["content"] == [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "3"}]


def test_calls_beside_each_other_are_answered_in_one_turn_and_in_order() -> None:
    uses = [tool_use("add", {"left": n, "right": 0}, id=f"toolu_{n}") for n in range(3)]
    given = answers(calls(*uses), message(text("x")))
    run(given, add).until_done()
    assert [(each["tool_use_id"], each["content"]) for each in results(given)] == [
        ("toolu_0", "0"),
        ("toolu_1", "1"),
        ("toolu_2", "2"),
    ]


def test_whatever_a_tool_raises_is_told_the_model() -> None:
    uses = [tool_use(name, {}, id=name) for name in ("fail", "refuse", "add")]
    given = answers(calls(*uses), message(text("x")))
    run(given, fail, refuse, add).until_done()
    failed, refused, misused = results(given)
    assert failed["content"] == "KeyError('gone')"
    assert refused["content"] == [{"type": "text", "text": "Not now."}]
    assert "left: Missing" in misused["content"]
    assert all(each["is_error"] for each in results(given))


def test_an_unknown_tool_is_told_of_and_the_rest_is_run() -> None:
    uses = [tool_use("su\nb'", {}, id="a"), tool_use("add", {"left": 1, "right": 1}, id="b")]
    given = answers(calls(*uses), message(text("x")))
    with pytest.warns(UserWarning, match="su b"):
        run(given, add).until_done()
    unknown, added = results(given)
    assert unknown["is_error"]
    assert "su b" in unknown["content"]
    assert added["content"] == "2"


@pytest.mark.parametrize("stream", [False, True])
def test_a_run_has_a_bound(stream: bool) -> None:
    again = calls(tool_use("add", {"left": 1, "right": 1}))
    replies = [streamed(events_of(again)) if stream else again for _ in range(5)]
    given = answers(*replies)
    last = run(given, add, max_iterations=2, stream=stream).until_done()
    assert len(given.bodies) == 2
    assert last.stop_reason == "tool_use"


@pytest.mark.parametrize("stop", ["end_turn", "max_tokens", "refusal", "something_new"])
def test_calls_of_a_message_that_stopped_for_another_reason_are_not_run(stop: str) -> None:
    given = answers(message(tool_use("fail", {}), stop=stop))
    assert run(given, fail).until_done().stop_reason == stop
    assert len(given.bodies) == 1


def test_a_paused_turn_is_handed_back_as_it_came() -> None:
    paused = message(text("Wait"), stop="pause_turn", container={"id": "c_1", "expires_at": "x"})
    given = answers(paused, message(text("Done")))
    run(given, add).until_done()
    assert given.bodies[1]["messages"][-1] == {"role": "assistant", "content": paused["content"]}
    assert given.bodies[1]["container"] == "c_1"


def test_messages_may_be_added_in_place_of_the_runners() -> None:
    given = answers(calls(tool_use("add", {"left": 1, "right": 1})), message(text("x")))
    runner = run(given, add)
    for each in runner:
        response = runner.generate_tool_call_response()
        if response is not None:
            response["content"][0]["content"] = "changed"
            runner.append_messages(each, response, {"role": "user", "content": "More"})
    _, _, answer, more = given.bodies[1]["messages"]
    assert answer["content"][0]["content"] == "changed"
    assert more == {"role": "user", "content": "More"}


def test_tools_are_run_once_however_often_their_results_are_asked_for() -> None:
    ran: list[int] = []

    @beta_tool
    def count() -> str:
        ran.append(1)
        return "x"

    runner = run(answers(calls(tool_use("count", {})), message(text("x"))), count)
    next(runner)
    assert runner.generate_tool_call_response() is runner.generate_tool_call_response()
    runner.until_done()
    assert ran == [1]


def test_parameters_may_change_on_the_way() -> None:
    given = answers(calls(tool_use("add", {"left": 1, "right": 1})), message(text("x")))
    runner = run(given, add)
    next(runner)
    runner.set_messages_params(lambda params: {**params, "max_tokens": 7})
    runner.until_done()
    assert [body["max_tokens"] for body in given.bodies] == [64, 7]


def test_the_answer_may_have_a_format() -> None:
    class Sum(BaseModel):
        value: int

    given = answers(message(text('{"value": 3}')))
    assert run(given, add, output_format=Sum).until_done().parsed_output == Sum(value=3)
    assert given.bodies[0]["output_config"]["format"]["schema"]["title"] == "Sum"


def test_leaving_the_loop_lets_it_be_taken_up_again_and_closing_ends_it() -> None:
    runner = run(answers(calls(tool_use("add", {"left": 1, "right": 1})), message(text("x"))), add)
    for _ in runner:
        break
    assert runner.until_done().content[0].text == "x"
    closed = run(answers(message(text("x"))), add)
    closed.close()
    assert list(closed) == []
    with pytest.raises(AnthropicError):
        closed.until_done()


def test_a_tool_can_close_the_run() -> None:
    @beta_tool
    def stop() -> str:
        runner.close()
        return "x"

    given = answers(calls(tool_use("stop", {})))
    runner = run(given, stop)
    assert len(list(runner)) == 1


def test_tools_come_and_go_in_the_conversation() -> None:
    uses = calls(tool_use("add", {"left": 1, "right": 1}))
    given = answers(uses, uses, message(text("x")))
    runner = run(given, add)
    next(runner)
    runner.add_tools(fail, {"type": "web_search_20250305", "name": "web_search"})
    next(runner)
    told = given.bodies[1]["messages"][-1]
    assert told["role"] == "system"
    assert [each["type"] for each in told["content"]] == ["tool_addition"] * 2
    assert told["content"][0]["tool"]["definition"] == fail.to_dict()
    runner.remove_tools(add, "fail")
    with pytest.warns(UserWarning, match="add"):
        runner.until_done()
    result, changes = given.bodies[2]["messages"][-2:]
    assert result["content"][0]["is_error"]
    assert [each["tool"]["name"] for each in changes["content"]] == ["add", "fail"]
    assert given.bodies[2]["tools"] == given.bodies[0]["tools"]


def test_a_conversation_is_summed_up_when_asked() -> None:
    summed = message(SUMMARY, stop="compaction")
    given = answers(calls(tool_use("add", {"left": 1, "right": 1})), summed, message(text("x")))
    runner = run(given, add, stop_sequences=["END"], tool_choice={"type": "any"})
    next(runner)
    runner.compact_before_next_turn()
    runner.until_done()
    assert given.bodies[1]["compaction"] == {"type": "summarize"}
    assert "stop_sequences" not in given.bodies[1]
    assert "tool_choice" not in given.bodies[1]
    assert given.bodies[2]["stop_sequences"] == ["END"]
    (kept,) = given.bodies[2]["messages"]
    assert kept["content"][0]["content"] == "So far."


def test_without_a_summary_the_conversation_goes_on_as_it_was() -> None:
    nothing = message({**SUMMARY, "content": None}, stop="compaction")
    given = answers(nothing, message(text("x")))
    runner = run(given, add)
    runner.compact_before_next_turn()
    runner.until_done()
    assert given.bodies[1]["messages"] == ASKED["messages"]


def test_summing_up_each_time_is_refused() -> None:
    runner = run(answers(), add)
    with pytest.raises(ValueError, match="compact_before_next_turn"):
        runner.set_messages_params({**ASKED, "compaction": {"type": "summarize"}})
    edits = {"edits": [{"type": "compact_20260112"}]}
    with pytest.raises(ValueError, match="context_management"):
        run(answers(), add, context_management=edits).compact_before_next_turn()


def test_streams_give_the_same_run() -> None:
    first = events_of(calls(tool_use("add", {"left": 1, "right": 2})))
    given = answers(streamed(first), streamed(events_of(message(text("three")))))
    seen = ["".join(stream.text_stream) for stream in run(given, add, stream=True)]
    assert seen == ["", "three"]
    assert results(given)[0]["content"] == "3"


def test_a_stream_that_breaks_inside_a_tools_input_runs_nothing() -> None:
    ran: list[int] = []

    @beta_tool
    def count(n: int) -> str:
        ran.append(n)
        return "x"

    events = events_of(
        calls(tool_use("count", {"n": 1}, id="a"), tool_use("count", {"n": 2}, id="b"))
    )
    inside = [each["type"] for each in events].index("content_block_stop", 5)
    for eagerly, expected in ((False, []), (True, [1])):
        ran.clear()
        runner = run(
            answers(streamed(events[: inside - 1])), count, stream=True, run_tools_eagerly=eagerly
        )
        with pytest.raises(StreamInterruptedError) as caught:
            runner.until_done()
        assert ran == expected
        snapshot: Any = vars(caught.value)["snapshot"]
        assert [block.id for block in snapshot.content] == ["a", "b"]


def test_an_asynchronous_stream_that_breaks_inside_a_tools_input_runs_nothing() -> None:
    ran: list[int] = []

    @beta_async_tool
    async def count(n: int) -> str:
        ran.append(n)
        return "x"

    events = events_of(calls(tool_use("count", {"n": 1})))
    given = answers(streamed(events[: [e["type"] for e in events].index("content_block_stop")]))

    async def listen() -> Any:
        runner: Any = async_client_of(given).beta.messages.tool_runner(
            **ASKED, tools=[count], stream=True, run_tools_eagerly=True
        )
        with pytest.raises(StreamInterruptedError) as caught:
            await runner.until_done()
        assert [each async for each in runner] == []
        return vars(caught.value)["snapshot"]

    assert [block.id for block in asyncio.run(listen()).content] == ["toolu_1"]
    assert ran == []


def test_asynchronous_calls_beside_each_other_may_fail_each_on_its_own() -> None:
    @beta_async_tool
    async def fail_later() -> str:
        await anyio.lowlevel.checkpoint()
        raise KeyError("gone")

    @beta_async_tool
    async def refuse_later() -> str:
        raise ToolError("Not now.")

    uses = [tool_use(name, {}, id=name) for name in ("fail_later", "none", "refuse_later")]
    given = answers(calls(*uses), message(text("x")))

    async def go() -> None:
        client = async_client_of(given)
        with pytest.warns(UserWarning, match="none"):
            await client.beta.messages.tool_runner(
                **ASKED, tools=[fail_later, refuse_later]
            ).until_done()

    asyncio.run(go())
    assert [each["tool_use_id"] for each in results(given)] == [use["id"] for use in uses]
    assert all(each["is_error"] for each in results(given))


def test_tools_run_while_the_message_is_written_but_for_those_held() -> None:
    ran: list[str] = []

    @beta_tool
    def note(what: str) -> str:
        ran.append(what)
        return what

    uses = [tool_use("note", {"what": each}, id=each) for each in "abc"]
    given = answers(streamed(events_of(calls(*uses))), streamed(events_of(message(text("x")))))
    runner = run(given, note, stream=True, run_tools_eagerly=True)
    stream = next(runner)
    for event in stream:
        if event.type == "content_block_start" and event.content_block.id == "b":
            runner.defer_tool_call(event.content_block)
    assert ran == ["a", "c"]
    assert [each.id for each in runner.deferred_tool_calls] == ["b"]
    runner.until_done()
    assert ran == ["a", "c", "b"]
    assert [each["content"] for each in results(given)] == ["a", "b", "c"]


def test_a_tool_is_not_run_early_when_another_model_takes_over() -> None:
    ran: list[int] = []

    @beta_tool
    def count() -> str:
        ran.append(1)
        return "x"

    events = events_of(calls(tool_use("count", {})))
    fallback = {"type": "fallback", "from": {"model": "m"}, "to": {"model": "n"}}
    between = [
        {"type": "content_block_start", "index": 1, "content_block": fallback},
        {"type": "content_block_stop", "index": 1},
    ]
    given = answers(streamed([*events[:-2], *between, *events[-2:]]))
    runner = run(given, count, stream=True, run_tools_eagerly=True, max_iterations=1)
    list(next(runner))
    assert ran == []


def test_running_early_needs_a_stream() -> None:
    with pytest.raises(ValueError, match="stream"):
        run(answers(), add, run_tools_eagerly=True)


def test_asynchronous_tools_are_awaited() -> None:
    @beta_async_tool
    async def add_later(left: int, right: int) -> str:
        await anyio.lowlevel.checkpoint()
        return str(left + right)

    first = calls(tool_use("add_later", {"left": 1, "right": 2}))

    async def both() -> list[Any]:
        found: list[Any] = []
        for stream, replies in ((False, (first, message(text("x")))), (True, ())):
            events = (streamed(events_of(first)), streamed(events_of(message(text("x")))))
            given = answers(*(replies or events))
            runner: Any = async_client_of(given).beta.messages.tool_runner(
                **ASKED, tools=[add_later], stream=stream, run_tools_eagerly=stream
            )
            last = await runner.until_done()
            found.append((last.content[0].text, results(given)[0]["content"]))
        return found

    assert asyncio.run(both()) == [("x", "3"), ("x", "3")]


@pytest.mark.parametrize("stream", [False, True])
def test_a_cancelled_run_stops_in_its_tool_and_tells_nobody(stream: bool) -> None:
    seen: list[str] = []

    @beta_async_tool
    async def wait() -> str:
        seen.append("begun")
        try:
            await anyio.sleep_forever()
        finally:
            seen.append("stopped")
        return "x"

    first = calls(tool_use("wait", {}))
    given = answers(streamed(events_of(first)) if stream else first, message(text("x")))

    async def cancel() -> None:
        runner: Any = async_client_of(given).beta.messages.tool_runner(
            **ASKED, tools=[wait], stream=stream
        )
        task = asyncio.ensure_future(runner.until_done())
        while not seen:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert [each async for each in runner] == []

    asyncio.run(cancel())
    assert seen == ["begun", "stopped"]
    assert len(given.bodies) == 1


def test_a_refused_request_ends_the_run_with_its_error() -> None:
    refusal = httpx.Response(529, json={"type": "error", "error": {"type": "overloaded_error"}})
    given = answers(calls(tool_use("add", {"left": 1, "right": 1})), refusal)
    with pytest.raises(AnthropicError, match="529"):
        run(given, add).until_done()


def test_tools_of_the_other_kind_are_refused() -> None:
    @beta_async_tool
    async def later() -> str:
        return "x"

    with pytest.raises(TypeError, match="synchronous"):
        run(answers(), later)
    with pytest.raises(TypeError, match="asynchronous"):
        async_client_of(answers()).beta.messages.tool_runner(**ASKED, tools=[add])


class Browser(BetaRunnableToolset):
    toolset_name = "browser"

    def to_dict(self) -> Any:
        return {"type": "browser_toolset_20260801"}

    def call(self, context: Any, name: str, input: Any) -> Any:
        if name == "fail":
            raise ValueError("broken")
        if name == "misuse":
            raise ToolsetUsageError("misused")
        return f"{name} {context.tool_use.id}"


def member(name: str, id: str) -> Any:
    return tool_use(name, {}, id=id, toolset_name="browser")


def test_members_of_a_toolset_run_in_order_until_one_fails() -> None:
    uses = [member("navigate", "a"), member("fail", "b"), member("navigate", "c")]
    given = answers(calls(*uses), message(text("x")))
    run(given, Browser()).until_done()
    went, failed, skipped = results(given)
    assert went == {
        "type": "tool_result",
        "tool_use_id": "a",
        "toolset_name": "browser",
        "content": "navigate a",
    }
    assert failed["content"] == "ValueError('broken')"
    assert skipped["is_error"]
    assert skipped["toolset_name"] == "browser"


def test_misuse_of_a_toolset_ends_the_run_rather_than_being_told_the_model() -> None:
    given = answers(calls(member("misuse", "a")))
    with pytest.raises(ToolsetUsageError, match="misused"):
        run(given, Browser()).until_done()


def test_a_call_named_after_a_toolset_is_refused() -> None:
    given = answers(calls(tool_use("browser", {"actions": []})), message(text("x")))
    run(given, Browser()).until_done()
    assert results(given)[0]["is_error"]


def test_a_run_keeps_its_toolsets() -> None:
    runner = run(answers(), Browser())
    for other in (Browser(), {"type": "browser_toolset_20270101"}, {"name": "browser"}):
        with pytest.raises(ToolsetContractError):
            runner.add_tools(other)
    with pytest.raises(ToolsetContractError):
        runner.remove_tools("browser")
