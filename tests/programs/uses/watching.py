"""Runs of tools in, the spans that they leave behind out."""

from __future__ import annotations

from typing import Any

import anthropic
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from uses.use import ASKED, plain, tried, tried_later

AGENT = ("invoke_agent", "execute_tool")


class Watched:
    """A client with a place for its spans, and what they told in the end."""

    def __init__(self, kind: Any = None, **options: Any) -> None:
        self._exporter = InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.tracer = provider.get_tracer("program")
        self.client = (kind or anthropic.Anthropic)(
            max_retries=0, open_telemetry={"tracer_provider": provider, **options}
        )

    def run(self, *tools: Any, **options: Any) -> Any:
        given = {**ASKED, "tools": list(tools), **options}
        return self.client.beta.messages.tool_runner(**given)

    def told(self) -> Any:
        """Each span with its parent's name; what calls tell is told by other uses."""
        spans = self._exporter.get_finished_spans()
        names = {span.context.span_id: span.name for span in spans}
        found = []
        for span in spans:
            attributes = dict(span.attributes)
            ours = attributes if attributes.get("gen_ai.operation.name") in AGENT else {}
            parent = names.get(span.parent.span_id, "?") if span.parent else None
            status = [span.status.status_code.name, span.status.description]
            found.append([span.name, span.kind.name, parent, status, len(span.events), ours])
        return found


def watched(*tools: Any, told: Any = None, **options: Any) -> Any:
    """What a whole run leaves behind."""
    found = Watched(**(told or {}))
    came = tried(lambda: plain(found.run(*tools, **options).until_done()))
    return [came, found.told()]


async def watched_later(*tools: Any, told: Any = None, **options: Any) -> Any:
    found = Watched(anthropic.AsyncAnthropic, **(told or {}))
    came = await tried_later(found.run(*tools, **options).until_done())
    return [plain(came), found.told()]
