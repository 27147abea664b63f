"""Each row of the table of faults, lived through by both kinds of client."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from faults.calling import outcome
from faults.server import serving, unused_url
from faults.table import ROWS, Row

both_kinds = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


@both_kinds
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_fault_has_the_stated_outcome(row: Row, asynchronous: bool) -> None:
    with serving(row.answers or ()) as server:
        url = server.url if row.answers is not None else unused_url()
        start = time.monotonic()
        result = outcome(asynchronous, url, row.call, row.options)
        seconds = time.monotonic() - start

        if isinstance(row.outcome, str):
            assert (result.value, result.error) == (row.outcome, None)
        else:
            assert type(result.error) is row.outcome, repr(result.error)
            assert getattr(result.error, "attempts", row.attempts) == row.attempts
        if row.answers is not None:
            assert server.attempts == row.attempts
        assert row.seconds[0] <= seconds <= row.seconds[1]
        assert result.busy == 0
        assert server.connections_left() == 0
        _check_attempts(server.heads, server.bodies)


def _check_attempts(heads: list[bytes], bodies: list[bytes]) -> None:
    """One call has one body and one idempotency key, however often it is sent."""
    whole = [(head, body) for head, body in zip(heads, bodies, strict=True) if head and body]
    keys = {line for head, _ in whole for line in head.lower().split(b"\r\n") if b"-key:" in line}
    assert len(keys) <= 2, "the API's key, and the call's"
    lengths = [line for head, _ in whole for line in head.split(b"\r\n") if b"length:" in line]
    assert len(Counter(lengths)) <= 1


def test_the_rows_have_names_of_their_own() -> None:
    assert [name for name, count in Counter(row.name for row in ROWS).items() if count > 1] == []
