"""What the option `open_telemetry` may say, as types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, Union

from typing_extensions import NotRequired, TypedDict

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider


class OpenTelemetryTraces(TypedDict, total=False):
    """The spans of a client."""

    enabled: bool
    """Whether there are any; True if left out."""
    content_mode: Literal["metadata_only", "content"]
    """Whether they say what was asked and answered; `metadata_only` if left out."""
    max_content_bytes: int
    """How much of that a span may hold; 750,000 if left out or not positive."""


class ResolvedOpenTelemetryTraces(TypedDict):
    """The same with nothing left out."""

    enabled: bool
    content_mode: Literal["metadata_only", "content"]
    max_content_bytes: int


class OpenTelemetryOptions(TypedDict, total=False):
    """What a client may be told of OpenTelemetry. If it is told, the environment isn't looked at."""

    tracer_provider: TracerProvider
    """Where spans go; the global provider if left out."""
    propagation: bool
    """Whether requests carry the context of their span in headers; True if left out."""
    traces: OpenTelemetryTraces | ResolvedOpenTelemetryTraces | bool
    """The spans, or whether there are any."""
    conversation_id: str
    """Which conversation the calls belong to, for their spans alone."""


class ResolvedOpenTelemetryOptions(TypedDict):
    """The same with nothing left out, as `client.open_telemetry` has it."""

    tracer_provider: NotRequired[TracerProvider]
    propagation: bool
    traces: ResolvedOpenTelemetryTraces
    conversation_id: NotRequired[str]


OpenTelemetryClientOption: TypeAlias = Union[OpenTelemetryOptions, Literal[False], None]
"""False is for no spans, None for what the environment says."""
