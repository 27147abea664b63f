"""Documents that their owners publish, generated: the packages hold under a strict type checker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.generating import generate_document, package_name, real_specs

SPECS = real_specs("museum.yaml", "figma.yaml", "discord.json", "asana.yaml")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SPECS, reason="no documents at hand")]


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_mypy_has_nothing_to_say(spec: Path, tmp_path: Path) -> None:
    generate_document(spec, tmp_path)
    configuration = tmp_path / "mypy.ini"
    configuration.write_text("[mypy]\nstrict = true\npython_version = 3.10\n")
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--config-file",
            str(configuration),
            "-p",
            package_name(tmp_path),
        ],
        cwd=tmp_path,
        env={**os.environ, "MYPY_CACHE_DIR": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
