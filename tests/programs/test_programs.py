"""Programs written for the reference client, unmodified, with ours in its place."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from differential.capturing import Reply, Sent, capturing
from helpers.answering import events_of, lines_of, message, text, tool_use
from support.places import ROOT

PYTHON = Path(os.environ.get("PROGRAMS_PYTHON", ROOT / ".venv-programs" / "bin" / "python"))
CALLS = Path(__file__).with_name("calls")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not PYTHON.exists(), reason="the programs are not installed: make .venv-programs/ready"
    ),
]

OSLO = {"city": "Oslo", "degrees": 4}
BERGEN = {"city": "Bergen", "degrees": 7}
SUM = {"left": 1, "right": 2}
HELLO = message(text("Hello there"))
THREE = message(text("It is 3"))
WRITTEN = message(text(json.dumps(OSLO)))
ADD = message(tool_use("add", SUM), stop="tool_use")
CALLED = message(tool_use("Weather", OSLO), stop="tool_use")
TWICE = message(
    tool_use("Weather", OSLO, id="a"), tool_use("Weather", BERGEN, id="b"), stop="tool_use"
)


def answer(whole: Mapping[str, Any]) -> Callable[[Sent], Reply]:
    """A message, as a stream where one is asked for."""

    def reply(sent: Sent) -> Reply:
        if json.loads(sent.body).get("stream"):
            return Reply(lines_of(events_of(whole)), "text/event-stream")
        return Reply.of(whole)

    return reply


def run(program: str, answers: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    """What a program reports, once it has used up the answers."""
    with capturing() as capture:
        capture.expect([answer(each) for each in answers])
        environment = {
            **os.environ,
            "ANTHROPIC_API_KEY": "none",
            "ANTHROPIC_BASE_URL": capture.address,
            "LLM_USER_PATH": str(folder),
            "PYTHONPATH": str(ROOT / "generated" / "claude-client"),
        }
        ran = subprocess.run(
            [str(PYTHON), str(CALLS / f"with_{program}.py")],
            env=environment,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert ran.returncode == 0, ran.stderr
        assert capture.replies == []
    found = dict(json.loads(ran.stdout.splitlines()[-1]))
    assert found["installed"] == [], "the reference's own modules were imported"
    return found


def test_pydantic_ai(tmp_path: Path) -> None:
    found = run("pydantic_ai", [HELLO, HELLO, ADD, THREE, WRITTEN], tmp_path)
    assert found["text"] == "".join(found["streamed"]) == "Hello there"
    assert len(found["streamed"]) > 1
    assert found["usage"] == HELLO["usage"]["output_tokens"]
    assert found["tool"] == "It is 3"
    assert found["structured"] == OSLO


def test_instructor(tmp_path: Path) -> None:
    found = run("instructor", [HELLO, CALLED, TWICE, CALLED, WRITTEN], tmp_path)
    assert found["text"] == "Hello there"
    assert found["streamed"][-1] == OSLO
    assert len(found["streamed"]) > 1
    assert found["tool"] == [OSLO, BERGEN]
    assert found["structured"] == found["json"] == OSLO


def test_langchain(tmp_path: Path) -> None:
    found = run("langchain", [HELLO, HELLO, HELLO, ADD, CALLED], tmp_path)
    assert found["text"] == found["later"] == "".join(found["streamed"]) == "Hello there"
    assert len(found["streamed"]) > 1
    assert found["usage"] == HELLO["usage"]["output_tokens"]
    assert found["tool"] == SUM
    assert found["structured"] == OSLO


def test_llm(tmp_path: Path) -> None:
    found = run("llm", [HELLO, HELLO, ADD, THREE, WRITTEN], tmp_path)
    assert found["text"] == "".join(found["streamed"]) == "Hello there"
    assert len(found["streamed"]) > 1
    assert "It is 3" in found["tool"]
    assert found["structured"] == OSLO


# `parse` is not among the methods that the first of them watches.
@pytest.mark.parametrize(("program", "parsed"), [("opentelemetry", 0), ("logfire", 1)])
def test_what_watches_has_one_span_of_each_call(program: str, parsed: int, tmp_path: Path) -> None:
    found = run(program, [HELLO, HELLO, HELLO, ADD, WRITTEN, HELLO, HELLO, HELLO], tmp_path)
    assert found["text"] == "".join(found["streamed"]) == "".join(found["helped"]) == "Hello there"
    assert found["later"] == ["Hello there", "Hello there", "Hello there"]
    assert found["tool"] == SUM
    assert found["structured"] == OSLO
    spans = found["spans"]
    assert all(span["gen_ai.provider.name"] == "anthropic" for span in spans)
    # Both say at the end what a call came to; the second begins a stream with a span of its own.
    told = [span for span in spans if "gen_ai.output.messages" in span]
    said = [str(span["gen_ai.output.messages"]) for span in told]
    # A call, a stream and the helper, and the three of the asynchronous client.
    assert sum("Hello there" in each for each in said) == 6
    assert sum("tool_call" in each for each in said) == 1
    assert sum("degrees" in each for each in said) == parsed
    assert len(told) == 7 + parsed
    assert all(span["gen_ai.response.id"] == "msg_1" for span in told)
    assert all(span["gen_ai.usage.input_tokens"] == 9 for span in told)
    assert [span for span in spans if "gen_ai.usage.input_tokens" in span] == told
