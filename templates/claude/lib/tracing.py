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
from typing import TYPE_CHECKING, Any, cast

from .._runtime.base_client import BaseClient
from .._runtime.redact import Secrets

if TYPE_CHECKING:
    from typing_extensions import Self

    from .._runtime.arguments import Arguments
    from .._runtime.effects import Policy
    from .._runtime.operation import Operation
    from .open_telemetry import OpenTelemetryClientOption, ResolvedOpenTelemetryOptions

MAX_CONTENT_BYTES = 750_000
_API = "opentelemetry.trace"
_VARIABLE = "ANTHROPIC_OPEN_TELEMETRY"


def resolved(
    option: OpenTelemetryClientOption | ResolvedOpenTelemetryOptions,
) -> ResolvedOpenTelemetryOptions:
    """The option with nothing left out."""
    given: Mapping[str, Any] = {"traces": False}
    if option is None:
        given = _of_environment()
    elif option is not False:
        given = cast("Mapping[str, Any]", option)
    traces = given.get("traces")
    said: Mapping[str, Any] = {"enabled": traces} if isinstance(traces, bool) else traces or {}
    most, enabled = said.get("max_content_bytes"), said.get("enabled")
    propagation = given.get("propagation")
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

    def _set_telemetry(
        self, option: OpenTelemetryClientOption | ResolvedOpenTelemetryOptions
    ) -> None:
        self.__dict__.update(_open_telemetry=resolved(option), _spans=None)

    def _copy(self, *, open_telemetry: OpenTelemetryClientOption = None, **others: Any) -> Self:
        """A copy has what its client was told, unless it is told something else."""
        # Credentials and headers are among them, and a traceback may show this frame.
        others = Secrets(others)
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

    @property
    def _telemetry(self) -> Any:
        """What makes the client's spans; None where nobody would see them."""
        options = self._telemetry_options()
        if not options["traces"]["enabled"] or (
            "tracer_provider" not in options and _API not in sys.modules
        ):
            return None
        if self._spans is None:
            telemetry = import_module(f"{__package__}.telemetry.spans")
            self.__dict__["_spans"] = telemetry.spans_of(self, options)
        return self._spans

    def _policy(self, operation: Operation, arguments: Arguments) -> Policy[Any]:
        policy = super()._policy(operation, arguments)
        spans = self._telemetry
        if spans is None:
            return policy
        traced: Policy[Any] = spans.observe(self, operation, arguments, policy)
        return traced
