"""The rows of the table of faults, lived through by the TypeScript client."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from faults.server import serving, unused_url
from faults.table import ROWS, Row
from support.languages import node

pytestmark = pytest.mark.slow
OPTIONS = {
    "timeout": "timeout",
    "total_timeout": "totalTimeout",
    "max_retry_wait": "maxRetryWait",
}
# Rows that this client lives through otherwise, and why.
_NO_IDLE = "the timeout of a stream is that of the call"
_WHOLE = "a stream is read before it becomes a part of a form, so it can be sent again"
_NO_RAW = "a body of one's own is JSON"
OTHERWISE = {
    "a number without end, in an answer of 200": "it is infinity, as JSON.parse has it",
    "an error cut off": "its status says enough",
    "too long a wait: forever": "`inf` is no number here",
    "events: silent for longer than a stream may be": _NO_IDLE,
    "helper: silent for longer than a stream may be": _NO_IDLE,
    "silent before the stream for longer than within it": _NO_IDLE,
    "a pipe is not sent again": _WHOLE,
    "nor after a reset": _WHOLE,
    "a generator is sent": _NO_RAW,
    "a generator is not sent again": _NO_RAW,
    "even if asked to": _NO_RAW,
    "nor after silence": _NO_RAW,
    "results_url: a NUL": "it is encoded, as URLs of the web are",
    "results_url: an escape": "it is encoded, as URLs of the web are",
    "results_url: another protocol": "told before it is requested",
}
NAMES = {
    "APITimeoutError": "APIConnectionTimeoutError",
    "NoMessageError": "ClientError",
    "StreamTimeoutError": "StreamInterruptedError",
}


@pytest.fixture(scope="module")
def client(package: Path) -> Iterator[subprocess.Popen[str]]:
    program = package / "out" / "tests" / "faults" / "suffer.js"
    with subprocess.Popen(
        [node(), program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


def test_what_is_otherwise_is_a_row() -> None:
    assert OTHERWISE.keys() <= {row.name for row in ROWS}


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.name not in OTHERWISE], ids=lambda row: row.name
)
def test_a_fault_has_the_stated_outcome(row: Row, client: subprocess.Popen[str]) -> None:
    with serving(row.answers or ()) as server:
        url = server.url if row.answers is not None else unused_url()
        found = _suffered(client, {"call": row.call, "url": url, "options": _options(row)})
        if isinstance(row.outcome, str):
            assert found == {"value": row.outcome}
        else:
            name = row.outcome.__name__
            assert found.get("error") == NAMES.get(name, name), found
            assert found.get("attempts", row.attempts) == row.attempts
        if row.answers is not None:
            assert server.attempts == row.attempts


def _options(row: Row) -> dict[str, Any]:
    """Options of the client, which counts in milliseconds."""
    given = dict(row.options)
    times = {OPTIONS[name]: 1000 * given.pop(name) for name in OPTIONS if name in given}
    retries = {"maxRetries": given.pop("max_retries")} if "max_retries" in given else {}
    assert not given, "an option that the client doesn't have"
    return {**times, **retries}


def _suffered(client: subprocess.Popen[str], call: dict[str, Any]) -> dict[str, Any]:
    stdin: IO[str] | None = client.stdin
    stdout: IO[str] | None = client.stdout
    assert stdin is not None
    assert stdout is not None
    stdin.write(json.dumps(call) + "\n")
    stdin.flush()
    return json.loads(stdout.readline())
