"""The reference client in its own environment and ours in this one, side by side.

The reference needs other versions of what ours needs, so it has an environment of its own, which
`make slow` makes, and is driven there by `caller.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from differential.caller import Caller
from differential.capturing import Capture, Reply, Sent, capturing
from differential.comparing import Difference, Happened, differences
from differential.known import KNOWN, Known
from support.places import ROOT

REFERENCE = Path(os.environ.get("REFERENCE_PYTHON", ROOT / ".venv-reference" / "bin" / "python"))
CALLER = Path(__file__).with_name("caller.py")

needs_reference = pytest.mark.skipif(
    not REFERENCE.exists(),
    reason="the reference client is not installed: make .venv-reference/ready",
)


@dataclass(frozen=True)
class Clients:
    """Both clients, the server that they talk to, and which rows of the table were of use."""

    capture: Capture
    reference: subprocess.Popen[str]
    ours: Caller
    used: set[Known] = field(default_factory=set[Known])
    compared: set[str] = field(default_factory=set[str])
    signatures: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def compare(self, name: str, call: dict[str, Any], replies: list[Reply]) -> list[Difference]:
        """Makes a call through both; the differences that no row of the table explains."""
        self.capture.expect(replies)
        theirs = self._heard(self._theirs(call))
        self.capture.expect(replies)
        ours = self._heard(self.ours.answer(call))
        return list(self._unexplained(name, differences(theirs, ours)))

    def known_to_both(self, accessor: str, keywords: dict[str, Any]) -> dict[str, Any]:
        """The arguments that the reference takes too; what it lacks is told of once, by signatures."""
        if accessor not in self.signatures:
            found = self._theirs({"accessor": accessor, "signature": True})
            self.signatures[accessor] = found.get("result", keywords)
        known = self.signatures[accessor]
        return {name: value for name, value in keywords.items() if name in known}

    def _heard(self, outcome: dict[str, Any]) -> Happened:
        sent: list[Sent] = list(self.capture.sent)
        return Happened(sent, outcome)

    def _theirs(self, call: dict[str, Any]) -> dict[str, Any]:
        assert self.reference.stdin is not None
        assert self.reference.stdout is not None
        self.reference.stdin.write(json.dumps(call) + "\n")
        self.reference.stdin.flush()
        answer: dict[str, Any] = json.loads(self.reference.stdout.readline())
        return answer

    def _unexplained(self, name: str, found: Iterable[Difference]) -> Iterable[Difference]:
        for each in found:
            rows = [row for row in KNOWN if row.covers(name, each.way)]
            self.used.update(rows)
            if not rows:
                yield each


@contextmanager
def both_clients() -> Generator[Clients]:
    """Both clients, until the context is left."""
    with _nothing_in_the_environment(), capturing() as capture:
        reference = subprocess.Popen(
            [str(REFERENCE), str(CALLER), "anthropic", capture.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        ours = Caller("claude_client", capture.address)
        yield Clients(capture, reference, ours)
        ours.close()
        reference.communicate(timeout=20)


@contextmanager
def _nothing_in_the_environment() -> Generator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ANTHROPIC_")]:
            patch.delenv(name)
        yield
