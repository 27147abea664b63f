"""Programs that use one helper each, written for the official SDK, through it and through ours."""

from __future__ import annotations

import ast
import base64
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from differential.capturing import Capture, Reply, capturing
from differential.comparing import Happened, differences, told
from differential.known import USES
from support.places import ROOT

PYTHON = Path(os.environ.get("PROGRAMS_PYTHON", ROOT / ".venv-programs" / "bin" / "python"))
USING = Path(__file__).with_name("using.py")
FOLDER = Path(__file__).with_name("uses")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not PYTHON.exists(), reason="the programs are not installed: make .venv-programs/ready"
    ),
]


def uses() -> Iterator[str]:
    """`memory.edits` and all others: what is decorated with `use`."""
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.parse(path.read_text()).body:
            decorated = getattr(node, "decorator_list", [])
            if any(ast.unparse(each).startswith("use(") for each in decorated):
                yield f"{path.stem}.{getattr(node, 'name', '')}"


class User:
    """One of the two processes."""

    def __init__(self, address: str, *given: str) -> None:
        environment = {name: each for name, each in os.environ.items() if "ANTHROPIC" not in name}
        self._process = subprocess.Popen(
            [str(PYTHON), str(USING), *given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={
                **environment,
                "ANTHROPIC_API_KEY": "key",
                "ANTHROPIC_BASE_URL": address,
                "PYTHONPATH": str(ROOT / "generated" / "claude-client"),
            },
        )

    def answer(self, **asked: str) -> dict[str, Any]:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        return dict(json.loads(process.stdout.readline()))

    def end(self) -> None:
        self._process.communicate(timeout=20)


@pytest.fixture(scope="module")
def capture() -> Iterator[Capture]:
    with capturing() as found:
        yield found


@pytest.fixture(scope="module")
def users(capture: Capture) -> Iterator[tuple[User, User]]:
    """The reference's and ours."""
    both = User(capture.address), User(capture.address, "ours")
    yield both
    for each in both:
        each.end()


@pytest.fixture(scope="module")
def used() -> set[Any]:
    """The rows of the table of known differences that were of use."""
    return set()


@pytest.mark.parametrize("use", list(uses()))
def test_a_use_comes_to_the_same(
    use: str, capture: Capture, users: tuple[User, User], used: set[Any]
) -> None:
    found = users[0].answer(replies=use)["result"]
    replies = [
        Reply(base64.b64decode(content), kind, status, tuple(map(tuple, headers)))
        for status, kind, content, headers in found
    ]
    happened: list[Happened] = []
    for user in users:
        capture.expect(replies)
        outcome = user.answer(use=use)
        happened.append(Happened(list(capture.sent), outcome))
    theirs, ours = happened
    assert "error" not in theirs.outcome, f"{use} fails with the reference itself"
    left = []
    for each in differences(theirs, ours):
        rows = [row for row in USES if row.covers(use, each.way)]
        used.update(rows)
        left += [] if rows else [each]
    assert not left, told(left)


def test_every_known_difference_is_there(request: pytest.FixtureRequest, used: set[Any]) -> None:
    """Runs last, and says nothing where only some uses were run."""
    ran = [each for each in request.session.items if each.path == request.path]
    if len(ran) <= len(list(uses())):
        pytest.skip("not everything was compared")
    assert [row for row in USES if row not in used] == []
