"""The decisions about sending again: whether an answer is worth it, and how long to wait first."""

from __future__ import annotations

import email.utils
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .settings import Retry

# `time.sleep` raises above a platform's limit, as low as 2**32 ms.
_LONGEST_WAIT = 4_294_967.0


def should_retry(status: int, headers: Mapping[str, str], rules: Retry) -> bool:
    """Whether an error answer may be different the next time."""
    said = headers.get("x-should-retry")
    if said == "true":
        return True
    if said == "false":
        return False
    return status in rules.statuses or (rules.server_errors and status >= 500)


def wait_before(
    retries_taken: int,
    headers: Mapping[str, str] | None,
    rules: Retry,
    random: Callable[[], float],
    longest: float | None = None,
) -> float | None:
    """Seconds to wait before the next attempt; what the server asks for goes first.

    None where it asks for more than the longest wait: whoever calls can tell better what to do then.
    """
    wanted = retry_after(headers) if headers is not None else None
    if wanted is not None:
        return min(wanted, _LONGEST_WAIT) if longest is None or wanted <= longest else None
    # 2.0**1024 would overflow, and the maximum is long reached by then.
    delay = min(rules.initial * 2.0 ** min(retries_taken, 1000), rules.maximum)
    return delay * (1 - 0.25 * random())


def retry_after(headers: Mapping[str, str], now: Callable[[], float] = time.time) -> float | None:
    """Seconds that `retry-after-ms` or `retry-after` (seconds or a date) asks for, if positive."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return _positive(milliseconds / 1000)
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is None and text:
        seconds = _until(text, now())
    return _positive(seconds)


def _until(date: str, now: float) -> float | None:
    parsed = email.utils.parsedate_tz(date)
    try:
        return email.utils.mktime_tz(parsed) - now if parsed else None
    except (OverflowError, ValueError):
        return None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _positive(seconds: float | None) -> float | None:
    # A NaN is not positive either.
    return seconds if seconds is not None and seconds > 0 else None
