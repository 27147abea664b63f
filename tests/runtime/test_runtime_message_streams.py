"""Events of streamed messages in, messages, texts and the helper's own events out."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import message_types
import pytest
from body_fakes import SETTINGS, response
from composed import Model, part

types: Any = message_types
streaming = part("lib.streaming")
streams = part("_runtime.streams")
errors = part("_runtime.errors")

START: dict[str, Any] = {
    "type": "message_start",
    "message": {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "content": [],
        "model": "m-1",
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 10, "output_tokens": 1, "cache_read_input_tokens": 4},
    },
}
END: list[dict[str, Any]] = [
    {
        "type": "message_delta",
        "delta": {"stop_reason": "end_turn", "stop_sequence": None},
        "usage": {"output_tokens": 7, "new_tokens": 2},
        "news": "n",
    },
    {"type": "message_stop"},
]
TEXT = {"type": "text", "text": ""}
TOOL = {"type": "tool_use", "id": "t", "name": "weather", "input": {}}
THINKING = {"type": "thinking", "thinking": "", "signature": ""}


def block(index: int, first: dict[str, Any], *deltas: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"type": "content_block_start", "index": index, "content_block": first},
        *({"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas),
        {"type": "content_block_stop", "index": index},
    ]


def text(*pieces: str) -> list[dict[str, Any]]:
    return [{"type": "text_delta", "text": piece} for piece in pieces]


def tool(*pieces: str) -> list[dict[str, Any]]:
    return [{"type": "input_json_delta", "partial_json": piece} for piece in pieces]


def sent(*events: dict[str, Any]) -> bytes:
    return b"".join(
        f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode() for event in events
    )


def raw(*chunks: bytes | Exception, **options: Any) -> Any:
    answer = response(*chunks, **options)
    return streams.Stream(answer, types.RawMessageStreamEvent, SETTINGS)


def whole(*events: dict[str, Any]) -> Any:
    return streaming.MessageStream(raw(sent(START, *events, *END)))


HELLO = block(0, TEXT, *text("Hel", "lo", "!"))


def test_text_comes_with_all_before_it() -> None:
    found = [(e.text, e.snapshot) for e in whole(*HELLO) if e.type == "text"]
    assert found == [("Hel", "Hel"), ("lo", "Hello"), ("!", "Hello!")]


def test_raw_events_come_as_well_and_first() -> None:
    assert [event.type for event in whole(*block(0, TEXT, *text("a")))] == [
        "message_start",
        "content_block_start",
        "content_block_delta",
        "text",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]


def test_snapshots_may_be_looked_at_later() -> None:
    events = [event for event in whole(*HELLO) if event.type == "text"]
    assert [event.snapshot for event in reversed(events)] == ["Hello!", "Hello", "Hel"]


def test_stops_carry_what_they_end() -> None:
    events = {event.type: event for event in whole(*HELLO)}
    assert events["content_block_stop"].content_block == types.TextBlock(type="text", text="Hello!")
    assert events["content_block_stop"].index == 0
    assert events["message_stop"].message.content[0].text == "Hello!"


def test_the_final_message() -> None:
    stream = whole(*HELLO, *block(1, TOOL, *tool('{"city": "Lis', 'bon", "days": [1, 2', "]}")))
    message = stream.get_final_message()
    assert isinstance(message, types.Message)
    assert [type(item) for item in message.content] == [types.TextBlock, types.ToolUseBlock]
    assert message.content[1].input == {"city": "Lisbon", "days": [1, 2]}
    assert (message.stop_reason, message.model, message.news) == ("end_turn", "m-1", "n")
    assert message._request_id == stream.request_id == "req_1"
    assert stream.get_final_text() == "Hello!"
    assert stream.current_message_snapshot is message
    assert json.loads(message.to_json())["content"][0] == {"type": "text", "text": "Hello!"}


def test_usage_is_a_total_and_what_is_left_out_stays() -> None:
    usage = whole().get_final_message().usage
    assert (usage.input_tokens, usage.output_tokens) == (10, 7)
    assert (usage.cache_read_input_tokens, usage.new_tokens) == (4, 2)


def test_raw_events_are_never_changed() -> None:
    events = list(whole(*HELLO))
    assert events[0].message.content == []
    assert events[0].message.usage.output_tokens == 1
    assert events[1].content_block.text == ""


def test_input_of_tools_is_read_when_looked_at() -> None:
    stream = whole(*block(0, TOOL, *tool("", '{"city": "Lis', 'bon", "d', 'ays": 3}')))
    events = [event for event in stream if event.type == "input_json"]
    assert [event.snapshot for event in events] == [
        {},
        {},
        {"city": "Lisbon"},
        {"city": "Lisbon", "days": 3},
    ]
    assert events[1].partial_json == '{"city": "Lis'


def test_a_beta_gives_strings_that_break_off() -> None:
    answer = response(sent(START, *block(0, TOOL, *tool('{"city": "Lis')), *END))
    answer.request.headers["anthropic-beta"] = "x,fine-grained-tool-streaming-2025-05-14"
    stream = streams.Stream(answer, types.RawMessageStreamEvent, SETTINGS)
    message = streaming.MessageStream(stream).get_final_message()
    assert message.content[0].input == {"city": "Lis"}


def test_input_that_is_not_json_is_refused_where_it_ends() -> None:
    bad = block(1, TOOL, *tool("{nope"))
    stream = whole(*HELLO, *bad, *block(2, TEXT, *text("never read")))
    seen: list[str] = []
    with pytest.raises(errors.ClientError, match="nope") as caught:
        seen.extend(stream.text_stream)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, streaming.ToolInputError)
    assert (seen, caught.value.input) == (["Hel", "lo", "!"], "{nope")
    for _ in range(2):  # and doesn't become {} by being looked at again
        with pytest.raises(ValueError, match="nope"):
            _ = stream.current_message_snapshot
    with pytest.raises(ValueError, match="nope"):
        whole(*bad).get_final_message()


def test_input_that_breaks_off_is_refused_where_the_model_was_done() -> None:
    """A message that was cut off for its length may end amid an input, and is given as it is."""

    def stopped(reason: str) -> streaming.MessageStream:
        end = {**END[0], "delta": {"stop_reason": reason, "stop_sequence": None}}
        events = block(0, TOOL, *tool('{"city": "Lis'))
        return streaming.MessageStream(raw(sent(START, *events, end, END[1])))

    for reason in ("tool_use", "end_turn"):
        with pytest.raises(streaming.ToolInputError, match="Lis"):
            stopped(reason).until_done()
    assert stopped("max_tokens").get_final_message().content[0].input == {}


@pytest.mark.parametrize(
    ("first", "delta"),
    [
        (TOOL, text("x")[0]),
        (TEXT, tool("{}")[0]),
        (TEXT, {"type": "thinking_delta", "thinking": "x"}),
        (THINKING, text("x")[0]),
        (TOOL, {"type": "signature_delta", "signature": "s"}),
        (TOOL, {"type": "citations_delta", "citation": {"type": "page_location"}}),
        (TEXT, {"type": "compaction_delta", "content": "x", "encrypted_content": "x"}),
    ],
)
def test_a_delta_stays_out_of_a_block_of_another_kind(
    first: dict[str, Any], delta: dict[str, Any]
) -> None:
    stream = whole(*block(0, first, delta, delta))
    with pytest.warns(UserWarning, match=f"a {delta['type']} of a block") as told:
        kinds = [event.type for event in stream]
    assert len(told) == 1
    assert stream.get_final_message().content[0].to_dict() == first
    assert kinds[2:5] == ["content_block_delta", "content_block_delta", "content_block_stop"]


def test_text_of_a_block_that_has_none_is_no_text() -> None:
    stream = whole(*block(0, TOOL, *text("x")))
    with pytest.warns(UserWarning, match="a text_delta of a block"):
        assert list(stream.text_stream) == []


def test_a_block_of_a_later_day_takes_what_it_has_a_field_for() -> None:
    stream = whole(*block(0, {"type": "poem", "text": ""}, *text("Tyger ", "Tyger")))
    assert stream.get_final_message().content[0].text == "Tyger Tyger"


@pytest.mark.parametrize(
    ("event", "what"),
    [
        ({"type": "content_block_delta", "index": 9, "delta": text("?")[0]}, "never began"),
        ({"index": 0}, "without a type"),
    ],
)
def test_what_belongs_nowhere_is_told_once(event: dict[str, Any], what: str) -> None:
    data = f"event: x\ndata: {json.dumps(event)}\n\n".encode()
    stream = streaming.MessageStream(raw(sent(START), data, data, sent(*HELLO, *END)))
    with pytest.warns(UserWarning, match=what) as told:
        delivered = [item.to_dict() for item in stream if isinstance(item, Model)]
    assert len(told) == 1
    assert delivered.count(event) == 2
    assert stream.get_final_text() == "Hello!"
    for read in (lambda each: list(each.text_stream), lambda each: each.until_done()):
        with pytest.warns(UserWarning, match=what):
            read(streaming.MessageStream(raw(data, sent(START), data, sent(*HELLO, *END))))


def test_thinking_signatures_citations_compactions() -> None:
    cited = {"type": "page_location", "cited_text": "c"}
    stream = whole(
        *block(
            0,
            THINKING,
            {"type": "thinking_delta", "thinking": "Hm"},
            {"type": "thinking_delta", "thinking": "m"},
            {"type": "signature_delta", "signature": "s"},
        ),
        *block(1, TEXT, {"type": "citations_delta", "citation": cited}, *text("t")),
        *block(
            2,
            {"type": "compaction", "content": None},
            {"type": "compaction_delta", "content": "sum", "encrypted_content": "e"},
        ),
    )
    events = list(stream)
    thinking = [event for event in events if event.type == "thinking"]
    assert [(e.thinking, e.snapshot) for e in thinking] == [("Hm", "Hm"), ("m", "Hmm")]
    assert [event.signature for event in events if event.type == "signature"] == ["s"]
    assert [e.snapshot for e in events if e.type == "citation"] == [[types.Citation(**cited)]]
    assert [e.content for e in events if e.type == "compaction"] == ["sum"]
    first, second, third = stream.get_final_message().content
    assert (first.thinking, first.signature) == ("Hmm", "s")
    assert second.citations[0].cited_text == "c"
    assert (third.content, third.encrypted_content) == ("sum", "e")


def test_another_model_takes_over() -> None:
    message = whole(*block(0, {"type": "fallback", "to": {"model": "m-2"}})).get_final_message()
    assert message.model == "m-2"


def test_what_is_unknown_is_delivered_and_kept() -> None:
    stream = whole(
        *block(0, {"type": "hologram", "beam": 1}, {"type": "beam_delta", "beam": 2}, *text("x")),
        {"type": "news", "n": 1},
        {"type": "content_block_delta", "index": 9, "delta": {"type": "text_delta", "text": "?"}},
        {"type": "content_block_delta"},
        {"type": "content_block_stop", "index": 5},
    )
    kinds = [event.type for event in stream]
    assert kinds.count("content_block_delta") == 4
    assert "news" in kinds
    assert "text" not in kinds
    [item] = stream.get_final_message().content
    assert (item.type, item.beam) == ("hologram", 1)


def test_text_by_itself() -> None:
    stream = whole(*HELLO, *block(1, TEXT, *text(" Bye")))
    assert list(stream.text_stream) == ["Hel", "lo", "!", " Bye"]
    assert stream.get_final_text() == "Hello! Bye"


def test_ways_of_reading_may_be_mixed() -> None:
    stream = whole(*HELLO)
    assert next(stream).type == "message_start"
    assert next(stream.text_stream) == "Hel"
    assert stream.current_message_snapshot.content[0].text == "Hel"
    assert next(event.type for event in stream) == "content_block_delta"
    assert stream.get_final_text() == "Hello!"


def test_a_message_without_text_has_no_text() -> None:
    with pytest.raises(streaming.NoMessageError, match="tool_use"):
        whole(*block(0, TOOL, *tool("{}"))).get_final_text()
    with pytest.raises(streaming.NoMessageError, match="not begun"):
        _ = streaming.MessageStream(raw()).current_message_snapshot


def test_text_that_is_json() -> None:
    events = [e for e in whole(*block(0, TEXT, *text('{"a": "b', 'c"}'))) if e.type == "text"]
    assert [event.parsed_snapshot() for event in events] == [{"a": "b"}, {"a": "bc"}]


def test_events_can_be_dumped_and_compared() -> None:
    events = [e for e in whole(*block(0, TEXT, *text("a"))) if e.type in ("text", "message_stop")]
    assert events[0].to_dict() == {"type": "text", "text": "a", "snapshot": "a"}
    assert json.loads(events[0].model_dump_json()) == events[0].model_dump(mode="json")
    assert events[1].to_dict()["message"]["id"] == "msg_1"
    assert "citations" not in events[1].to_dict()["message"]["content"][0]
    assert events[1].model_dump()["message"]["content"][0]["citations"] is None
    assert events[1].model_dump(exclude={"message"}, exclude_none=True) == {"type": "message_stop"}
    assert repr(events[0]) == "TextEvent(type='text', text='a', snapshot='a')"
    assert events[0] == events[0]
    assert events[0] != events[1]


def test_a_lost_connection_leaves_what_had_come() -> None:
    stream = streaming.MessageStream(raw(sent(START, *HELLO[:3]), httpx.ReadError("gone")))
    with pytest.raises(errors.StreamInterruptedError) as caught:
        stream.get_final_message()
    assert vars(caught.value)["snapshot"].content[0].text == "Hello"


def test_a_message_that_just_stops_is_not_whole() -> None:
    stream = streaming.MessageStream(raw(sent(START, *HELLO)))
    with pytest.raises(errors.StreamInterruptedError, match="complete"):
        list(stream)
    assert stream.current_message_snapshot.content[0].text == "Hello!"


def test_a_message_that_says_why_it_stopped_is_whole() -> None:
    stream = streaming.MessageStream(raw(sent(START, *HELLO, END[0])))
    assert stream.get_final_text() == "Hello!"


def test_an_error_event_goes_through() -> None:
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "m"}}
    with pytest.raises(errors.OverloadedError):
        streaming.MessageStream(raw(sent(START, error))).until_done()


def test_leaving_early_frees_the_connection() -> None:
    log: list[str] = []
    chunks = [sent(START, *HELLO), sent(*END)]
    with streaming.MessageStreamManager(lambda: raw(*chunks, log=log)) as stream:
        assert log == []
        for event in stream:
            if event.type == "text":
                break
    assert log == ["chunk 0", "closed"]
    assert list(stream) == []
    with pytest.raises(errors.StreamInterruptedError):
        stream.get_final_message()


def test_no_request_without_a_context() -> None:
    asked: list[int] = []
    manager = streaming.MessageStreamManager(lambda: asked.append(1))
    manager.__exit__(None, None, None)
    assert asked == []


def manager(*chunks: bytes | Exception, log: list[str] | None = None) -> Any:
    async def ask() -> Any:
        answer = response(*chunks, log=log)
        return streams.AsyncStream(answer, types.RawMessageStreamEvent, SETTINGS)

    return streaming.AsyncMessageStreamManager(ask)


def test_asynchronously() -> None:
    async def main() -> None:
        async with manager(sent(START, *HELLO, *END)) as stream:
            found = [(e.text, e.snapshot) async for e in stream if e.type == "text"]
            assert found == [("Hel", "Hel"), ("lo", "Hello"), ("!", "Hello!")]
            assert await stream.get_final_text() == "Hello!"
            assert (await stream.get_final_message()).usage.output_tokens == 7
        async with manager(sent(START, *HELLO, *END)) as stream:
            assert (await stream.__anext__()).type == "message_start"
            assert [piece async for piece in stream.text_stream] == ["Hel", "lo", "!"]
            assert stream.request_id == "req_1"

    asyncio.run(main())


def test_asynchronous_failures() -> None:
    async def main() -> None:
        async with manager(sent(START, *HELLO[:2]), httpx.ReadError("gone")) as stream:
            with pytest.raises(errors.StreamInterruptedError) as caught:
                await stream.until_done()
            assert vars(caught.value)["snapshot"].content[0].text == "Hel"
        log: list[str] = []
        async with manager(sent(START, *HELLO), sent(*END), log=log) as stream:
            async for event in stream:
                if event.type == "text":
                    break
        assert log == ["chunk 0", "closed"]

    asyncio.run(main())
