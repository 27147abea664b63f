"""Spans around calls: what they tell, what they keep to themselves, when they end."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from claude_client import (
    Anthropic,
    AnthropicBedrock,
    AnthropicFoundry,
    AsyncAnthropic,
    RateLimitError,
    beta_tool,
)
from claude_client.lib.telemetry import instrument
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

SECRET = "the launch code"
ASKED: Any = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 8,
    "stop_sequences": ["END"],
    "messages": [{"role": "user", "content": SECRET}],
}
MESSAGE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "content": [{"type": "text", "text": "a secret answer"}],
    "model": "claude-sonnet-4-5-20250929",
    "stop_reason": "end_turn",
    "usage": {"input_tokens": 3, "output_tokens": 5},
}
EVENTS = (
    'data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",'
    '"content":[],"model":"m","stop_reason":null,"usage":{"input_tokens":3,"output_tokens":1}}}\n\n'
    'data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n'
    'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hi"}}\n\n'
    'data: {"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},'
    '"usage":{"output_tokens":9}}\n\n'
    'data: {"type":"message_stop"}\n\n'
)


def answer(request: httpx.Request) -> httpx.Response:
    if b'"stream":true' in request.read():
        return httpx.Response(200, text=EVENTS, headers={"content-type": "text/event-stream"})
    if b"refuse" in request.read():
        body = {"type": "error", "error": {"type": "rate_limit_error", "message": SECRET}}
        return httpx.Response(429, json=body)
    return httpx.Response(200, json=MESSAGE, headers={"request-id": "req_1"})


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def provider(exporter: InMemorySpanExporter) -> TracerProvider:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return provider


def client_with(provider: TracerProvider, **options: Any) -> Anthropic:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = Anthropic(api_key="k", max_retries=0, http_client=http)
    return instrument(client, tracer_provider=provider, **options)


def test_a_call_has_a_span_that_tells_no_content(
    provider: TracerProvider, exporter: InMemorySpanExporter
) -> None:
    client_with(provider).messages.create(**ASKED)
    [span] = exporter.get_finished_spans()
    told = dict(span.attributes or {})
    assert span.name == "anthropic.messages.create"
    assert told["gen_ai.operation.name"] == "chat"
    assert told["gen_ai.request.max_tokens"] == 8
    assert told["gen_ai.response.model"] == "claude-sonnet-4-5-20250929"
    assert told["anthropic.message.stop_reason"] == "end_turn"
    assert (told["gen_ai.usage.input_tokens"], told["gen_ai.usage.output_tokens"]) == (3, 5)
    assert (told["server.address"], told["server.port"]) == ("api.anthropic.com", 443)
    assert told["anthropic.request.id"] == "req_1"
    assert "secret" not in str(told)
    assert SECRET not in str(told)


def test_content_is_told_when_asked_for(
    provider: TracerProvider, exporter: InMemorySpanExporter
) -> None:
    client_with(provider, content=True).messages.create(**ASKED)
    told = dict(exporter.get_finished_spans()[0].attributes or {})
    assert SECRET in str(told["gen_ai.input.messages"])
    assert told["gen_ai.request.stop_sequences"] == ("END",)
    assert "a secret answer" in str(told["gen_ai.output.messages"])


def test_an_error_ends_the_span_with_its_kind_and_not_its_message(
    provider: TracerProvider, exporter: InMemorySpanExporter
) -> None:
    with pytest.raises(RateLimitError):
        client_with(provider).messages.create(**{**ASKED, "model": "refuse"})
    [span] = exporter.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR
    assert (span.attributes or {})["error.type"] == "rate_limit_error"
    assert SECRET not in span.to_json()


def test_a_stream_keeps_its_span_open_to_its_end(
    provider: TracerProvider, exporter: InMemorySpanExporter
) -> None:
    stream = client_with(provider).with_options(timeout=9).messages.create(**ASKED, stream=True)
    assert exporter.get_finished_spans() == ()
    assert len(list(stream)) == 5
    [span] = exporter.get_finished_spans()
    told = dict(span.attributes or {})
    assert (told["gen_ai.usage.input_tokens"], told["gen_ai.usage.output_tokens"]) == (3, 9)
    assert told["anthropic.message.stop_reason"] == "max_tokens"


def test_a_stream_closed_early_ends_its_span(
    provider: TracerProvider, exporter: InMemorySpanExporter
) -> None:
    with client_with(provider).messages.stream(**ASKED) as stream:
        next(iter(stream))
    assert len(exporter.get_finished_spans()) == 1


def test_async_calls_and_streams_have_spans(
    provider: TracerProvider, exporter: InMemorySpanExporter
) -> None:
    async def run() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        client = instrument(AsyncAnthropic(api_key="k", http_client=http), tracer_provider=provider)
        await client.messages.create(**ASKED)
        async with client.messages.stream(**ASKED) as stream:
            assert await stream.get_final_text() == "hi"

    asyncio.run(run())
    names = [span.name for span in exporter.get_finished_spans()]
    assert names == ["anthropic.messages.create"] * 2


CLIENTS: dict[Any, tuple[str, dict[str, Any]]] = {
    Anthropic: ("anthropic", {"api_key": "k"}),
    AnthropicBedrock: ("aws.bedrock", {"api_key": "k", "aws_region": "us-east-1"}),
    AnthropicFoundry: ("anthropic", {"api_key": "k", "resource": "r"}),
}


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_client_is_told_where_spans_go_and_copies_know(
    kind: Any, provider: TracerProvider, exporter: InMemorySpanExporter
) -> None:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    options: Any = {"tracer_provider": provider}
    name, arguments = CLIENTS[kind]
    client = kind(http_client=http, open_telemetry=options, **arguments)
    client.with_options(timeout=3).messages.create(**ASKED)
    client.with_options(open_telemetry=False).messages.create(**ASKED)
    (span,) = exporter.get_finished_spans()
    assert (span.attributes or {})["gen_ai.provider.name"] == name


def test_content_that_is_too_long_loses_what_is_oldest(
    provider: TracerProvider, exporter: InMemorySpanExporter
) -> None:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    traces: Any = {"content_mode": "content", "max_content_bytes": 200}
    client = Anthropic(
        api_key="k",
        http_client=http,
        open_telemetry={"tracer_provider": provider, "traces": traces},
    )
    turns = [{"role": "user", "content": "x" * 300}, *ASKED["messages"]]
    client.messages.create(**{**ASKED, "messages": turns})
    told = dict(exporter.get_finished_spans()[0].attributes or {})
    assert told["anthropic.content.truncated"] is True
    assert "xxx" not in str(told)
    assert SECRET in str(told["gen_ai.input.messages"])


@pytest.mark.parametrize("content", [False, True])
def test_a_run_of_tools_is_the_parent_of_its_calls_and_tools(
    content: bool, provider: TracerProvider, exporter: InMemorySpanExporter
) -> None:
    @beta_tool
    def look(where: str) -> str:
        raise ValueError(SECRET)

    call = {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {"where": "\ud800"}}
    called = {**MESSAGE, "content": [call], "stop_reason": "tool_use"}
    answers = iter([called, MESSAGE])
    transport = httpx.MockTransport(lambda _: httpx.Response(200, text=json.dumps(next(answers))))
    client = Anthropic(api_key="k", http_client=httpx.Client(transport=transport))
    watched = instrument(client, tracer_provider=provider, content=content)
    watched.beta.messages.tool_runner(**ASKED, tools=[look]).until_done()
    first, tool, second, run = exporter.get_finished_spans()
    assert run.context is not None
    assert [span.parent and span.parent.span_id for span in (first, tool, second)] == [
        run.context.span_id
    ] * 3
    assert tool.name == "anthropic.custom_tool_use look"
    assert (tool.attributes or {})["error.type"] == "tool_error"
    assert tool.status.status_code is StatusCode.ERROR
    assert run.status.status_code is StatusCode.OK
    assert (SECRET in tool.to_json()) is content


def test_requests_carry_the_context_of_their_span_unless_they_should_not(
    provider: TracerProvider,
) -> None:
    seen: list[bool] = []

    def looking(request: httpx.Request) -> httpx.Response:
        seen.append("traceparent" in request.headers)
        return answer(request)

    for propagation in (True, False):
        http = httpx.Client(transport=httpx.MockTransport(looking))
        options: Any = {"tracer_provider": provider, "propagation": propagation}
        Anthropic(api_key="k", http_client=http, open_telemetry=options).messages.create(**ASKED)
    assert seen == [True, False]
