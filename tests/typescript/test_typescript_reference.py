"""Our client in TypeScript beside the official one: the same calls, the same wire, the same results.

Every recording is called by both, each of which is answered as recorded. What differs on purpose
is in one table, `known.py`.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from clientsmith.recordings.replay import Interaction
from support.calls import call_of
from support.claude import Recording, api, recordings
from support.languages import node
from support.places import ROOT
from support.typescript import Methods, as_json, methods_of, run
from typescript.known import KNOWN

pytestmark = pytest.mark.slow
REFERENCE = ROOT / ".node-reference" / "node_modules" / "reference" / "index.mjs"
HEADERS = re.compile(r"anthropic-.*|x-api-key|authorization|accept|content-type|idempotency-key")

Differences = dict[str, list[tuple[str, Any, Any]]]


@pytest.fixture(scope="module")
def found(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Differences:
    """What differs, by recording: the way to a value, theirs and ours."""
    methods = methods_of(api(), "claude-typescript")
    calls = tmp_path_factory.mktemp("both") / "calls.json"
    calls.write_text(json.dumps([_call(each, methods) for each in recordings()]))
    program = package / "out" / "tests" / "reference" / "both.js"
    ours = package / "out" / "src" / "index.js"
    happened = json.loads(run(node(), program, REFERENCE, ours, calls, cwd=package))
    return {
        recording.name: list(_differing(_shown(theirs), _shown(our)))
        for recording, (theirs, our) in zip(recordings(), happened, strict=True)
    }


def _call(recording: Recording, methods: Methods) -> dict[str, Any]:
    operation = recording.operation
    call = call_of(recording, methods.names.arguments[operation.id])
    params = [call.keywords] if methods.takes_params(operation) else []
    # A stated timeout: what would take long may be asked for without a stream.
    args = [as_json(each) for each in (*call.positional, *params, {"timeout": 30_000})]
    replies = [_reply(each) for each in recording.interactions]
    return {**methods.way(operation), "args": args, "replies": replies}


def _reply(interaction: Interaction) -> dict[str, Any]:
    response = interaction.response
    body = base64.b64encode(response.body).decode()
    return {"status": response.status, "headers": [*response.headers], "body": body}


def _shown(happened: Mapping[str, Any]) -> dict[str, Any]:
    """What is compared: no headers but those that the API knows, of an error what the API said."""
    sent = [
        {**each, "headers": {k: v for k, v in each["headers"].items() if HEADERS.fullmatch(k)}}
        for each in happened["sent"]
    ]
    error = happened.get("error")
    told = error and {name: error.get(name) for name in ("status", "error", "type", "requestID")}
    return {"sent": sent, "data": happened.get("data"), "error": told}


def _differing(theirs: Any, ours: Any, way: str = "") -> Iterator[tuple[str, Any, Any]]:
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in dict.fromkeys([*theirs, *ours]):
            yield from _differing(theirs.get(name), ours.get(name), f"{way}.{name}".lstrip("."))
    elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for index, (one, other) in enumerate(zip(theirs, ours, strict=True)):
            yield from _differing(one, other, f"{way}.{index}")
    elif theirs != ours:
        yield way, theirs, ours


@pytest.mark.parametrize("recording", recordings(), ids=lambda each: each.name)
def test_a_call_is_sent_and_read_as_by_the_reference(
    recording: Recording, found: Differences
) -> None:
    call = recording.operation.id
    unknown = [
        each
        for each in found[recording.name]
        if not any(row.covers(call, each[0]) for row in KNOWN)
    ]
    assert unknown == []


def test_every_known_difference_is_one(found: Differences) -> None:
    used = {
        row
        for recording in recordings()
        for way, *_ in found[recording.name]
        for row in KNOWN
        if row.covers(recording.operation.id, way)
    }
    assert [row for row in KNOWN if row not in used] == []
