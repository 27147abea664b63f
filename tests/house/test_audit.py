"""Our own code by bandit, and what is locked by pip-audit, where its service can be reached."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.places import ROOT

CODE = ("generator", "templates/python", "templates/claude")
LOCKS = ("develop", "generate", "client")
# Exit code 1 says both that something was found and that nobody could be asked.
UNREACHED = ("ConnectionError", "ServiceError", "Max retries exceeded", "could not be audited")

pytestmark = pytest.mark.slow


def test_bandit_finds_nothing() -> None:
    ran = _run("bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive", *CODE)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_no_locked_version_has_a_known_vulnerability(lock: str) -> None:
    path = f"requirements/{lock}.txt"
    ran = _run("pip_audit", "--require-hashes", "--disable-pip", "--timeout", "5", "-r", path)
    told = ran.stdout + ran.stderr
    if "Found " not in told and any(each in told for each in UNREACHED):
        pytest.skip("nobody to ask about vulnerabilities")
    assert ran.returncode == 0, told


def _run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
