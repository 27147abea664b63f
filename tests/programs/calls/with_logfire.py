"""Spans by logfire."""

from __future__ import annotations

from claude_client import as_anthropic

as_anthropic.install()

import logfire
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

exporter = InMemorySpanExporter()
logfire.configure(
    send_to_logfire=False,
    console=False,
    additional_span_processors=[SimpleSpanProcessor(exporter)],
)
logfire.instrument_anthropic()

from watched import call_and_report

call_and_report(exporter)
