"""Each program in `examples/`, the READMEs and the client's pages, run as a newcomer would without a key: on recordings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clientsmith.recordings.replay import PORT, ReplayServer
from support.claude import RECORDINGS, Recording, recordings
from support.places import ROOT
from support.replayed import expected

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
READMES = [ROOT / "README.md", ROOT / "generated" / "claude-client" / "README.md"]
PAGES = sorted((ROOT / "generated" / "claude-client" / "docs").glob("*.md"))


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(RECORDINGS) as replay:
        yield replay


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_prints_what_was_answered(example: Path, server: ReplayServer) -> None:
    ran = run([str(example)], server)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert server.requests
    known = {each.name: each for each in recordings()}
    for request in server.requests:
        for said in answers(known[request.recording]):
            assert said in ran.stdout


@pytest.mark.parametrize(
    "page", [*READMES, *PAGES], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_what_a_page_shows_runs(page: Path, server: ReplayServer) -> None:
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL)
    ran = run(["-c", "\n".join(blocks)], server)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert server.requests
    assert all(each.recording for each in server.requests)


def test_all_speak_of_the_port_that_replay_has() -> None:
    texts = {path: path.read_text() for path in (*READMES, *EXAMPLES)}
    named = {
        path: set(re.findall(r"(?:127\.0\.0\.1|localhost):(\d+)", text))
        for path, text in texts.items()
    }
    assert set().union(*named.values()) == {str(PORT)}
    for path in (*READMES, ROOT / "examples" / "hello.py"):
        assert named[path], path


def run(arguments: list[str], server: ReplayServer) -> subprocess.CompletedProcess[str]:
    """A program, with the client, and the server in place of the API."""
    package = str(ROOT / "generated" / "claude-client")
    surroundings = {"ANTHROPIC_BASE_URL": server.url, "ANTHROPIC_API_KEY": "none"}
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        env={**os.environ, "PYTHONPATH": package, **surroundings},
        capture_output=True,
        text=True,
        timeout=60,
    )


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
