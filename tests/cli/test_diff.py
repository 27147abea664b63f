"""`clientsmith diff` from the outside: documents, folders, revisions; what scripts read of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clientsmith.cli import app

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
x-client: {package: pets_client, version: 1.2.0}
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
      - {name: limit, in: query, schema: {type: integer}}
      responses: {'204': {description: none}}
"""
BREAKING = SPEC.replace("in: query,", "in: query, required: true,")
PROJECT = """\
[tool.clientsmith]
cache = "none"

[[tool.clientsmith.targets]]
name = "pets"
spec = "spec/pets.yaml"
output = "out"
"""


def git(folder: Path, *words: str) -> None:
    author = ["-c", "user.name=t", "-c", "user.email=t@pets.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose last revision is `v1.2.0`, and a breaking edit since."""
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "pets.yaml").write_text(SPEC)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    git(tmp_path, "tag", "v1.2.0")
    (tmp_path / "spec" / "pets.yaml").write_text(BREAKING)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_what_was_edited_since_a_revision(project: Path) -> None:
    code, told, beside = run("diff", "v1.2.0")
    assert code == 1
    assert told == (
        "breaking: client.pets.list: argument `limit` must be given (spec/pets.yaml:10)\n"
    )
    assert beside == "pets_client: 1.2.0, after this 2.0.0; it says 1.2.0\n"


def test_a_break_that_the_version_says_is_fine(project: Path) -> None:
    file = project / "spec" / "pets.yaml"
    file.write_text(BREAKING.replace("version: 1.2.0", "version: 2.0.0"))
    assert run("diff", "v1.2.0")[0] == 0
    file.write_text(SPEC.replace("limit", "most"))
    assert run("diff", "v1.2.0")[0] == 1, "an argument has gone"


def test_two_revisions_and_two_folders_and_two_documents(project: Path, tmp_path: Path) -> None:
    git(project, "commit", "-q", "-a", "-m", "second")
    (project / "spec" / "pets.yaml").write_text(SPEC)
    by_revision = run("diff", "v1.2.0", "HEAD")
    assert by_revision[0] == 1
    assert run("diff", "HEAD~1", "v1.2.0") == (0, "", by_revision[2].replace("2.0.0", "1.2.0"))
    (project / "new.yaml").write_text(BREAKING)
    code, told, _ = run("diff", "spec/pets.yaml", "new.yaml")
    assert (code, told) == (1, by_revision[1].replace("spec/pets.yaml:10", "new.yaml:10"))
    other = tmp_path / "other"
    (other / "spec").mkdir(parents=True)
    (other / "spec" / "pets.yaml").write_text(BREAKING)
    (other / "pyproject.toml").write_text(PROJECT)
    assert run("diff", ".", "other")[:2] == (1, by_revision[1].replace("spec/", "other/spec/"))


def test_what_a_program_reads(project: Path) -> None:
    code, told, _ = run("diff", "v1.2.0", "--json")
    assert code == 1
    assert json.loads(told) == {
        "old": "1.2.0",
        "new": "1.2.0",
        "follows": "2.0.0",
        "changes": [
            {
                "kind": "breaking",
                "subject": "client.pets.list",
                "text": "argument `limit` must be given",
                "place": "spec/pets.yaml:10",
            }
        ],
    }


def test_a_section_of_a_changelog(project: Path) -> None:
    assert run("diff", "v1.2.0", "--markdown")[1] == (
        "## 2.0.0\n\n### Breaking changes\n\n- `client.pets.list` argument `limit` must be given\n"
    )


@pytest.mark.parametrize("name", ["v9", "--upload-pack=x", "HEAD~7", "nowhere.yaml"])
def test_what_is_no_revision_is_told(project: Path, name: str) -> None:
    code, told, beside = run("diff", "--", name)
    assert (code, told) == (1, "")
    assert "name a file, a folder, or a revision" in beside


def test_a_folder_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, _, beside = run("diff", "main")
    assert code == 1
    assert "[revision]" in beside
