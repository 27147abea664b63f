"""Our own API in each lean flavour: the client's tests that need nothing of pydantic, against its print."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.flavours import FLAVOURS
from support.generating import generate_document
from support.places import ROOT

TESTS = ("tests/client/test_client_recordings.py", "tests/client/test_client_errors.py")

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("flavour", [each for each in FLAVOURS if each != "pydantic"])
def test_every_recording_is_sent_and_read(flavour: str, tmp_path: Path) -> None:
    style = tmp_path / "style"
    style.mkdir()
    text = f"views: 2\nextends: claude\nmodels: {flavour}\nextra: keep\n"
    (style / "style.yaml").write_text(text, encoding="utf-8")
    made = tmp_path / "made"
    generate_document(ROOT / "spec" / "openapi.yaml", made, style=str(style))
    paths = "pythonpath=templates/python tests"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-m", "not slow", "--tb=line", "-o", paths, *TESTS],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(made)},
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
