"""The generate itself: a cold run, one with nothing to do, and one after a change of one line."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.sides import ROOT
from bench.table import Row

_CACHE = "cache"
_SCHEMA = "spec/schemas/text.yaml"


def rows(url: str) -> Iterator[Row]:
    """Seconds of each kind of run, in a copy of the tree."""
    with tempfile.TemporaryDirectory() as folder:
        tree = _copy(Path(folder))
        cold: list[float] = []
        idle: list[float] = []
        changed: list[float] = []
        for number in range(3):
            shutil.rmtree(tree / _CACHE, ignore_errors=True)
            shutil.rmtree(tree / "generated", ignore_errors=True)
            cold.append(_generate(tree))
            idle.append(_generate(tree))
            _change(tree / _SCHEMA, number)
            changed.append(_generate(tree))
    yield Row("generate, cold", "s", median(cold), digits=2)
    yield Row("generate, nothing to do", "s", median(idle), digits=2)
    yield Row("generate, one line of a schema changed", "s", median(changed), digits=2)


def _copy(folder: Path) -> Path:
    shutil.copytree(ROOT / "spec", folder / "spec")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _generate(tree: Path) -> float:
    start = time.perf_counter()
    command = [str(ROOT / ".venv" / "bin" / "clientsmith"), "generate"]
    variables = {**os.environ, "XDG_CACHE_HOME": str(tree / _CACHE)}
    subprocess.run(command, cwd=tree, env=variables, capture_output=True, check=True)
    return time.perf_counter() - start


def _change(schema: Path, number: int) -> None:
    """A description grows by a word."""
    text = schema.read_text()
    assert "description: " in text
    schema.write_text(text.replace("description: ", f"description: Number {number}. ", 1))
