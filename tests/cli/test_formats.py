"""What `lint` and `check` tell programs and GitHub, and what they tell when they are quiet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from clientsmith.cli import app

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: pets.list
      responses: {'204': {description: none}}
"""
BROKEN = SPEC.replace("{'204': {description: none}}", "{'204': {$ref: '#/a,b:c%0A::error::x'}}")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pets.yaml").write_text(SPEC)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.clientsmith]\ncache = "none"\n\n[[tool.clientsmith.targets]]\n'
        'name = "pets"\nspec = "pets.yaml"\noutput = "out"\n'
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def read(*arguments: str) -> tuple[int, Any]:
    code, told, beside = run(*arguments, "--json")
    assert beside == ""
    return code, json.loads(told)


def test_lint_as_json(project: Path) -> None:
    code, told = read("lint")
    assert code == 0
    assert [each["name"] for each in told["targets"]] == ["pets"]
    (project / "pets.yaml").write_text(BROKEN)
    code, told = read("lint")
    assert code == 1
    errors = [each for each in told["targets"][0]["problems"] if each["severity"] == "error"]
    assert errors
    assert set(errors[0]) == {"severity", "file", "line", "column", "rule", "message", "help"}
    assert (errors[0]["file"], errors[0]["line"]) == ("pets.yaml", 8)


def test_lint_as_annotations_that_a_document_can_t_end(project: Path) -> None:
    (project / "pets.yaml").write_text(BROKEN)
    code, told, _ = run("lint", "--github")
    assert code == 1
    (line,) = (each for each in told.splitlines() if each.startswith("::error"))
    assert line.startswith("::error file=pets.yaml,line=8,col=")
    assert "%250A::error::x" in line


def test_lint_that_is_quiet(project: Path) -> None:
    assert run("lint", "--quiet") == (0, "", "")
    (project / "pets.yaml").write_text(BROKEN)
    code, told, beside = run("lint", "-q")
    assert (code, told) == (1, "")
    assert "pets.yaml:8" in beside
    assert "warning" not in beside


def test_check_as_json(project: Path) -> None:
    code, told = read("check")
    (row,) = told["targets"]
    assert (code, row["differs"], row["output"]) == (1, True, "out")
    assert "README.md" in row["added"]
    run("generate")
    (project / "out" / "mine.txt").write_text("")
    (project / "out" / "README.md").unlink()
    (project / "out" / "pyproject.toml").write_text("")
    code, told = read("check")
    (row,) = told["targets"]
    assert (row["added"], row["changed"]) == (["README.md"], ["pyproject.toml"])
    assert (row["removed"], row["unknown"]) == ([], ["mine.txt"])
    (project / "pets.yaml").write_text(BROKEN)
    code, told = read("check")
    assert code == 1
    assert told["targets"][0]["problems"][0]["file"] == "pets.yaml"


def test_check_as_annotations(project: Path) -> None:
    run("generate")
    assert run("check", "--github")[:2] == (0, "")
    (project / "out" / "README.md").unlink()
    code, told, _ = run("check", "--github")
    assert code == 1
    assert told.startswith("::error file=out/README.md,title=generated::is missing%0A")


def test_check_that_is_quiet(project: Path) -> None:
    run("generate")
    assert run("check", "--quiet") == (0, "", "")
    (project / "out" / "README.md").unlink()
    code, told, beside = run("check", "--quiet")
    assert (code, told) == (1, "")
    assert beside == "pets: out differs from the document\n"


@pytest.mark.parametrize("command", ["lint", "check"])
def test_a_command_tells_in_one_way(project: Path, command: str) -> None:
    assert run(command, "--json", "--github")[0] == 2
