"""A small document's client, whole, as it was last read and found good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from golden.printing import GOLDEN, generated


def test_the_client_reads_as_it_did() -> None:
    """`make golden` writes it anew."""
    assert generated() == GOLDEN.read_text(encoding="utf-8")


def test_it_stays_readable() -> None:
    assert len(GOLDEN.read_text(encoding="utf-8").splitlines()) < 2000


@pytest.mark.slow
def test_every_run_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    program = "from golden.printing import generated; import sys; sys.stdout.write(generated())"
    tests = Path(__file__).parent.parent
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(tests)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    ]
    assert runs[0] == runs[1] == runs[2]
