"""Answers -> whether and when to ask again."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from runtime.retry import retry_after, should_retry, wait_before
from runtime.settings import Retry

RULES = Retry()


@pytest.mark.parametrize(
    ("status", "headers", "again"),
    [
        (400, {}, False),
        (401, {}, False),
        (404, {}, False),
        (408, {}, True),
        (409, {}, True),
        (413, {}, False),
        (429, {}, True),
        (500, {}, True),
        (503, {}, True),
        (529, {}, True),
        (400, {"x-should-retry": "true"}, True),
        (529, {"x-should-retry": "false"}, False),
        (429, {"x-should-retry": "maybe"}, True),
    ],
)
def test_what_is_worth_another_try(status: int, headers: dict[str, str], again: bool) -> None:
    assert should_retry(status, headers, RULES) is again


def test_rules_of_another_api() -> None:
    rules = Retry(statuses=(425,), server_errors=False)
    assert [should_retry(status, {}, rules) for status in (425, 429, 500)] == [True, False, False]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "250.5", "retry-after": "9"}, 0.2505),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after": "0"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "Thu, 01 Jan 1970 00:01:40 GMT"}, 40.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:10 GMT"}, None),
        ({"retry-after": "Thu, 99 Foo 9999999 00:00:10 GMT"}, None),
        ({"retry-after": "tomorrow"}, None),
        ({"retry-after": ""}, None),
    ],
)
def test_what_the_server_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, now=lambda: 60.0) == seconds


@pytest.mark.parametrize(
    ("retries_taken", "longest"), [(0, 0.5), (1, 1), (2, 2), (3, 4), (4, 8), (5, 8), (5000, 8)]
)
def test_waits_double_up_to_a_maximum(retries_taken: int, longest: float) -> None:
    assert wait_before(retries_taken, None, RULES, lambda: 0.0) == longest
    assert wait_before(retries_taken, {}, RULES, lambda: 1.0) == longest * 0.75


def test_the_server_goes_first() -> None:
    assert wait_before(3, {"retry-after": "0.1"}, RULES, lambda: 1.0) == 0.1


@given(st.text(), st.text())
def test_no_header_makes_it_fail_or_wait_for_ever(milliseconds: str, seconds: str) -> None:
    headers = {"retry-after-ms": milliseconds, "retry-after": seconds}
    assert 0 < wait_before(0, headers, RULES, lambda: 0.5) <= 2**32 / 1000
