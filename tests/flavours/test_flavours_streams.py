"""Streams of events that are models of each flavour, raw and gathered to messages."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from flavoured import Flavour

from support.flavours import runtime_package

LIB = Path(__file__).parents[2] / "templates" / "claude" / "lib"
START = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "content": [],
    "model": "m-1",
    "stop_reason": None,
    "usage": {"input_tokens": 10, "output_tokens": 1},
}
TOOL = {"type": "tool_use", "id": "t", "name": "weather", "input": {}}
EVENTS: list[dict[str, Any]] = [
    {"type": "message_start", "message": START},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hel"}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "novel_delta", "new": 1}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "lo"}},
    {"type": "content_block_stop", "index": 0},
    {"type": "content_block_start", "index": 1, "content_block": TOOL},
    *(
        {
            "type": "content_block_delta",
            "index": 1,
            "delta": {"type": "input_json_delta", "partial_json": piece},
        }
        for piece in ('{"city": "Par', 'is", "days": [1, ', "2]}")
    ),
    {"type": "content_block_stop", "index": 1},
    {
        "type": "message_delta",
        "delta": {"stop_reason": "novel_reason"},
        "usage": {"output_tokens": 7},
    },
    {"type": "message_stop"},
]


def stream(flavour: Flavour, runtime: str, events: list[dict[str, Any]]) -> Any:
    """A stream of events, as the runtime of a package delivers it."""
    body = "".join(f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in events)
    streams, settings = (import_module(f"{runtime}.{name}") for name in ("streams", "settings"))
    request = httpx.Request("POST", "https://api.test")
    response = httpx.Response(200, content=body.encode(), request=request)
    own = settings.Settings(package="p", version="1", title="P", base_url="https://api.test")
    return streams.Stream(response, flavour.messages.RawMessageStreamEvent, own)


def gathering(flavour: Flavour) -> Any:
    """The helpers of streams of messages, in a package with the flavour's runtime."""
    name = f"client_{flavour.name}"
    if name not in sys.modules:
        for module, path in ((name, []), (f"{name}.lib", [str(LIB)])):
            made = ModuleType(module)
            made.__path__ = path
            sys.modules[module] = made
        # One runtime, under both names: the types of the messages know it by the other.
        sys.modules[f"{name}._runtime"] = runtime_package(f"runtime_{flavour.name}", flavour.name)
        for each in ("models", "response_info", "errors", "raw", "streams"):
            sys.modules[f"{name}._runtime.{each}"] = flavour.part(each)
    return import_module(f"{name}.lib.streaming")


def test_events_are_models(flavour: Flavour) -> None:
    got = list(stream(flavour, f"runtime_{flavour.name}", EVENTS))
    assert [event.type for event in got] == [event["type"] for event in EVENTS]
    assert isinstance(got[2], flavour.messages.RawContentBlockDeltaEvent)
    assert isinstance(got[2].delta, flavour.messages.TextDelta)
    assert isinstance(got[3].delta, flavour.models.Unknown)
    assert got[3].delta.new == 1
    assert [event.to_dict() for event in got] == EVENTS


def test_a_message_is_gathered(flavour: Flavour) -> None:
    streaming = gathering(flavour)
    with streaming.MessageStream(stream(flavour, f"runtime_{flavour.name}", EVENTS)) as events:
        seen = list(events)
        message = events.get_final_message()
    assert [event.text for event in seen if event.type == "text"] == ["Hel", "lo"]
    inputs = [event.snapshot for event in seen if event.type == "input_json"]
    assert inputs == [{}, {"city": "Paris", "days": [1]}, {"city": "Paris", "days": [1, 2]}]
    assert isinstance(message, flavour.messages.Message)
    assert message.to_dict() == {
        **START,
        "content": [{"type": "text", "text": "Hello"}, {**TOOL, "input": inputs[-1]}],
        "stop_reason": "novel_reason",
        "usage": {"input_tokens": 10, "output_tokens": 7},
    }


def test_events_of_the_helper_can_be_dumped(flavour: Flavour) -> None:
    streaming = gathering(flavour)
    with streaming.MessageStream(stream(flavour, f"runtime_{flavour.name}", EVENTS)) as events:
        stop = next(event for event in events if event.type == "content_block_stop")
    block = {"type": "text", "text": "Hello"}
    assert stop.to_dict() == {"type": "content_block_stop", "index": 0, "content_block": block}
    assert json.loads(stop.to_json()) == stop.to_dict(mode="json")
    assert "index" not in stop.to_dict(exclude={"index"})


@pytest.mark.parametrize("keeps_string", [True, False])
def test_json_that_breaks_off_is_read_as_far_as_it_goes(
    flavour: Flavour, keeps_string: bool
) -> None:
    text = '{"a": [1, -2.5, {"b": "x\\u00e9", "c": null}, true], "d": "end'
    partial = "trailing-strings" if keeps_string else True
    read = flavour.models.partial_json
    whole = {"a": [1, -2.5, {"b": "xé", "c": None}, True]}
    assert read(text, partial) == ({**whole, "d": "end"} if keeps_string else whole)
    assert read('{"a": [1, 2', partial) == {"a": [1, 2]}
    assert read('{"a": tru', partial) == {}
    assert read('{"a": "x\\u00', partial) == ({"a": "x"} if keeps_string else {})
    with pytest.raises(ValueError, match=r"."):
        read('{"a" 1', partial)
    with pytest.raises(ValueError, match=r"."):
        read("", partial)
