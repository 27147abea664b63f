"""A client in, the same client with an OpenTelemetry span around each of its calls out.

    from claude_client.lib.telemetry import instrument

    client = instrument(Anthropic())

Spans follow the semantic conventions for generative AI (OpenTelemetry, `gen_ai.*`): what was asked
of which model, what it cost, why it stopped. Prompts and answers are in none, unless asked for.
Needs `opentelemetry-api`: `pip install claude-client[opentelemetry]`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

from opentelemetry import trace
from opentelemetry.trace import SpanKind, Status, StatusCode

from .._runtime.errors import APIStatusError

if TYPE_CHECKING:
    from collections.abc import Generator

    from opentelemetry.trace import Span, Tracer, TracerProvider

    from .._runtime.arguments import Arguments
    from .._runtime.base_client import BaseClient
    from .._runtime.operation import Operation

ClientT = TypeVar("ClientT", bound="BaseClient")

_SCOPE = "claude_client"
_CHATS = frozenset({"messages.create", "beta.messages.create"})
_REQUEST = ("model", "max_tokens", "temperature", "top_p", "top_k", "stop_sequences")
_USAGE = {
    "input_tokens": "gen_ai.usage.input_tokens",
    "output_tokens": "gen_ai.usage.output_tokens",
    "cache_read_input_tokens": "gen_ai.usage.cache_read.input_tokens",
    "cache_creation_input_tokens": "gen_ai.usage.cache_creation.input_tokens",
}


def instrument(
    client: ClientT, *, tracer_provider: TracerProvider | None = None, content: bool = False
) -> ClientT:
    """Gives each call of a client a span; copies made of it afterwards have spans too.

    Args:
        client: A client, of either kind.
        tracer_provider: Where spans go; the global provider if left out.
        content: Whether prompts and answers are recorded as well. They may be confidential.
    """
    tracer = trace.get_tracer(_SCOPE, tracer_provider=tracer_provider)
    observe = Telemetry(tracer, content=content).observe
    client._observe = observe  # pyright: ignore[reportPrivateUsage]
    return client


class Telemetry:
    """Makes the spans of a client."""

    def __init__(self, tracer: Tracer, *, content: bool) -> None:
        self._tracer = tracer
        self._content = content

    def observe(
        self,
        client: Any,
        operation: Operation,
        arguments: Arguments,
        policy: Generator[Any, Any, Any],
    ) -> Generator[Any, Any, Any]:
        """The call's policy with a span around it, which a stream keeps open until its end."""
        span = self._tracer.start_span(
            _name(operation, arguments),
            kind=SpanKind.CLIENT,
            attributes=_request_attributes(client, operation, arguments, content=self._content),
        )
        with _ended_on_error(span), _current(span):
            result = yield from policy
        watch = getattr(result, "watch", None)
        if watch is not None:
            watch(_StreamObserver(span, content=self._content))
        else:
            _tell(span, result, content=self._content)
            span.end()
        return result


class _StreamObserver:
    """Fills a span from the events of a message."""

    def __init__(self, span: Span, *, content: bool) -> None:
        self._span = span
        self._texts: list[str] | None = [] if content else None

    def item(self, event: Any) -> None:
        """Takes what an event tells: the message's beginning, its text, its usage and end."""
        kind = getattr(event, "type", None)
        if kind == "message_start":
            _tell(self._span, event.message, content=False)
        elif kind == "message_delta":
            _tell_usage(self._span, getattr(event, "usage", None))
            _tell_reason(self._span, getattr(event.delta, "stop_reason", None))
        elif kind == "content_block_delta" and self._texts is not None:
            self._texts.append(getattr(event.delta, "text", "") or "")

    def end(self, error: BaseException | None) -> None:
        """Ends the span; a second time changes nothing."""
        if not self._span.is_recording():
            return
        if self._texts:
            _tell_text(self._span, "".join(self._texts))
        if error is not None:
            _fail(self._span, error)
        self._span.end()


def _current(span: Span) -> AbstractContextManager[Span]:
    """Spans made inside are children of this one; exceptions are ours to tell of."""
    return trace.use_span(span, record_exception=False, set_status_on_exception=False)


@contextmanager
def _ended_on_error(span: Span) -> Generator[None]:
    try:
        yield
    except BaseException as error:
        _fail(span, error)
        span.end()
        raise


def _name(operation: Operation, arguments: Arguments) -> str:
    model = _body(arguments).get("model")
    return f"chat {model}" if operation.id in _CHATS and isinstance(model, str) else operation.id


def _body(arguments: Arguments) -> Mapping[str, Any]:
    given: object = arguments.body
    return cast("Mapping[str, Any]", given) if isinstance(given, Mapping) else {}


def _request_attributes(
    client: Any, operation: Operation, arguments: Arguments, *, content: bool
) -> dict[str, Any]:
    url = client.base_url
    found: dict[str, Any] = {
        "gen_ai.provider.name": "anthropic",
        "server.address": url.host,
        "server.port": url.port or (443 if url.scheme == "https" else 80),
    }
    if operation.id not in _CHATS:
        return found
    body = _body(arguments)
    found["gen_ai.operation.name"] = "chat"
    for name in _REQUEST:
        value = body.get(name)
        if isinstance(value, str | int | float):
            found[f"gen_ai.request.{name}"] = value
        elif isinstance(value, list | tuple):
            found[f"gen_ai.request.{name}"] = [str(each) for each in cast("list[Any]", value)]
    if content and isinstance(body.get("messages"), list | tuple):
        found["gen_ai.input.messages"] = json.dumps(body["messages"], default=_as_data)
    return found


def _as_data(value: Any) -> Any:
    return value.to_dict(mode="json") if hasattr(value, "to_dict") else str(value)


def _tell(span: Span, result: Any, *, content: bool) -> None:
    """What a message says of itself; for other results, the request's id alone."""
    request_id = getattr(result, "_request_id", None)
    if request_id:
        span.set_attribute("anthropic.request.id", request_id)
    if getattr(result, "type", None) != "message":
        return
    span.set_attribute("gen_ai.response.id", str(result.id))
    span.set_attribute("gen_ai.response.model", str(result.model))
    _tell_usage(span, result.usage)
    _tell_reason(span, result.stop_reason)
    if content:
        _tell_text(span, "".join(getattr(block, "text", "") or "" for block in result.content))


def _tell_usage(span: Span, usage: Any) -> None:
    for member, name in _USAGE.items():
        count = getattr(usage, member, None)
        if isinstance(count, int):
            span.set_attribute(name, count)


def _tell_reason(span: Span, reason: Any) -> None:
    if reason:
        span.set_attribute("gen_ai.response.finish_reasons", [str(reason)])


def _tell_text(span: Span, text: str) -> None:
    part = {"type": "text", "content": text}
    span.set_attribute(
        "gen_ai.output.messages", json.dumps([{"role": "assistant", "parts": [part]}])
    )


def _fail(span: Span, error: BaseException) -> None:
    kind = type(error).__qualname__
    if isinstance(error, APIStatusError):
        kind = error.type or str(error.status_code)
    span.set_attribute("error.type", kind)
    # The message of an error may quote the request: only its kind is told.
    span.set_status(Status(StatusCode.ERROR, kind))
