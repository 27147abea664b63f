"""Spans of calls: their names, what they say, when they end, and what a client is told of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from unittest import mock

import anthropic
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from uses.use import ASKED, later, plain, refused, streamed, tried, use

from helpers.saying import message, text, tool_use

USAGE = {
    "input_tokens": 9,
    "output_tokens": 7,
    "cache_read_input_tokens": 3,
    "cache_creation_input_tokens": 2,
    "cache_creation": {"ephemeral_5m_input_tokens": 2, "ephemeral_1h_input_tokens": 0},
    "service_tier": "standard",
    "output_tokens_details": {"thinking_tokens": 4},
}
HELLO = message(text("Hello"), usage=USAGE)
RICH: dict[str, Any] = {
    **ASKED,
    "system": "Be brief.",
    "stop_sequences": ["END"],
    "thinking": {"type": "enabled", "budget_tokens": 1024},
    "output_config": {"effort": "low", "format": {"type": "json_schema", "schema": {}}},
    "service_tier": "auto",
}
TIMED = "gen_ai.response.time_to_first_chunk"
CONTENT: Any = {"traces": {"content_mode": "content"}}


def spans_of(calls: Callable[[Any], Any], **options: Any) -> Any:
    """What calls of a client leave behind."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    given = {"tracer_provider": provider, **options}
    client = anthropic.Anthropic(max_retries=1, open_telemetry=given)
    came = tried(lambda: plain(calls(client)))
    return [came, told(exporter)]


def told(exporter: Any) -> Any:
    found = []
    for span in exporter.get_finished_spans():
        attributes = dict(span.attributes)
        for name in ("server.port", "url.full"):
            attributes.pop(name, None)
        attributes |= {TIMED: True} if TIMED in attributes else {}
        status = [span.status.status_code.name, span.status.description]
        found.append([span.name, span.kind.name, status, attributes])
    return found


@use(HELLO)
def of_a_message() -> Any:
    return spans_of(lambda client: client.messages.create(**RICH))


@use(HELLO)
def of_a_message_of_beta() -> Any:
    return spans_of(lambda client: client.beta.messages.create(**RICH, betas=["a-1", "b-2"]))


@use(HELLO, HELLO)
def with_what_was_said() -> Any:
    turns = [
        *ASKED["messages"],
        {"role": "assistant", "content": [text("Let me see."), tool_use("add", {"left": 1})]},
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "toolu_1", "content": "3"},
                {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
            ],
        },
    ]
    asked = {**RICH, "messages": turns, "system": [text("Be brief.")]}
    return spans_of(lambda client: client.messages.create(**asked), **CONTENT)


@use(streamed(message(text("Hello"))))
def of_a_stream() -> Any:
    return spans_of(lambda client: [plain(e) for e in client.messages.create(**ASKED, stream=True)])


@use(streamed(message(text("Hello"))))
def of_a_stream_by_the_helper() -> Any:
    def listen(client: Any) -> Any:
        with client.messages.stream(**RICH) as stream:
            return stream.get_final_message()

    return spans_of(listen, **CONTENT)


@use(streamed(message(text("Hello"))))
def of_a_stream_that_is_left() -> Any:
    def listen(client: Any) -> Any:
        with client.messages.create(**ASKED, stream=True) as stream:
            return next(iter(stream))

    return spans_of(listen)


@use(refused(400, "invalid_request_error"))
def of_an_error() -> Any:
    return spans_of(lambda client: client.messages.create(**ASKED))


@use(refused(529, "overloaded_error", retry_after_ms="1"), HELLO)
def of_a_second_attempt() -> Any:
    return spans_of(lambda client: client.messages.create(**ASKED))


@use()
def of_no_connection() -> Any:
    return spans_of(
        lambda client: client.with_options(
            base_url="http://127.0.0.1:1", max_retries=0
        ).messages.create(**ASKED)
    )


@use({"input_tokens": 4})
def of_a_count() -> Any:
    return spans_of(lambda client: client.messages.count_tokens(model="m", messages=[]))


@use({"id": "m", "type": "model"}, {"data": [], "has_more": False})
def of_other_calls() -> Any:
    return [
        spans_of(lambda client: client.models.retrieve("m")),
        spans_of(lambda client: client.models.list(limit=3, extra_query={"own": "1"})),
    ]


@use(HELLO)
def of_a_conversation() -> Any:
    def talk(client: Any) -> Any:
        options = {**client.open_telemetry, "conversation_id": "conv_1"}
        return client.with_options(open_telemetry=options).messages.create(**ASKED)

    return spans_of(talk)


@use(HELLO, HELLO)
def that_are_off() -> Any:
    off = spans_of(lambda client: client.messages.create(**ASKED), traces=False)
    return [off, plain(anthropic.Anthropic(open_telemetry=False).messages.create(**ASKED))]


@use(HELLO, HELLO)
def carried_by_headers() -> Any:
    seen: list[Any] = []

    def looking(request: Any, call_next: Any) -> Any:
        response = call_next(request)
        seen.append("traceparent" in response.http_response.request.headers)
        return response

    for propagation in (True, False):
        spans_of(
            lambda client: client.with_middleware(looking).messages.create(**ASKED),
            propagation=propagation,
        )
    return seen


@use(HELLO)
@later
async def of_an_asynchronous_message() -> Any:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    async with anthropic.AsyncAnthropic(open_telemetry={"tracer_provider": provider}) as client:
        await client.messages.create(**ASKED)
    return told(exporter)


VARIABLES: list[dict[str, str]] = [
    {},
    {"": "false"},
    {"": "no"},
    {
        "_TRACES_CONTENT_MODE": "CONTENT",
        "_TRACES_MAX_CONTENT_BYTES": " 12 ",
        "_PROPAGATION": "False",
    },
    {"_TRACES_CONTENT_MODE": "all", "_TRACES_MAX_CONTENT_BYTES": "0", "_PROPAGATION": "0"},
    {"_TRACES_MAX_CONTENT_BYTES": "٣"},
]


@use()
def what_a_client_is_told() -> Any:
    found = []
    for variables in VARIABLES:
        named = {f"ANTHROPIC_OPEN_TELEMETRY{name}": each for name, each in variables.items()}
        with mock.patch.dict(os.environ, named):
            client = anthropic.Anthropic()
            found.append(
                [client.open_telemetry, anthropic.Anthropic(open_telemetry={}).open_telemetry]
            )
        found.append([client.open_telemetry, client.copy().open_telemetry])
    options: list[Any] = [False, {}, {"traces": False}, {"traces": True}, CONTENT]
    options += [
        {"traces": {"max_content_bytes": -1}},
        {"propagation": False, "conversation_id": "c"},
    ]
    for option in options:
        client = anthropic.Anthropic(open_telemetry=option)
        found.append([client.open_telemetry, client.with_options(timeout=3).open_telemetry])
        found.append([client.with_options(open_telemetry=CONTENT).open_telemetry])
    return found
