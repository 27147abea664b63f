"""Pipes that nobody writes to, and devices without end, where a file is expected: a finding, and soon."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes that have names")
PETS = """
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths: {/pets: {get: {operationId: pets.get, responses: {'204': {description: done}}}}}
"""
REFERRING = PETS.partition("paths:")[0] + "paths: {/pets: {$ref: odd.yaml}}\n"
STYLE = "extends: python\nviews: 2\n"
GENERATE = ("generate", "--spec", "pets.yaml", "-o", "out")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(PETS)
    for name in ("mine", "out", "recordings"):
        Path(name).mkdir()
    Path("mine/style.yaml").write_text(STYLE)
    return tmp_path


def told(*arguments: str) -> str:
    """What a run says that has findings, and comes to an end."""
    ran = subprocess.run(
        [sys.executable, "-m", "clientsmith", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stdout + ran.stderr


@pytest.mark.parametrize("make", [pipe, endless])
@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        ("odd.yaml", ("lint", "--spec", "odd.yaml")),
        ("odd.yaml", ("lint", "--spec", "pets.yaml", "--overlay", "odd.yaml")),
        ("odd.json", ("report", "pets.yaml", "--floor", "odd.json")),
        ("recordings/odd.yaml", ("replay", "recordings")),
        ("mine/odd.jinja", ("style", "check", "./mine")),
        ("mine/odd.jinja", (*GENERATE, "--style", "./mine")),
        ("out/README.md", GENERATE),
    ],
)
def test_what_is_no_file_is_told(
    make: Callable[[Path], None], place: str, arguments: tuple[str, ...]
) -> None:
    make(Path(place))
    assert place in told(*arguments)


@pytest.mark.parametrize("make", [pipe, endless])
def test_so_is_what_a_document_refers_to(make: Callable[[Path], None]) -> None:
    Path("pets.yaml").write_text(REFERRING)
    make(Path("odd.yaml"))
    assert "`odd.yaml`" in told("lint", "--spec", "pets.yaml")


def test_a_file_that_is_too_large_is_told() -> None:
    with Path("odd.yaml").open("wb") as file:
        file.truncate(100 * 2**20 + 1)
    assert "larger than 100 MiB" in told("lint", "--spec", "odd.yaml")
