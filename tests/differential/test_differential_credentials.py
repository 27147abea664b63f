"""Ways of signing in through the reference and through ours, before one server: what is asked of the
token endpoint and of the API, what counts for more, what is warned of, and which files are kept."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from differential.capturing import Capture, Reply, Sent, capturing
from differential.clients import REFERENCE, needs_reference
from differential.known import CREDENTIALS, Known
from differential.signing_in import ADDRESS, HOME, WAYS, Way

pytestmark = [pytest.mark.slow, needs_reference]

MODEL = {"type": "model", "id": "m", "display_name": "M", "created_at": "2026-01-01T00:00:00Z"}
HEADERS = ("authorization", "x-api-key", "anthropic-beta", "anthropic-workspace-id")


class Side:
    """One package, in a process of its own."""

    def __init__(self, python: str, package: str, capture: Capture) -> None:
        self.capture = capture
        caller = Path(__file__).with_name("credentials_caller.py")
        self.process = subprocess.Popen(
            [python, str(caller), package],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tries(self, way: Way, home: Path, *, asynchronous: bool) -> dict[str, Any]:
        """What comes of a way: the outcome, the requests, and the folder of profiles afterwards."""
        folder = home / ".config" / "anthropic"
        places = {ADDRESS: self.capture.address, HOME: str(home)}
        _write(folder, filled(dict(way.files), places), way)
        self.capture.expect([_server(way)] * 9)
        asked = {
            "environment": {"HOME": str(home), **filled(dict(way.environment), places)},
            "arguments": filled(dict(way.arguments), places),
            "calls": way.calls,
            "asynchronous": asynchronous,
        }
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        outcome: dict[str, Any] = json.loads(self.process.stdout.readline())
        return {**outcome, "requests": [_told(each) for each in self.capture.sent], **_kept(folder)}


def filled(value: Any, places: dict[str, str]) -> Any:
    """The value with the address and the home in it."""
    text = json.dumps(value)
    for name, place in places.items():
        text = text.replace(name, place)
    return json.loads(text)


def _write(folder: Path, files: dict[str, Any], way: Way) -> None:
    for name in ("configs", "credentials"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "credentials").rmdir() if not any("cred" in name for name in files) else None
    for name, value in files.items():
        path = folder / name
        path.write_text(value if isinstance(value, str) else json.dumps(value))
        path.chmod(way.modes.get(name, 0o600))


def _server(way: Way) -> Any:
    given: list[str] = []

    def respond(sent: Sent) -> Reply:
        if sent.path == "/v1/oauth/token":
            if way.endpoint is not None:
                status, body = way.endpoint
                return (
                    Reply(body.encode(), "text/plain", status)
                    if isinstance(body, str)
                    else Reply.of(body, status)
                )
            given.append(sent.path)
            token = {"access_token": f"given-{len(given)}", "expires_in": 3600}
            return Reply.of({**token, "token_type": "Bearer", "refresh_token": "r2"})
        refused = sent.headers.get("authorization") == "Bearer revoked"
        return Reply.of({}, 401) if refused else Reply.of(MODEL)

    return respond


def _told(sent: Sent) -> dict[str, Any]:
    own = HEADERS if sent.path != "/v1/oauth/token" else (*HEADERS, "content-type")
    return {
        "path": sent.path,
        "body": json.loads(sent.body) if sent.body else None,
        **{name: sent.headers[name] for name in own if name in sent.headers},
    }


def _kept(folder: Path) -> dict[str, Any]:
    """The files with tokens, and who may read them."""
    kept = folder / "credentials"
    files = sorted(kept.iterdir()) if kept.is_dir() else []
    return {
        "files": {path.name: _without_time(json.loads(path.read_text())) for path in files},
        "modes": {path.name: stat.S_IMODE(path.stat().st_mode) for path in files},
        "folder": stat.S_IMODE(kept.stat().st_mode) if kept.is_dir() else None,
    }


def _without_time(values: dict[str, Any]) -> dict[str, Any]:
    """Ends that were worked out from the clock are told as such."""
    until = values.get("expires_at")
    soon = isinstance(until, int) and abs(until - time.time() - 3600) < 60
    return {**values, "expires_at": "in an hour"} if soon else values


@pytest.fixture(scope="module")
def sides() -> Iterator[tuple[Side, Side]]:
    with capturing() as capture:
        theirs = Side(str(REFERENCE), "anthropic", capture)
        ours = Side(sys.executable, "claude_client", capture)
        yield theirs, ours
        for side in (theirs, ours):
            side.process.communicate(timeout=20)


USED: set[Known] = set()


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("name", WAYS)
def test_signing_in_is_the_same(
    name: str, asynchronous: bool, sides: tuple[Side, Side], tmp_path: Path
) -> None:
    theirs, ours = (
        side.tries(WAYS[name], tmp_path / side_name, asynchronous=asynchronous)
        for side, side_name in zip(sides, ("theirs", "ours"), strict=True)
    )
    for key, value in theirs.items():
        rows = [row for row in CREDENTIALS if row.covers(name, key)]
        if ours[key] != value:
            USED.update(rows)
            assert rows, f"{key}: theirs {value}, ours {ours[key]}"


def test_no_row_of_the_table_is_of_no_use(sides: tuple[Side, Side]) -> None:
    if len(USED):
        assert set(CREDENTIALS) - USED == set()
