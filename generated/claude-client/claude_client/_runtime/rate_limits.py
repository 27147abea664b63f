"""Response headers in, typed rate-limit figures out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .retry import retry_after

_PARTS = ("limit", "remaining", "reset")


@dataclass(frozen=True)
class RateLimit:
    """One limit: how much is allowed, how much is left, and when it is whole again."""

    limit: int | None = None
    remaining: int | None = None
    reset: datetime | None = None


@dataclass(frozen=True)
class RateLimits:
    """Every limit that a response's headers tell of."""

    figures: Mapping[str, RateLimit] = field(default_factory=dict[str, RateLimit])
    """All limits by name, as in ``figures["input-tokens"]``; those the server adds later too."""
    retry_after: float | None = None
    """Seconds the server asks to wait."""

    @classmethod
    def from_headers(cls, headers: Mapping[str, str], prefix: str | None) -> RateLimits:
        """`<prefix>input-tokens-remaining: 3` and its like, whatever stands between them."""
        found: dict[str, dict[str, str]] = {}
        for name, text in headers.items() if prefix else ():
            kind, part = _split(name.lower(), prefix or "")
            if kind and part in _PARTS:
                found.setdefault(kind, {})[part] = text
        return cls({kind: _limit(parts) for kind, parts in found.items()}, retry_after(headers))

    @property
    def requests(self) -> RateLimit:
        """Requests per minute."""
        return self.figures.get("requests", _NONE)

    @property
    def tokens(self) -> RateLimit:
        """The strictest of the token limits."""
        return self.figures.get("tokens", _NONE)

    @property
    def input_tokens(self) -> RateLimit:
        """Input tokens per minute."""
        return self.figures.get("input-tokens", _NONE)

    @property
    def output_tokens(self) -> RateLimit:
        """Output tokens per minute."""
        return self.figures.get("output-tokens", _NONE)


_NONE = RateLimit()


def _split(name: str, prefix: str) -> tuple[str, str]:
    """`<prefix>input-tokens-reset` -> ("input-tokens", "reset"); other names -> ("", "")."""
    if not name.startswith(prefix):
        return "", ""
    kind, _, part = name[len(prefix) :].rpartition("-")
    return kind, part


def _limit(parts: Mapping[str, str]) -> RateLimit:
    return RateLimit(
        limit=_integer(parts.get("limit")),
        remaining=_integer(parts.get("remaining")),
        reset=_moment(parts.get("reset")),
    )


def _integer(text: str | None) -> int | None:
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def _moment(text: str | None) -> datetime | None:
    """RFC 3339; Python 3.10 doesn't know the Z."""
    try:
        return None if text is None else datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
