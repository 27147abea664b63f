"""Calls in, a span around each of them out, which a stream keeps open until its end.

Spans have the official SDK's names, and its attributes: the semantic conventions for HTTP and for
generative AI (`gen_ai.*`), and `anthropic.*`. Needs `opentelemetry-api`:
`pip install claude-client[opentelemetry]`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from opentelemetry import propagate, trace
from opentelemetry.trace import SpanKind

from ..._runtime.effects import Answer, Send
from .attributes import (
    about_call,
    about_message,
    about_response,
    about_result,
    about_url,
    body_of,
    provider_of,
)
from .content import Content
from .runs import RunSpans
from .status import OK, current, ended_on_error, fail

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

    from ..._runtime.arguments import Arguments
    from ..._runtime.effects import Policy
    from ..._runtime.operation import Operation
    from ..open_telemetry import ResolvedOpenTelemetryOptions

SCOPE = "claude_client"


def spans_of(client: Any, options: ResolvedOpenTelemetryOptions) -> Spans:
    """The spans of a client with these options."""
    tracer = trace.get_tracer(SCOPE, tracer_provider=options.get("tracer_provider"))
    return Spans(tracer, options, provider_of(client))


class Spans:
    """Makes the spans of a client."""

    def __init__(
        self, tracer: Tracer, options: ResolvedOpenTelemetryOptions, provider: str
    ) -> None:
        self._tracer = tracer
        self._options = options
        self._always: dict[str, Any] = {"gen_ai.provider.name": provider}
        if "conversation_id" in options:
            self._always["gen_ai.conversation.id"] = options["conversation_id"]

    def observe(
        self, client: Any, operation: Operation, arguments: Arguments, policy: Policy[Any]
    ) -> Policy[Any]:
        """The call's policy with a span around it."""
        attributes = {**about_call(client, operation, arguments), **self._always}
        name = f"anthropic.{operation.id.removeprefix('beta.')}"
        span = self._tracer.start_span(name, kind=SpanKind.CLIENT, attributes=attributes)
        call = _Call(span, arguments, self._options)
        with ended_on_error(span), current(span):
            result = yield from call.through(policy)
        watch = getattr(result, "watch", None)
        if watch is not None:
            watch(_Stream(call))
        else:
            call.end(result)
        return result

    def of_run(
        self, params: Callable[[], Mapping[str, Any]], is_stopped: Callable[[], bool]
    ) -> RunSpans:
        """The spans of a run of tools: what is asked next, and whether the user has stopped it."""
        return RunSpans(self._tracer, self._options, self._always, params, is_stopped)


class _Call:
    """One call, and what is known of it."""

    def __init__(
        self, span: Span, arguments: Arguments, options: ResolvedOpenTelemetryOptions
    ) -> None:
        self.span = span
        self.began = time.time_ns()
        self.content: Content | None = None
        if options["traces"]["content_mode"] == "content":
            self.content = Content(body_of(arguments), options["traces"]["max_content_bytes"])
        self._arguments = arguments
        self._propagates = options["propagation"]
        self._sent = 0

    def through(self, policy: Policy[Any]) -> Policy[Any]:
        """Does what the policy does, with a look at what is sent and what comes."""
        try:
            effect = next(policy)
            while True:
                if isinstance(effect, Send):
                    self._sending(effect.prepared)
                try:
                    outcome: Any = yield effect
                except Exception as error:
                    effect = policy.throw(error)
                    continue
                if isinstance(effect, Send):
                    self._came(outcome)
                effect = policy.send(outcome)
        except StopIteration as stop:
            return stop.value
        finally:
            policy.close()

    def end(self, result: Any) -> None:
        """Tells what came, and ends the span."""
        self.tell(about_result(result))
        if self.content is not None:
            self.tell(self.content.of(getattr(result, "content", None)))
        self.span.set_status(OK)
        self.span.end()

    def tell(self, attributes: Mapping[str, Any]) -> None:
        for name, value in attributes.items():
            self.span.set_attribute(name, value)

    def _sending(self, prepared: Any) -> None:
        self._sent += 1
        if self._sent == 1:
            self.tell(about_url(prepared.url, self._arguments, content=self.content is not None))
        else:
            self.span.set_attribute("http.request.resend_count", self._sent - 1)
        if self._propagates:
            propagate.inject(prepared.headers, trace.set_span_in_context(self.span))

    def _came(self, outcome: Any) -> None:
        response = outcome.value if isinstance(outcome, Answer) else outcome
        response = getattr(response, "http_response", response)
        if hasattr(response, "status_code"):
            self.tell(about_response(response))


class _Stream:
    """Fills a call's span from the events of its message."""

    def __init__(self, call: _Call) -> None:
        self._call = call
        self._message: Any = None
        self._end: Any = None
        self._stopped = False
        self._answered = False

    def item(self, event: Any) -> None:
        """Takes an event in."""
        kind = getattr(event, "type", None)
        if kind == "content_block_delta" and not self._answered:
            self._answered = True
            seconds = (time.time_ns() - self._call.began) / 1e9
            self._call.span.set_attribute("gen_ai.response.time_to_first_chunk", seconds)
        elif kind == "message_start":
            self._message = event.message
        elif kind == "message_delta":
            self._end = event
        elif kind == "message_stop":
            self._stopped = True
        if self._call.content is not None:
            self._call.content.follow(event)

    def end(self, error: BaseException | None) -> None:
        """Ends the span; a second time changes nothing."""
        span = self._call.span
        if not span.is_recording():
            return
        if self._message is not None:
            self._call.tell(about_message(self._message, self._end))
        if self._call.content is not None:
            self._call.tell(self._call.content.of_stream())
        if error is not None:
            fail(span, error)
        elif self._stopped:
            span.set_status(OK)
        span.end()
