"""A server for each test, and an environment in which nobody has an account anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from differential.capturing import Capture, capturing

_FOREIGN = ("ANTHROPIC_", "AWS_", "AZURE_", "CLOUD_ML_", "CLOUDSDK_", "GCE_", "GOOGLE_")


@pytest.fixture
def capture() -> Iterator[Capture]:
    with capturing() as server:
        yield server


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable, no file, and no metadata service, which would be asked over the network."""
    for name in [name for name in os.environ if name.startswith(_FOREIGN)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("NO_GCE_CHECK", "true")
