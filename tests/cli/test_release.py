"""`clientsmith release` in a repository: a version that follows, a changelog, a client; or nothing at all."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clientsmith.cli import app

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
x-client:
  package: pets_client
  version: 1.2.0  # the one place
paths:
  /pets:
    get:
      operationId: pets.list
      responses: {'204': {description: none}}
"""
MORE = """\
  /pets/all:
    delete:
      operationId: pets.clear
      responses: {'204': {description: none}}
"""
PROJECT = """\
[tool.clientsmith]
cache = "none"

[[tool.clientsmith.targets]]
name = "pets"
spec = "pets.yaml"
output = "out"
"""


def git(folder: Path, *words: str) -> None:
    author = ["-c", "user.name=t", "-c", "user.email=t@pets.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that has released 1.2.0, and an addition since."""
    (tmp_path / "pets.yaml").write_text(SPEC)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    git(tmp_path, "tag", "pets-v1.2.0")
    git(tmp_path, "tag", "pets-v1.10.0-rc1")
    git(tmp_path, "tag", "other-v9.0.0")
    (tmp_path / "pets.yaml").write_text(SPEC + MORE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file() and ".git" not in each.parts)
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


SECTION = "pets 1.3.0\n\n### Added\n\n- `client.pets.clear` is new\n"


def test_a_dry_run_writes_nothing(project: Path) -> None:
    before = tree(project)
    code, told, beside = run("release", "pets", "--dry-run")
    assert (code, told) == (0, SECTION)
    assert "git tag -a pets-v1.3.0" in beside
    assert tree(project) == before


def test_a_release_is_written_where_it_belongs(project: Path) -> None:
    code, told, _ = run("release", "pets")
    assert (code, told) == (0, SECTION)
    spec = (project / "pets.yaml").read_text()
    assert spec == (SPEC + MORE).replace("version: 1.2.0", "version: 1.3.0")
    assert (project / "CHANGELOG.md").read_text() == f"# Changelog\n\n## {SECTION}"
    assert 'version = "1.3.0"' in (project / "out" / "pyproject.toml").read_text()
    assert run("check")[0] == 0


def test_sections_stand_the_newest_first(project: Path) -> None:
    (project / "CHANGELOG.md").write_text("# What changed\n\nWords.\n\n## pets 1.2.0\n\nFirst.\n")
    run("release", "pets")
    assert (project / "CHANGELOG.md").read_text() == (
        f"# What changed\n\nWords.\n\n## {SECTION}\n## pets 1.2.0\n\nFirst.\n"
    )


def test_the_first_release_is_as_the_document_says(project: Path) -> None:
    git(project, "tag", "-d", "pets-v1.2.0")
    code, told, _ = run("release", "pets")
    assert (code, told.splitlines()[0]) == (0, "pets 1.2.0")


def test_a_higher_version_may_have_been_chosen(project: Path) -> None:
    (project / "pets.yaml").write_text((SPEC + MORE).replace("version: 1.2.0", "version: 2.0.0"))
    assert run("release", "pets", "--dry-run")[1].startswith("pets 2.0.0\n")


def test_nothing_to_release(project: Path) -> None:
    (project / "pets.yaml").write_text(SPEC)
    code, told, beside = run("release", "pets")
    assert (code, told) == (1, "")
    assert "nothing has changed since pets-v1.2.0" in beside


def test_what_fails_leaves_everything_as_it_was(project: Path) -> None:
    run("generate")
    edited = project / "out" / "pets_client" / "_client.py"
    edited.write_text(edited.read_text() + "# mine\n")
    before = tree(project)
    assert run("release", "pets")[0] == 1
    after = tree(project)
    assert after.pop("out.patch")
    assert after == before


def test_a_document_without_a_version_is_told(project: Path) -> None:
    text = (SPEC + MORE).replace("  version: 1.2.0  # the one place\n", "")
    (project / "pets.yaml").write_text(text)
    code, _, beside = run("release", "pets")
    assert code == 1
    assert "the document states no version" in beside
