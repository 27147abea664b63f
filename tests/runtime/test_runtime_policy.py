"""The call policy with scripted outcomes: no network, no clock."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from call_fakes import play, prepared, rules

from runtime import errors
from runtime.effects import Answer
from runtime.policy import obtain


def answer(status: int, **headers: str) -> httpx.Response:
    request = httpx.Request("POST", "https://api.test/v1/things")
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json={"error": {"type": "t"}}, headers=given, request=request)


OK = answer(200)
LOST = httpx.ConnectError("lost")


@pytest.mark.parametrize(
    ("outcomes", "effects"),
    [
        ([OK], ["send"]),
        ([answer(429), OK], ["send", "close", 0.5, "send"]),
        ([answer(500), answer(500), OK], ["send", "close", 0.5, "send", "close", 1.0, "send"]),
        ([LOST, OK], ["send", 0.5, "send"]),
        ([httpx.ReadTimeout("slow"), OK], ["send", 0.5, "send"]),
        ([TimeoutError(), OK], ["send", 0.5, "send"]),
        ([ConnectionResetError(), OK], ["send", 0.5, "send"]),
        ([answer(409, retry_after="3"), OK], ["send", "close", 3.0, "send"]),
        ([answer(503, retry_after_ms="20"), OK], ["send", "close", 0.02, "send"]),
        ([answer(400, x_should_retry="true"), OK], ["send", "close", 0.5, "send"]),
    ],
)
def test_it_sends_until_there_is_a_good_answer(outcomes: list[Any], effects: list[Any]) -> None:
    assert play(obtain(prepared(), rules()), outcomes) == (OK, effects)


@pytest.mark.parametrize(
    ("outcomes", "kind", "attempts"),
    [
        ([answer(400), None], errors.BadRequestError, 1),
        ([answer(404), None], errors.NotFoundError, 1),
        ([answer(418), None], errors.APIStatusError, 1),
        ([answer(304), None], errors.APIStatusError, 1),
        ([answer(500, x_should_retry="false"), None], errors.InternalServerError, 1),
        ([answer(429), answer(429), answer(429), None], errors.RateLimitError, 3),
        ([answer(529), LOST, answer(503), None], errors.ServiceUnavailableError, 3),
        ([LOST, LOST, LOST], errors.APIConnectionError, 3),
        ([LOST, LOST, httpx.PoolTimeout("full")], errors.APITimeoutError, 3),
        ([httpx.UnsupportedProtocol("ftp")], errors.APIConnectionError, 1),
        ([httpx.LocalProtocolError("bad header")], errors.APIConnectionError, 1),
        ([ZeroDivisionError("a bug")], ZeroDivisionError, 1),
        ([FileNotFoundError("gone")], FileNotFoundError, 1),
    ],
)
def test_it_gives_up(outcomes: list[Any], kind: type[Exception], attempts: int) -> None:
    raised, effects = play(obtain(prepared(), rules()), outcomes)
    assert type(raised) is kind
    assert effects.count("send") == attempts
    if isinstance(raised, errors.APIError):
        assert raised.attempts == attempts
        assert raised.operation == "things.create"


def test_the_cause_is_kept() -> None:
    raised, _ = play(obtain(prepared(), rules(max_retries=0)), [LOST])
    assert raised.__cause__ is LOST


def test_a_body_that_can_not_be_read_again_is_sent_once() -> None:
    for outcomes in ([answer(500), None], [LOST]):
        _, effects = play(obtain(prepared(replayable=False), rules()), outcomes)
        assert effects.count("send") == 1


@pytest.mark.parametrize("retries", [0, 1, 5, float("inf")])
def test_the_number_of_retries_is_the_callers(retries: float) -> None:
    tries = int(min(retries, 6))
    outcomes = [*[answer(500)] * tries, OK]
    _, effects = play(obtain(prepared(), rules(max_retries=retries)), outcomes)
    assert effects.count("send") == tries + 1


def test_attempts_are_counted_for_the_server() -> None:
    request = prepared()
    play(obtain(request, rules()), [answer(500), LOST, OK])
    assert request.headers["x-retry-count"] == "2"
    assert request.retries_taken == 2


def test_a_removed_count_stays_removed() -> None:
    request = prepared(headers={})
    play(obtain(request, rules()), [answer(500), OK])
    assert request.headers == {}


def test_an_error_whose_body_is_lost_still_has_its_status() -> None:
    response = httpx.Response(
        404,
        stream=httpx.ByteStream(b"never read"),
        request=httpx.Request("GET", "https://api.test"),
    )
    raised, effects = play(obtain(prepared(), rules()), [response, httpx.ReadError("lost")])
    assert type(raised) is errors.NotFoundError
    assert str(raised).startswith("Error code: 404")
    assert effects == ["send", "read", "close"]


def test_middleware_may_answer_itself() -> None:
    assert play(obtain(prepared(), rules()), [Answer(5)]) == (Answer(5), ["send"])


@pytest.mark.parametrize(
    "raised_by_middleware",
    [
        errors.RetryableError(),
        errors.APIConnectionError(request=httpx.Request("GET", "https://api.test")),
        errors.RateLimitError("Error code: 429", response=answer(429), body=None),
    ],
)
def test_middleware_may_ask_for_another_attempt(raised_by_middleware: Exception) -> None:
    outcome, effects = play(obtain(prepared(), rules()), [raised_by_middleware, OK])
    assert (outcome, effects) == (OK, ["send", 0.5, "send"])
    raised, _ = play(obtain(prepared(), rules()), [raised_by_middleware] * 3)
    assert raised is raised_by_middleware


def test_errors_of_middleware_go_by_their_status() -> None:
    error = errors.BadRequestError("Error code: 400", response=answer(400), body=None)
    assert play(obtain(prepared(), rules()), [error]) == (error, ["send"])


class Clock:
    """Time that passes while sleeping and sending."""

    def __init__(self, step: float = 0.0) -> None:
        self.now = 100.0
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_total_time_bounds_every_attempt_and_wait() -> None:
    clock, request = Clock(), prepared()
    bounded = rules(clock=clock, total_timeout=1.2, max_retries=9)
    raised, effects = play(obtain(request, bounded), [answer(500), answer(500), None], clock.sleep)
    assert type(raised) is errors.InternalServerError
    assert effects == ["send", "close", 0.5, "send", "read"]
    assert request.timeout == {k: pytest.approx(0.7) for k in ("connect", "read", "write", "pool")}
    assert request.time_left == pytest.approx(0.7)


def test_no_total_time_leaves_timeouts_alone() -> None:
    request = prepared()
    before = dict(request.timeout)
    play(obtain(request, rules()), [LOST, OK])
    assert request.timeout == before
    assert request.time_left is None


def test_a_closed_policy_does_nothing_more() -> None:
    policy = obtain(prepared(), rules())
    next(policy)
    policy.close()
    with pytest.raises(StopIteration):
        next(policy)


def test_a_wait_beyond_the_longest_is_left_to_the_caller() -> None:
    busy = answer(429, retry_after="6")
    raised, effects = play(obtain(prepared(), rules(longest_wait=5.0)), [busy, None])
    assert (type(raised), raised.retry_after) == (errors.RateLimitError, 6.0)
    assert effects == ["send", "read"]
    result, effects = play(obtain(prepared(), rules(longest_wait=6.0)), [busy, OK])
    assert (result, effects) == (OK, ["send", "close", 6.0, "send"])
