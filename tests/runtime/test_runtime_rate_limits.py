"""Headers in, figures of rate limits out."""

from __future__ import annotations

from datetime import datetime, timezone

import httpx
import pytest

from runtime.rate_limits import RateLimit, RateLimits

PREFIX = "x-ratelimit-"


def limits(**headers: str) -> RateLimits:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return RateLimits.from_headers(httpx.Headers(given), PREFIX)


def test_each_kind_has_its_figures() -> None:
    got = limits(
        x_ratelimit_requests_limit="50",
        x_ratelimit_requests_remaining="49",
        x_ratelimit_requests_reset="2026-01-02T03:04:05Z",
        X_RateLimit_Input_Tokens_Remaining="7000",
        x_ratelimit_output_tokens_limit="9",
        x_ratelimit_tokens_limit="1",
        retry_after="2.5",
    )
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    assert got.requests == RateLimit(50, 49, moment)
    assert got.input_tokens == RateLimit(remaining=7000)
    assert got.output_tokens.limit == 9
    assert got.tokens.limit == 1
    assert got.retry_after == 2.5


def test_new_kinds_are_kept_by_name() -> None:
    got = limits(x_ratelimit_priority_input_tokens_remaining="3")
    assert got.figures["priority-input-tokens"].remaining == 3


@pytest.mark.parametrize("text", ["", "many", "1.5", "2026"])
def test_what_can_not_be_read_is_none(text: str) -> None:
    got = limits(x_ratelimit_requests_limit=text, x_ratelimit_requests_reset="soon")
    assert got.requests.limit is None or got.requests.limit == 2026
    assert got.requests.reset is None


def test_without_headers_or_prefix_there_is_nothing() -> None:
    assert limits() == RateLimits()
    assert limits().requests == RateLimit()
    assert RateLimits.from_headers({"requests-limit": "1"}, None) == RateLimits()
    assert limits(x_ratelimit_limit="1", other_requests_limit="2") == RateLimits()
