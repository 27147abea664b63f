"""`clientsmith style`, and styles that a project's settings name: what is printed, and from where folders count."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from clientsmith.cli import app

DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get: {operationId: pets.list, responses: {'204': {description: none}}}
"""
SETTINGS = """\
[tool.clientsmith]
cache = "none"
[[tool.clientsmith.targets]]
name = "pets"
spec = "pets.yaml"
style = "./mine"
output = "out"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose target has a style of its own, and the present folder below it."""
    (tmp_path / "pets.yaml").write_text(DOCUMENT)
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments), terminal_width=200)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_a_style_s_folder_is_relative_to_the_settings_that_say_it(project: Path) -> None:
    assert run("style", "new", "../mine")[0] == 0
    code, output = run("generate")
    assert code == 0, output
    assert "in the style mine" in (project / "out" / "README.md").read_text()


def test_a_style_that_isn_t_there_is_told_at_the_target_that_asks_for_it(project: Path) -> None:
    code, output = run("generate")
    assert code == 1
    assert f"{project}/pyproject.toml:3:" in output
    assert f"there is no {project}/mine/style.yaml" in output


def test_a_mistake_in_a_style_ends_a_run_before_anything_is_written(project: Path) -> None:
    run("style", "new", "../mine")
    (project / "mine" / "readme.jinja").write_text("{# client: ClientView #}\n")
    code, output = run("generate")
    assert code == 1
    assert "mine/readme.jinja:1:1: error: no row of the style prints `readme.jinja`" in output
    assert not (project / "out").exists()


def test_a_new_style_extends_one_by_name_or_by_folder(project: Path) -> None:
    run("style", "new", "../mine", "--extends", "claude")
    assert run("style", "new", "deep/other", "--extends", "../mine")[0] == 0
    code, output = run("style", "show", "./deep/other")
    assert code == 0
    assert "other < mine < claude < python: python" in output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("../below",), None),
        (("Mine",), "a style can't be called `Mine`"),
        (("python",), "two styles of one chain would be called `python`"),
        (("../mine", "--extends", "pyton"), "there is no style `pyton`"),
    ],
)
def test_a_new_style_that_can_t_be(
    project: Path, arguments: tuple[str, ...], message: str | None
) -> None:
    if message is None:  # a folder that has something in it is left alone
        (project / "below" / "notes").write_text("mine")
        message = "there is something here already"
    code, output = run("style", "new", *arguments)
    assert code == 1
    assert message in output
    assert not list(project.rglob("style.yaml"))


def test_styles_are_listed_with_what_they_are(project: Path) -> None:
    (project / "pyproject.toml").write_text(SETTINGS.replace('"none"', '"none"\nstyles = ["own"]'))
    run("style", "new", "../own/mine")
    code, output = run("style", "list")
    assert code == 0
    rows = [line.split()[:2] for line in output.splitlines()]
    assert ["mine", "python"] in rows
    assert ["claude", "python"] in rows
