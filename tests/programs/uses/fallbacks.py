"""Refusals, and the models that are asked instead: what each is asked, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import anthropic
from anthropic import BetaFallbackState, BetaRefusalFallbackMiddleware
from uses.use import ASKED, later, plain, refused, tried, use

from differential.capturing import Reply
from helpers.saying import events_of, lines_of, message, text, tool_use

B: Any = {"model": "model-b"}
C: Any = {"model": "model-c", "max_tokens": 9}
HELLO = message(text("Hello"), model="model-b")
RICH: dict[str, Any] = {
    **ASKED,
    "thinking": {"type": "between_tools"},
    "output_config": {"effort": "low", "format": {"type": "json_schema", "schema": {}}},
    "metadata": {"user_id": "u"},
}


def refusal(*content: Any, token: str | None = "tok_1", claim: bool = False, **others: Any) -> Any:
    """A message that refuses, after it has said something perhaps."""
    details = {"type": "refusal", "category": "cyber", "explanation": "No."}
    details |= {"fallback_credit_token": token, "fallback_has_prefill_claim": claim}
    return message(*content, stop="refusal", stop_details=details, **others)


def streamed(whole: Mapping[str, Any], usage: Any = None) -> Reply:
    """A message as a stream, with the details of its end."""
    events = events_of(whole)
    events[-2]["delta"]["stop_details"] = whole.get("stop_details")
    events[-2]["usage"] = usage or events[-2]["usage"]
    return Reply(lines_of([{"type": "ping"}, *events]), "text/event-stream")


def client(*fallbacks: Any, **options: Any) -> Any:
    middleware = BetaRefusalFallbackMiddleware(fallbacks or [B, C], **options)
    return anthropic.Anthropic(middleware=[middleware], max_retries=0)


def listened(made: Any, **asked: Any) -> Any:
    """The raw events, as they came over the wire."""
    return [plain(each) for each in made.beta.messages.create(**{**ASKED, **asked}, stream=True)]


@use(HELLO)
def nothing_refused() -> Any:
    return plain(client().beta.messages.create(**ASKED))


@use(refusal(), HELLO)
def one_refusal() -> Any:
    made = client().beta.messages.create(**RICH, betas=["own-1"])
    return [plain(made), made._request_id]


@use(refusal(text("Well")), refusal(token=None), message(text("Hello"), model="model-c"))
def two_refusals() -> Any:
    return plain(client().beta.messages.create(**RICH))


@use(refusal(), refusal(), refusal(token="tok_3"))
def nothing_but_refusals() -> Any:
    return plain(client().beta.messages.create(**ASKED))


@use(refusal(), refused(529, "overloaded_error"))
def a_model_that_is_overloaded() -> Any:
    return tried(lambda: client().beta.messages.create(**ASKED))


@use(refusal(), HELLO)
def what_an_entry_changes() -> Any:
    entry = {
        **B,
        "max_tokens": 5,
        "thinking": {"type": "adaptive"},
        "output_config": {"format": None, "effort": None},
        "metadata": None,
        "speed": "fast",
    }
    return plain(client(entry).beta.messages.create(**RICH))


@use(refusal(), HELLO)
def what_an_entry_adds() -> Any:
    entry = {**B, "output_config": {"effort": "high"}}
    return plain(client(entry).beta.messages.create(**{**ASKED, "metadata": {"user_id": "u"}}))


@use(refusal(), refused(529, "overloaded_error"), HELLO)
def no_capacity_at_that_speed() -> Any:
    return plain(client().beta.messages.create(**ASKED, speed="fast"))


@use(refusal(), refused(429, "rate_limit_error"))
def no_capacity_at_a_speed_that_is_insisted_on() -> Any:
    entry = {**B, "speed": "fast"}
    return tried(lambda: client(entry).beta.messages.create(**ASKED, speed="fast"))


@use(refusal(), HELLO, HELLO, HELLO)
def a_conversation() -> Any:
    made, state = client(), BetaFallbackState()
    with state:
        first = made.beta.messages.create(**ASKED)
        messages = [*ASKED["messages"], {"role": "assistant", "content": first.content}]
        messages.append({"role": "user", "content": "And?"})
        second = made.beta.messages.create(**{**ASKED, "messages": messages})
        with BetaFallbackState():
            third = made.beta.messages.create(**ASKED)
    return [plain(first), plain(second), plain(third), state.index]


@use(HELLO)
def a_turn_of_nothing_but_a_seam() -> Any:
    seam = {"type": "fallback", "from": {"model": "a"}, "to": {"model": "b"}}
    turns = [*ASKED["messages"], {"role": "assistant", "content": [seam]}, *ASKED["messages"]]
    return plain(client().beta.messages.create(**{**ASKED, "messages": turns}))


@use()
def a_state_of_another_chain() -> Any:
    state = BetaFallbackState()
    state.index = 7
    with state:
        return tried(lambda: client().beta.messages.create(**ASKED))


@use(HELLO, HELLO, HELLO)
def betas() -> Any:
    return [
        plain(
            client(B, betas=given).beta.messages.create(
                **ASKED, betas=["fallback-credit-2026-07-01"]
            )
        )
        for given in (None, (), ("one-1", "two-2"))
    ]


@use(refusal(), refusal(), HELLO)
def what_is_not_handled() -> Any:
    empty = anthropic.Anthropic(middleware=[BetaRefusalFallbackMiddleware([])])
    return [
        plain(client().messages.create(**ASKED)),
        plain(empty.beta.messages.create(**ASKED)),
        tried(lambda: client().beta.messages.create(**ASKED, fallbacks=[B])),
        tried(lambda: plain(client().beta.messages.count_tokens(model="m", messages=[]))),
    ]


@use(refusal(), HELLO)
@later
async def asynchronous() -> Any:
    middleware = [BetaRefusalFallbackMiddleware([B])]
    async with anthropic.AsyncAnthropic(middleware=middleware) as made:
        return plain(await made.beta.messages.create(**ASKED))


# Streams.


@use(streamed(HELLO))
def a_stream_without_a_refusal() -> Any:
    return listened(client())


@use(streamed(refusal()), streamed(HELLO))
def refused_at_once() -> Any:
    return listened(client(), betas=["own-1"])


@use(streamed(refusal(token=None)), streamed(refusal(token=None)), streamed(HELLO))
def refused_at_once_twice_without_a_token() -> Any:
    return listened(client())


PARTS = (
    text("Well, "),
    tool_use("add", {"left": 1, "right": 2}),
    text("so"),
)


@use(streamed(refusal(*PARTS, claim=True)), streamed(HELLO))
def refused_in_the_middle() -> Any:
    return listened(client())


@use(streamed(refusal(*PARTS)), streamed(HELLO))
def refused_in_the_middle_without_a_claim() -> Any:
    return listened(client())


@use(streamed(refusal(*PARTS, token=None)))
def refused_in_the_middle_without_a_token() -> Any:
    return listened(client())


@use(
    streamed(refusal(text("a"), claim=True)),
    streamed(refusal(text("b"), claim=True, token="tok_2")),
    streamed(message(text("c"), model="model-c")),
)
def two_refusals_in_the_middle() -> Any:
    return listened(client())


@use(
    streamed(refusal(text("a"), claim=True)),
    streamed(refusal(token="tok_2")),
    streamed(refusal(text("c"), token="tok_3")),
)
def refusals_to_the_end() -> Any:
    return listened(client())


@use(streamed(refusal(text("a"), claim=True)), refused(400), streamed(HELLO))
def what_was_said_is_not_taken() -> Any:
    return listened(client())


@use(
    streamed(refusal(text("a"), claim=True)),
    refused(400),
    refused(400),
    streamed(message(text("c"), model="model-c")),
)
def a_model_that_can_not_be_asked() -> Any:
    return listened(client())


@use(streamed(refusal(text("a"), claim=True)), refused(500), refused(529, "overloaded_error"))
def no_model_can_be_asked() -> Any:
    return listened(client())


@use(streamed(refusal()), refused(500), refused(404))
def no_model_can_be_asked_at_once() -> Any:
    return listened(client())


ITERATED = {
    "output_tokens": 7,
    "iterations": [{"type": "message", "input_tokens": 1, "output_tokens": 2}],
}


@use(
    streamed(refusal(text("a"), claim=True), {**ITERATED, "input_tokens": None}),
    streamed(HELLO, ITERATED),
)
def usage_by_iteration() -> Any:
    return listened(client())


DROPPED = {"type": "thinking_dropped", "path": "messages.1.content.0", "reason": "signature"}


@use(
    streamed(refusal(text("a"), claim=True)),
    streamed(message(text("b"), model="model-b", input_transformations=[DROPPED])),
)
def what_became_of_the_input() -> Any:
    return listened(client())


THINKING = [
    {
        "type": "content_block_start",
        "index": 0,
        "content_block": {"type": "text", "text": "", "citations": None},
    },
    {
        "type": "content_block_delta",
        "index": 0,
        "delta": {
            "type": "citations_delta",
            "citation": {"type": "char_location", "cited_text": "x"},
        },
    },
    {"type": "content_block_stop", "index": 0},
    {
        "type": "content_block_start",
        "index": 1,
        "content_block": {"type": "tool_use", "id": "t", "name": "add", "input": {}},
    },
    {
        "type": "content_block_delta",
        "index": 1,
        "delta": {"type": "input_json_delta", "partial_json": '{"left": '},
    },
    {
        "type": "content_block_start",
        "index": 2,
        "content_block": {"type": "thinking", "thinking": "", "signature": ""},
    },
    {
        "type": "content_block_delta",
        "index": 2,
        "delta": {"type": "thinking_delta", "thinking": "hm"},
    },
    {
        "type": "content_block_delta",
        "index": 2,
        "delta": {"type": "signature_delta", "signature": "s"},
    },
]
CUT = events_of(refusal(claim=True))
CUT[-2]["delta"]["stop_details"] = refusal(claim=True)["stop_details"]


@use(Reply(lines_of([CUT[0], *THINKING, *CUT[1:]]), "text/event-stream"), streamed(HELLO))
def cut_off_within_blocks() -> Any:
    return listened(client())


@use(streamed(refusal(text("a"), claim=True)), streamed(HELLO))
def the_helper_of_streams() -> Any:
    with client().beta.messages.stream(**ASKED) as stream:
        kinds = [event.type for event in stream]
        return [kinds, plain(stream.get_final_message())]


@use(streamed(refusal(text("a"), claim=True)), streamed(HELLO), streamed(HELLO))
def a_conversation_in_streams() -> Any:
    made, state = client(), BetaFallbackState()
    with state:
        return [listened(made), listened(made), state.index]


@use(streamed(refusal(text("a"), claim=True)), streamed(HELLO))
def left_before_the_end() -> Any:
    with client().beta.messages.create(**ASKED, stream=True) as stream:
        return plain(next(iter(stream)))


@use(streamed(refusal(text("a"), claim=True)), streamed(HELLO))
@later
async def an_asynchronous_stream() -> Any:
    middleware = [BetaRefusalFallbackMiddleware([B])]
    async with anthropic.AsyncAnthropic(middleware=middleware) as made:
        stream = await made.beta.messages.create(**ASKED, stream=True)
        return [plain(each) async for each in stream]


@use(streamed(refusal(text("a"), claim=True)), streamed(HELLO))
def the_bytes() -> Any:
    with client().beta.messages.with_streaming_response.create(**ASKED, stream=True) as response:
        lines = [line for line in response.iter_lines() if line.startswith("data:")]
        return [json.loads(line.removeprefix("data:")) for line in lines]
