"""Runs that a caller changes on the way: messages, parameters, tools, summaries."""

from __future__ import annotations

from typing import Any

import anthropic
import pydantic
from anthropic import beta_tool
from uses.tools import (
    ADD,
    BOTH,
    CALLED,
    DONE,
    NO_SUMMARY,
    PAUSED,
    SUMMED,
    Noted,
    add,
    add_later,
    run,
)
from uses.use import ASKED, plain, tried, use

from helpers.saying import message, text


class Weather(pydantic.BaseModel):
    city: str


# What a caller changes.


@use(CALLED, DONE)
def the_results_looked_at() -> Any:
    noted = Noted()
    runner = run(add, noted.tool)
    seen = []
    for _ in runner:
        seen.append(plain(runner.generate_tool_call_response()))
        seen.append(plain(runner.generate_tool_call_response()))
    return seen


@use()
def results_before_there_is_a_message() -> Any:
    return plain(run(add).generate_tool_call_response())


@use(CALLED, DONE)
def the_results_changed() -> Any:
    runner = run(add)
    for _ in runner:
        response = runner.generate_tool_call_response()
        if response is not None:
            response["content"][0]["content"] = "changed"
            response["content"][0]["cache_control"] = {"type": "ephemeral"}
    return plain(runner.until_done())


@use(CALLED, DONE)
def messages_added() -> Any:
    runner = run(add)
    for each in runner:
        response = runner.generate_tool_call_response()
        if response is not None:
            runner.append_messages(each, response, {"role": "user", "content": "More"})
    return plain(each)


@use(CALLED, DONE)
def a_message_added_alone() -> Any:
    runner = run(add)
    for each in runner:
        if each.stop_reason == "tool_use":
            runner.append_messages({"role": "user", "content": "More"})
    return plain(each)


@use(DONE)
def messages_added_before() -> Any:
    runner = run(add)
    runner.append_messages(
        {"role": "assistant", "content": "Yes"}, {"role": "user", "content": "So"}
    )
    return plain(runner.until_done())


@use(DONE, DONE)
def messages_added_at_the_end() -> Any:
    runner = run(add)
    count = 0
    for each in runner:
        count += 1
        if count == 1:
            runner.append_messages(each, {"role": "user", "content": "And more?"})
    return [count, plain(each)]


@use(CALLED, DONE)
def parameters_changed() -> Any:
    runner = run(add)
    for _ in runner:
        runner.set_messages_params(lambda params: {**params, "max_tokens": 7, "system": "S"})
    return plain(runner.until_done())


@use(CALLED, DONE)
def parameters_replaced() -> Any:
    runner = run(add)
    for each in runner:
        if each.stop_reason == "tool_use":
            runner.set_messages_params(
                {**ASKED, "max_tokens": 9, "messages": [{"role": "user", "content": "Anew"}]}
            )
    return plain(each)


@use(DONE)
def parameters_changed_before() -> Any:
    runner = run(add)
    runner.set_messages_params(lambda params: {**params, "max_tokens": 5})
    return plain(runner.until_done())


@use(DONE)
def what_a_request_takes() -> Any:
    options: Any = {
        "system": "S",
        "betas": ["a-1"],
        "metadata": {"user_id": "u"},
        "tool_choice": {"type": "auto", "disable_parallel_tool_use": True},
        "context_management": {"edits": [{"type": "clear_tool_uses_20250919"}]},
        "extra_headers": {"x-own-a": "1"},
        "extra_query": {"q": "1"},
        "extra_body": {"b": 1},
        "timeout": 3,
    }
    return plain(run(add, **options).until_done())


@use(message(ADD, stop="tool_use"), message(text('{"city": "Oslo"}')))
def an_answer_with_a_format() -> Any:
    found = list(run(add, output_format=Weather))
    return [[plain(each), repr(each.parsed_output)] for each in found]


# Tools that come and go.


@use(CALLED, BOTH, DONE)
def tools_added_and_removed() -> Any:
    noted = Noted()
    runner = run(add, betas=["inline-tools-2026-09-15"])
    runner.add_tools(noted.tool)
    next(runner)
    runner.remove_tools(add)
    runner.add_tools({"type": "web_search_20250305", "name": "web_search"})
    last = plain(runner.until_done())
    return [last, noted.ran]


@use(BOTH, DONE)
def a_tool_replaced_and_one_removed_by_name() -> Any:
    noted = Noted()

    @beta_tool(name="add")
    def other(left: int, right: int) -> str:
        """Another."""
        return "other"

    runner = run(add, noted.tool)
    next(runner)
    runner.add_tools(other)
    runner.remove_tools("note")
    return [plain(runner.until_done()), noted.ran]


@use(PAUSED, DONE)
def a_tool_added_in_a_pause() -> Any:
    noted = Noted()
    runner = run(add)
    next(runner)
    runner.add_tools(noted.tool)
    return plain(runner.until_done())


# Summaries.


@use(CALLED, SUMMED, DONE)
def summed_up() -> Any:
    options: Any = {
        "stop_sequences": ["END"],
        "tool_choice": {"type": "any"},
        "output_config": {"effort": "low", "format": {"type": "json_schema", "schema": {}}},
        "fallbacks": [
            {"model": "m2", "output_config": {"format": {"type": "json_schema", "schema": {}}}}
        ],
    }
    runner = run(add, betas=["compact-2026-09-04"], **options)
    seen = []
    for each in runner:
        seen.append(plain(each))
        if len(seen) < 3:
            runner.compact_before_next_turn({"type": "summarize", "instructions": "Short."})
    return seen


@use(SUMMED, DONE)
def summed_up_before_the_first_turn() -> Any:
    runner = run(add)
    runner.compact_before_next_turn()
    runner.compact_before_next_turn({"type": "summarize", "instructions": "Shorter."})
    return [plain(each) for each in runner]


@use(NO_SUMMARY, DONE)
def without_a_summary() -> Any:
    runner = run(add)
    runner.compact_before_next_turn()
    return plain(runner.until_done())


@use(DONE, SUMMED)
def summed_up_at_the_end() -> Any:
    runner = run(add)
    seen = []
    for each in runner:
        seen.append(plain(each))
        if each.stop_reason == "end_turn":
            runner.compact_before_next_turn()
    return [seen, plain(runner.until_done())]


@use(message(ADD, stop="max_tokens"))
def not_summed_up_after_a_cut() -> Any:
    runner = run(add)
    seen = []
    for each in runner:
        seen.append(plain(each))
        runner.compact_before_next_turn()
    return seen


@use(SUMMED, DONE)
def changed_while_summed_up() -> Any:
    runner = run(add)
    runner.compact_before_next_turn()
    next(runner)
    found = [
        tried(lambda: runner.append_messages({"role": "user", "content": "x"})),
        tried(lambda: runner.set_messages_params(lambda params: {**params, "messages": []})),
        tried(lambda: runner.set_messages_params(lambda params: {**params, "max_tokens": 5})),
    ]
    return [found, plain(runner.until_done())]


@use()
def summaries_that_are_refused() -> Any:
    edits = {"edits": [{"type": "compact_20260112"}]}
    return [
        tried(lambda: run(add, context_management=edits).compact_before_next_turn()),
        tried(lambda: run(add).set_messages_params({**ASKED, "compaction": {"type": "summarize"}})),
        tried(lambda: run(add, compaction={"type": "summarize"})),
        tried(lambda: run(add, run_tools_eagerly=True)),
        tried(lambda: run(add_later)),
        tried(lambda: anthropic.AsyncAnthropic().beta.messages.tool_runner(**ASKED, tools=[add])),
    ]
