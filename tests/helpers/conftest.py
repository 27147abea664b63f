"""Somebody's folder of profiles, and a server that is both the API and its token endpoint."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from claude_client.lib import signing_in

from differential.capturing import Capture, capturing


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of profiles of somebody who has no variables set."""
    for name in [name for name in os.environ if name.startswith("ANTHROPIC_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(signing_in, "_warned", set())
    folder = tmp_path / ".config" / "anthropic"
    (folder / "configs").mkdir(parents=True)
    (folder / "credentials").mkdir()
    return folder


@pytest.fixture
def capture(home: Path) -> Iterator[Capture]:
    with capturing() as server:
        yield server
