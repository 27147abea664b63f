"""What make installs is locked, whole, and in step with what the projects ask for."""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
_ROW = re.compile(
    r"^(\S+==[^\\\n]+?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def locked(path: Path) -> dict[str, list[Requirement]]:
    """The rows of a lock by package: several where versions of Python differ."""
    found: dict[str, list[Requirement]] = {}
    for row in _ROW.finditer(path.read_text()):
        requirement = Requirement(row[1])
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def wanted(project: str, extra: str = "") -> list[Requirement]:
    """What a project's metadata asks for."""
    data = tomllib.loads((ROOT / project / "pyproject.toml").read_text())["project"]
    rows = [*data["dependencies"], *data.get("optional-dependencies", {}).get(extra, [])]
    return [Requirement(row) for row in rows]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_hashes_and_names_no_place(path: Path) -> None:
    text = _ROW.sub("", path.read_text())
    assert locked(path)
    left = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert left == []
    assert not re.search(r"://|--index|--find-links|(?<![\w.-])/", path.read_text())


def test_the_lock_of_npm_has_hashes_and_no_addresses() -> None:
    text = (ROOT / "tests" / "typescript" / "package-lock.json").read_text()
    rows = [row for name, row in json.loads(text)["packages"].items() if name]
    assert rows
    assert all(row["integrity"] for row in rows)
    assert not any("resolved" in row for row in rows)


@pytest.mark.parametrize(
    ("name", "project", "extra"),
    [
        ("generate", ".", ""),
        ("develop", ".", "dev"),
        ("develop", "generated/claude-client", ""),
        ("client", "generated/claude-client", ""),
    ],
)
def test_a_lock_is_in_step_with_its_project(name: str, project: str, extra: str) -> None:
    rows = locked(ROOT / "requirements" / f"{name}.txt")
    for requirement in wanted(project, extra):
        versions = rows[canonicalize_name(requirement.name)]
        for found in versions:
            (specifier,) = found.specifier
            assert requirement.specifier.contains(specifier.version), f"make lock: {requirement}"


@pytest.mark.parametrize("name", ["generate", "client"])
def test_locks_of_one_environment_agree(name: str) -> None:
    everything = locked(ROOT / "requirements" / "develop.txt")
    for package, versions in locked(ROOT / "requirements" / f"{name}.txt").items():
        # What one of them needs on every Python, another may need on the oldest alone.
        pinned = {str(each.specifier) for each in everything[package]}
        assert {str(each.specifier) for each in versions} <= pinned
