"""The runtime with each flavour of models, and types of the flavour, under both strict checkers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.flavours import FLAVOURS, PYTHON

TYPES = Path(__file__).parents[1] / "flavours"

pytestmark = pytest.mark.slow


@pytest.fixture(params=FLAVOURS)
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a package `client`, as a generated one has its parts."""
    package = tmp_path / "client"
    shutil.copytree(PYTHON / "runtime", package / "_runtime")
    shutil.copytree(PYTHON / "models" / request.param, package / "_runtime" / "models")
    if request.param != "pydantic":
        shutil.copytree(PYTHON / "models" / "conversion", package / "_runtime" / "conversion")
    (package / "types").mkdir()
    for name in ("__init__.py", "types/__init__.py"):
        (package / name).touch()
    for name in ("messages", "post"):
        text = (TYPES / f"{name}_{request.param}.py").read_text()
        own = text.replace(f"runtime_{request.param}", ".._runtime")
        (package / "types" / f"{name}.py").write_text(own)
    return tmp_path


def test_mypy_finds_nothing(client: Path) -> None:
    options = ("--strict", "--python-version", "3.10", "--cache-dir", str(client / "cache"))
    ran = _run(client, "mypy", *options, "-p", "client")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_pyright_finds_nothing(client: Path) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.10", "include": ["client"]}
    (client / "pyrightconfig.json").write_text(json.dumps(settings))
    ran = _run(client, "pyright", "--pythonpath", sys.executable)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, timeout=1200
    )
