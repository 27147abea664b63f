"""The option `open_telemetry` and the environment in, a client whose calls have spans out.

Nothing of OpenTelemetry is loaded as long as the program itself has loaded nothing of it: nobody
would see the spans. They are made by `lib.telemetry`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, Union, cast

from typing_extensions import NotRequired, TypedDict

from .._runtime.base_client import BaseClient

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider
    from typing_extensions import Self

    from .._runtime.arguments import Arguments
    from .._runtime.effects import Policy
    from .._runtime.operation import Operation

MAX_CONTENT_BYTES = 750_000
_API = "opentelemetry.trace"
_VARIABLE = "ANTHROPIC_OPEN_TELEMETRY"


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


def resolved(option: OpenTelemetryClientOption) -> ResolvedOpenTelemetryOptions:
    """The option with nothing left out."""
    given: Mapping[str, Any] = {"traces": False}
    if option is None:
        given = _of_environment()
    elif option is not False:
        given = cast("Mapping[str, Any]", option)
    traces = given.get("traces")
    said: Mapping[str, Any] = {"enabled": traces} if isinstance(traces, bool) else traces or {}
    most, enabled, propagation = (
        said.get("max_content_bytes"),
        said.get("enabled"),
        given.get("propagation"),
    )
    found: dict[str, Any] = {
        "propagation": True if propagation is None else propagation,
        "traces": {
            "enabled": True if enabled is None else enabled,
            "content_mode": said.get("content_mode") or "metadata_only",
            "max_content_bytes": MAX_CONTENT_BYTES if most is None or most < 1 else most,
        },
    }
    named = ("tracer_provider", "conversation_id")
    found |= {name: given[name] for name in named if given.get(name) is not None}
    return cast("ResolvedOpenTelemetryOptions", found)


def _of_environment() -> dict[str, Any]:
    size = os.environ.get(f"{_VARIABLE}_TRACES_MAX_CONTENT_BYTES", "").strip()
    # No number has more digits; `int` would refuse thousands of them.
    is_number = size.isascii() and size.isdigit() and len(size) < 19
    return {
        "propagation": not _says("_PROPAGATION", "false"),
        "traces": {
            "enabled": not _says("", "false"),
            "content_mode": "content" if _says("_TRACES_CONTENT_MODE", "content") else None,
            "max_content_bytes": int(size) if is_number else None,
        },
    }


def _says(variable: str, word: str) -> bool:
    return os.environ.get(_VARIABLE + variable, "").lower() == word


class Traced(BaseClient):
    """A client whose calls have spans, where the program looks at any."""

    _open_telemetry: ResolvedOpenTelemetryOptions | None = None
    _spans: Any = None

    @property
    def open_telemetry(self) -> ResolvedOpenTelemetryOptions:
        """What the client was told of OpenTelemetry, with nothing left out."""
        return resolved(self._telemetry_options())

    def _set_telemetry(self, option: OpenTelemetryClientOption) -> None:
        self.__dict__.update(_open_telemetry=resolved(option), _spans=None)

    def _copy(self, *, open_telemetry: OpenTelemetryClientOption = None, **others: Any) -> Self:
        """A copy has what its client was told, unless it is told something else."""
        other = super()._copy(**others)
        if open_telemetry is not None:
            other._set_telemetry(open_telemetry)
        return other

    if not TYPE_CHECKING:
        # It shows all that it passes on.
        _copy = wraps(BaseClient._copy)(_copy)
        copy = _copy
        with_options = _copy

    def _telemetry_options(self) -> Any:
        if self._open_telemetry is None:
            self._set_telemetry(None)
        return self._open_telemetry

    def _policy(self, operation: Operation, arguments: Arguments) -> Policy[Any]:
        policy = super()._policy(operation, arguments)
        # One that was given to `instrument` has spans already.
        if self._observe is not None:
            return policy
        options = self._telemetry_options()
        if not options["traces"]["enabled"] or (
            "tracer_provider" not in options and _API not in sys.modules
        ):
            return policy
        spans = self._spans
        if spans is None:
            telemetry = import_module(f"{__package__}.telemetry.spans")
            spans = self.__dict__["_spans"] = telemetry.spans_of(options)
        traced: Policy[Any] = spans.observe(self, operation, arguments, policy)
        return traced
