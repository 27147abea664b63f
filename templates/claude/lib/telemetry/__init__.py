"""A client in, the same client with an OpenTelemetry span around each of its calls out.

    from claude_client.lib.telemetry import instrument

    client = instrument(Anthropic())

A client has spans by itself where the program has set up OpenTelemetry, unless it is told otherwise
by `open_telemetry=`; this is for one that is there already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ..tracing import resolved
from .spans import Spans

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

    from ..tracing import Traced

__all__ = ["Spans", "instrument"]

ClientT = TypeVar("ClientT", bound="Traced")


def instrument(
    client: ClientT, *, tracer_provider: TracerProvider | None = None, content: bool = False
) -> ClientT:
    """Gives each call of a client a span; copies made of it afterwards have spans too.

    Args:
        client: A client, of either kind.
        tracer_provider: Where spans go; the global provider if left out.
        content: Whether prompts and answers are recorded as well. They may be confidential.
    """
    options = resolved({})
    if content:
        options["traces"]["content_mode"] = "content"
    if tracer_provider is not None:
        options["tracer_provider"] = tracer_provider
    client._set_telemetry(options)  # pyright: ignore[reportPrivateUsage]
    return client
