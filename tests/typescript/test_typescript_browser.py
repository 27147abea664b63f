"""A page in headless Chromium: it streams a message, stops it, and shows an error; its console is silent."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.languages import node
from support.typescript import TOOLS, run

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
]


def test_a_page_streams_stops_and_tells(package: Path, tmp_path: Path) -> None:
    options = ("--bundle", "--format=esm", "--platform=browser", "--log-level=warning")
    code = tmp_path / "page.js"
    page = package / "out" / "tests" / "browser" / "page.js"
    run(TOOLS / ".bin" / "esbuild", page, *options, f"--outfile={code}", cwd=package)
    drive = package / "out" / "tests" / "browser" / "drive.js"
    shown = json.loads(
        run(node(), drive, CHROMIUM, code, tmp_path / "profile", cwd=package, seconds=120)
    )
    assert shown["whole"] == {"text": "Hello, world", "status": "done"}
    assert shown["before"] == {"text": "Hello", "status": "writing"}
    assert shown["stopped"]["text"] == "Hello"
    assert shown["stopped"]["status"].startswith("APIUserAbortError: The request was aborted")
    assert shown["broken"]["text"] == "Hello"
    assert shown["broken"]["status"].startswith("OverloadedError: 529 ")
    assert shown["complaints"] == []
