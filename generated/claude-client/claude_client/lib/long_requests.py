"""A call that would take longer than connections live in, an error that asks for streaming out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from .._runtime.sentinels import NotGiven

if TYPE_CHECKING:
    from .._runtime.arguments import Arguments

LONGEST = 600.0
"""Seconds: idle connections are dropped by networks on the way after some ten minutes."""

_SECONDS_PER_TOKEN = 3600 / 128_000
_OPERATIONS = frozenset({"messages.create", "beta.messages.create"})
_OPUS_4 = 8_192
_SLOWER_MODELS = {
    "claude-opus-4-20250514": _OPUS_4,
    "claude-opus-4-0": _OPUS_4,
    "claude-4-opus-20250514": _OPUS_4,
    "anthropic.claude-opus-4-20250514-v1:0": _OPUS_4,
    "claude-opus-4@20250514": _OPUS_4,
    "anthropic.claude-opus-4-1-20250805-v1:0": _OPUS_4,
    "claude-opus-4-1@20250805": _OPUS_4,
}


def refuse(operation: str, arguments: Arguments, client_timeout: object) -> None:
    """Refuses a message of so many tokens that it may outlast its connection.

    A call that streams, or whose caller has set a timeout, is let through.

    Raises:
        ValueError: the message may take more than ten minutes.
    """
    if operation not in _OPERATIONS or arguments.stream:
        return
    if not (isinstance(arguments.timeout, NotGiven) and isinstance(client_timeout, NotGiven)):
        return
    given: object = arguments.body
    if not isinstance(given, Mapping):
        return
    body = cast("Mapping[str, object]", given)
    tokens, limit = body.get("max_tokens"), _SLOWER_MODELS.get(str(body.get("model")))
    if not isinstance(tokens, int) or isinstance(tokens, bool):
        return
    if tokens * _SECONDS_PER_TOKEN > LONGEST or (limit is not None and tokens > limit):
        raise ValueError(
            f"A message of up to {tokens:,} tokens may take longer than ten minutes, and the "
            "connection may be lost by then: stream it (`stream=True` or `messages.stream`), or "
            "set a `timeout`"
        )
