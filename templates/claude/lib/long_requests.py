"""A call that would take longer than connections live in, an error that asks for streaming out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from .._runtime.sentinels import NotGiven

if TYPE_CHECKING:
    from .._runtime.arguments import Arguments
    from .._runtime.prepare import Prepared

LONGEST = 600.0
"""Seconds: idle connections are dropped by networks on the way after some ten minutes."""

_SECONDS_PER_TOKEN = 3600 / 128_000
_OPERATIONS = frozenset({"messages.create", "beta.messages.create"})
_OPUS_4 = 8_192
_ADVICE = (
    "A message of so many `max_tokens` may take longer than ten minutes, and the connection may be "
    "lost by then: stream it (`stream=True` or `messages.stream`), or set a `timeout`"
)
_SLOWER_MODELS = {
    "claude-opus-4-20250514": _OPUS_4,
    "claude-opus-4-0": _OPUS_4,
    "claude-4-opus-20250514": _OPUS_4,
    "anthropic.claude-opus-4-20250514-v1:0": _OPUS_4,
    "claude-opus-4@20250514": _OPUS_4,
    "anthropic.claude-opus-4-1-20250805-v1:0": _OPUS_4,
    "claude-opus-4-1@20250805": _OPUS_4,
}


class RefusesLongRequests:
    """A client that refuses a message of so many tokens that it may outlast its connection."""

    _timeout: Any

    def _prepare(self, prepared: Prepared, arguments: Arguments) -> None:
        """Refuses before the first attempt.

        Raises:
            ValueError: the message may take more than ten minutes, and is neither streamed nor
                given a timeout.
        """
        if prepared.operation.id in _OPERATIONS and not arguments.stream:
            given = (arguments.timeout, self._timeout)
            if all(isinstance(each, NotGiven) for each in given) and _is_long(arguments.body):
                raise ValueError(_ADVICE)
        super()._prepare(prepared, arguments)  # type: ignore[misc]  # pyright: ignore


def _is_long(given: object) -> bool:
    if not isinstance(given, Mapping):
        return False
    body = cast("Mapping[str, object]", given)
    tokens, limit = body.get("max_tokens"), _SLOWER_MODELS.get(str(body.get("model")))
    if not isinstance(tokens, int) or isinstance(tokens, bool):
        return False
    return tokens * _SECONDS_PER_TOKEN > LONGEST or (limit is not None and tokens > limit)
