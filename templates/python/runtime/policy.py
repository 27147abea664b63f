"""A prepared request in, effects out: when to send, to wait, to give up; no I/O and no clock here.

Send ──2xx──────────────► response
 │ ├─error, worth it────► Close, Sleep, Send
 │ └─error──────────────► Read, raise the class of its status
 └─transport exception──► Sleep, Send; at last raise APIConnectionError or APITimeoutError
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .effects import Answer, Close, Read, Send, Sleep
from .errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    ClientError,
    RetryableError,
)
from .failures import (
    NO_TYPES,
    connection_error,
    is_connection_failure,
    is_hopeless,
    status_error,
)
from .retry import should_retry, wait_before

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from .effects import Policy
    from .logs import CallLog
    from .prepare import Prepared
    from .settings import ResponseHeaders, Retry

RETRY_COUNT = "x-retry-count"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the policy goes by, and its sources of time and chance."""

    max_retries: float
    retry: Retry
    names: ResponseHeaders
    log: CallLog
    random: Callable[[], float]
    clock: Callable[[], float]
    total_timeout: float | None = None
    longest_wait: float | None = None
    error_types: Mapping[str, str | None] = field(default_factory=lambda: NO_TYPES)


def obtain(prepared: Prepared, rules: Rules) -> Policy[httpx.Response | Answer]:
    """Send until there is a good response, or nothing more is to be hoped for."""
    deadline = None if rules.total_timeout is None else rules.clock() + rules.total_timeout
    while True:
        _limit_to(prepared, deadline, rules)
        rules.log.sending(prepared)
        try:
            response: httpx.Response | Answer = yield Send(prepared)
        except Exception as exc:
            delay = _wait_after_exception(exc, prepared, rules, deadline)
            if delay is None:
                failure = _failure(exc, prepared)
                if failure is exc:
                    raise
                raise failure from exc
        else:
            if isinstance(response, Answer):
                return response
            rules.log.received(prepared, response)
            if 200 <= response.status_code < 300:
                return response
            delay = _wait_after_answer(response, prepared, rules, deadline)
            if delay is None:
                raise (yield from _refusal(response, prepared, rules))
            yield Close(response)
        rules.log.retrying(prepared, delay)
        yield Sleep(delay)
        prepared.retries_taken += 1
        if RETRY_COUNT in prepared.headers:
            prepared.headers[RETRY_COUNT] = str(prepared.retries_taken)


def _refusal(response: httpx.Response, prepared: Prepared, rules: Rules) -> Policy[APIStatusError]:
    try:
        yield Read(response)
    except Exception:
        # The status says enough if the connection breaks before the whole body is there.
        yield Close(response)
    types = prepared.operation.error_types
    return status_error(
        response,
        rules.names,
        operation=prepared.operation.id,
        types=rules.error_types if types is None else types,
        attempts=prepared.retries_taken + 1,
    )


def _wait_after_answer(
    response: httpx.Response, prepared: Prepared, rules: Rules, deadline: float | None
) -> float | None:
    """Seconds to wait before the next attempt, None if there is to be none."""
    if response.status_code == 401 and _is_renewed(prepared):
        return 0.0 if prepared.retries_taken < rules.max_retries else None
    if not should_retry(response.status_code, response.headers, rules.retry):
        return None
    return _wait(prepared, rules, response.headers, deadline)


def _is_renewed(prepared: Prepared) -> bool:
    """Whether what proves who calls was refused, and is another from now on: once for a call."""
    renew = getattr(prepared.signer, "renew", None)
    return renew is not None and bool(renew()) and prepared.retries_taken == 0


def _wait_after_exception(
    exc: Exception, prepared: Prepared, rules: Rules, deadline: float | None
) -> float | None:
    """The same after an exception: of the transport, or one that middleware raised or let through."""
    if isinstance(exc, APIStatusError):
        return _wait_after_answer(exc.response, prepared, rules, deadline)
    if not isinstance(exc, (APIConnectionError, RetryableError)) and (
        is_hopeless(exc) or not is_connection_failure(exc)
    ):
        return None
    return _wait(prepared, rules, None, deadline)


def _wait(
    prepared: Prepared, rules: Rules, headers: Mapping[str, str] | None, deadline: float | None
) -> float | None:
    if not prepared.replayable or prepared.retries_taken >= rules.max_retries:
        return None
    delay = wait_before(
        prepared.retries_taken, headers, rules.retry, rules.random, rules.longest_wait
    )
    if delay is None or (deadline is not None and rules.clock() + delay >= deadline):
        return None
    return delay


def _failure(exc: Exception, prepared: Prepared) -> Exception:
    """What the caller gets to see of an exception."""
    failure: Exception | None = exc
    if not isinstance(exc, ClientError) and prepared.request is not None:
        failure = connection_error(exc, prepared.request)
    if isinstance(failure, APIError):
        failure.operation = prepared.operation.id
        failure.attempts = prepared.retries_taken + 1
    return failure or exc


def _limit_to(prepared: Prepared, deadline: float | None, rules: Rules) -> None:
    """Let no wait of the next attempt be longer than the time that is left for the call."""
    if deadline is None:
        return
    left = prepared.time_left = max(deadline - rules.clock(), 0.001)
    prepared.timeout = {
        name: left if seconds is None else min(seconds, left)
        for name, seconds in prepared.timeout.items()
    }
