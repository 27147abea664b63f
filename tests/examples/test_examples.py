"""Each program in `examples/`, run as a newcomer would run it without a key: against recordings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clientsmith.recordings.replay import ReplayServer
from support.claude import RECORDINGS, Recording, recordings
from support.places import ROOT
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
        for said in answers(known[request.recording]):
            assert said in ran.stdout


def answers(recording: Recording) -> list[str]:
    """What a reader wants to know of a recorded answer: its text, its names, or its error's text."""
    wanted = expected(recording, "")
    if wanted.error is not None:
        return [str(wanted.body["error"]["message"])]
    if isinstance(wanted.data, list):
        rows: list[Any] = wanted.data
        deltas = [each.get("delta", {}) for each in rows]
        names = [str(each["custom_id"]) for each in rows if "custom_id" in each]
        return ["".join(each.get("text", "") for each in deltas), *names]
    blocks: list[Any] = wanted.data.get("content", [])
    texts = [str(each["text"]) for each in blocks if each["type"] == "text"]
    return texts or [str(wanted.data.get("display_name") or wanted.data["id"])]
