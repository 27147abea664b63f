"""Every recording, replayed over a socket: what the TypeScript client sends and what it makes of the answer.

Calls follow from the recording and the operation it is of: a new recording is a new test. All calls
are made in one process, by the client's methods and by the functions beside them.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clientsmith.recordings.replay import CHOICE_HEADER, Received, ReplayServer
from support.calls import call_of
from support.claude import RECORDINGS, Recording, api, recordings
from support.languages import node
from support.replayed import Expected, expected, same_request
from support.typescript import Methods, as_json, methods_of, run

pytestmark = pytest.mark.slow
ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    413: "RequestTooLargeError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
    500: "InternalServerError",
    503: "ServiceUnavailableError",
    504: "DeadlineExceededError",
    529: "OverloadedError",
}


@dataclass(frozen=True)
class Replayed:
    """What came of every call, and the requests that the server saw, by recording."""

    address: str
    heard: dict[str, dict[str, Any]]
    received: dict[str, list[Received]]


@pytest.fixture(scope="module")
def replayed(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replayed]:
    methods = methods_of(api(), "claude-typescript")
    calls = tmp_path_factory.mktemp("calls") / "calls.json"
    calls.write_text(json.dumps([_call(each, methods) for each in recordings()]))
    with ReplayServer(RECORDINGS) as server:
        program = package / "out" / "tests" / "replay" / "hear.js"
        printed = run(node(), program, package / "out" / "src", server.url, calls, cwd=package)
        heard = dict(zip((each.name for each in recordings()), json.loads(printed), strict=True))
        received: dict[str, list[Received]] = {}
        for request in server.requests:
            received.setdefault(request.recording, []).append(request)
        yield Replayed(server.url, heard, received)


def _call(recording: Recording, methods: Methods) -> dict[str, Any]:
    operation = recording.operation
    call = call_of(recording, methods.names.arguments[operation.id])
    # A stated timeout: what would take long may be asked for without a stream.
    options = {"headers": {CHOICE_HEADER: recording.name}, "timeout": 30_000}
    params = [call.keywords] if methods.takes_params(operation) else []
    args = [as_json(each) for each in (*call.positional, *params, options)]
    return {**methods.way(operation), "args": args}


@pytest.mark.parametrize("recording", recordings(), ids=lambda each: each.name)
def test_a_recording_is_sent_and_read(recording: Recording, replayed: Replayed) -> None:
    heard = replayed.heard[recording.name]
    _check(heard["method"], expected(recording, replayed.address), recording)
    assert _without_stack(heard["function"]) == _without_stack(heard["method"])
    wanted = [each.request for each in recording.interactions] * 2
    received = [each.request for each in replayed.received.get(recording.name, [])]
    assert len(received) == len(wanted)
    for request, each in zip(wanted, received, strict=True):
        same_request(request, each)


def _check(heard: dict[str, Any], wanted: Expected, recording: Recording) -> None:
    error = heard.get("error")
    data = wanted.data
    if isinstance(data, bytes):
        data = {"$bytes": base64.b64encode(data).decode()}
    if wanted.error is None:
        assert error is None
        assert heard["data"] == data
        return
    assert error is not None
    assert heard.get("data") == data
    assert error["name"] == ERRORS.get(wanted.error, "APIStatusError")
    assert error["status"] == wanted.error
    assert error["type"] == wanted.body["error"]["type"]
    assert error["requestID"] == dict(recording.last.response.headers)["request-id"]
    assert error["error"] == wanted.body


def _without_stack(heard: dict[str, Any]) -> dict[str, Any]:
    error = heard.get("error")
    return {**heard, "error": {**error, "stack": ""}} if error else heard
