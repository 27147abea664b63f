"""Each program in `examples/`, run as a newcomer would run it without a key: against recordings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clientsmith.replay import ReplayServer
from support.claude import RECORDINGS, Recording, recordings
from support.pressing import ROOT
from support.replayed import expected

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(RECORDINGS) as replay:
        yield replay


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_prints_what_was_answered(example: Path, server: ReplayServer) -> None:
    package = str(ROOT / "generated" / "claude-client")
    surroundings = {"ANTHROPIC_BASE_URL": server.url, "ANTHROPIC_API_KEY": "none"}
    ran = subprocess.run(
        [sys.executable, "-W", "error", str(example)],
        env={**os.environ, "PYTHONPATH": package, **surroundings},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert server.requests
    known = {each.name: each for each in recordings()}
    for request in server.requests:
        assert answer(known[request.recording]) in ran.stdout


def answer(recording: Recording) -> str:
    """What a reader wants to know of a recorded answer: its text, its name, or its error's text."""
    wanted = expected(recording, "")
    if wanted.error is not None:
        return str(wanted.body["error"]["message"])
    if isinstance(wanted.data, list):
        deltas: list[Any] = [each.get("delta", {}) for each in wanted.data]
        return "".join(each.get("text", "") for each in deltas)
    blocks: list[Any] = wanted.data.get("content", [])
    return "".join(each["text"] for each in blocks) or str(wanted.data["display_name"])
