"""Both strict type checkers over all that is ours, all that came out, and samples of its use.

The samples say what is inferred (`assert_type`), and what has to be refused: an `ignore` of either
checker that ignores nothing is an error.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.places import ROOT

SAMPLES = ROOT / "tests" / "typing"
CHECKED = (
    "generator/clientsmith",
    "generated/claude-client/claude_client",
    "tests/support",
    "tests/differential",
    "tests/typing/samples",
    "examples",
)

pytestmark = pytest.mark.slow


def test_mypy_finds_nothing() -> None:
    ran = _run("mypy", "--strict", *CHECKED)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("project", [ROOT / "pyproject.toml", SAMPLES], ids=["all", "samples"])
def test_pyright_finds_nothing(project: Path) -> None:
    ran = _run("pyright", "--project", str(project), "--pythonpath", sys.executable, "--outputjson")
    report: dict[str, Any] = json.loads(ran.stdout)
    found = [
        f"{each['file']}:{each['range']['start']['line'] + 1}: {each['message']}"
        for each in report["generalDiagnostics"]
        if each["severity"] == "error"
    ]
    assert not found, "\n".join(found)
    assert report["summary"]["filesAnalyzed"] > 0


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, timeout=1200
    )
