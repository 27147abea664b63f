"""A run with nothing to do does nothing: it imports no stage, and whatever changed is noticed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import clientsmith
from support.places import ROOT

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        '200':
          description: fine
          content: {application/json: {schema: {$ref: 'pet.yaml#/Pet'}}}
"""
PET = "Pet: {type: object, properties: {name: {type: string}}}\n"
OVERLAY = """\
overlay: 1.0.0
info: {title: More, version: 1.0.0}
actions: [{target: $.info, update: {description: Pets of all kinds.}}]
"""
PROJECT = """\
[tool.clientsmith]
styles = ["styles"]

[[tool.clientsmith.targets]]
name = "pets"
spec = "pets.yaml"
overlays = ["more.yaml"]
style = "ours"
output = "out"
"""
# Runs a command line, then tells which of the stages it needed.
RUN = """\
import json, sys
from clientsmith.cli import app
try:
    app(sys.argv[1:])
except SystemExit as end:
    print(json.dumps([end.code or 0, sorted(m for m in sys.modules if m.startswith(("clientsmith.", "rich")))]))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a style of its own, an overlay, and a document of two files."""
    (tmp_path / "pets.yaml").write_text(SPEC)
    (tmp_path / "pet.yaml").write_text(PET)
    (tmp_path / "more.yaml").write_text(OVERLAY)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    style = tmp_path / "styles" / "ours"
    style.mkdir(parents=True)
    (style / "style.yaml").write_text("extends: python\nviews: 2\n")
    return tmp_path


def run(folder: Path, *arguments: str, path: str = "") -> tuple[int, list[str], str]:
    """A command in a process of its own: its code, what it imported, what it told.

    `path` is looked through first for what it imports.
    """
    made = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=folder,
        env={
            **os.environ,
            "XDG_CACHE_HOME": str(folder / ".caches"),
            "HOME": str(folder),
            "PYTHONPATH": path,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(made.stdout.splitlines()[-1])
    return code, modules, made.stderr


def needs_nothing(folder: Path, *arguments: str, path: str = "") -> bool:
    code, modules, _ = run(folder, *(arguments or ("generate",)), path=path)
    assert code == 0
    return "clientsmith.pipeline" not in modules


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("generate", "--help")])
def test_what_needs_no_stage_imports_none(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, modules, _ = run(tmp_path, *arguments)
    assert code == 0
    assert not [
        each
        for each in modules
        if not each.startswith(("clientsmith.cli", "clientsmith.later", "rich"))
    ] or (arguments[0] == "generate" and "clientsmith.pipeline" not in modules)
    assert "rich.console" not in modules


def test_a_second_run_tells_the_same_and_reads_nothing(project: Path) -> None:
    assert not needs_nothing(project)
    (project / "out" / "notes.txt").write_text("mine")
    _, first, told = run(project, "generate")
    assert "clientsmith.pipeline" in first
    _, second, again = run(project, "generate")
    assert "clientsmith.pipeline" not in second
    assert again == told
    assert "notes.txt: nothing generates this" in again


@pytest.mark.slow
def test_a_document_without_a_project_is_remembered_too(project: Path) -> None:
    arguments = ("generate", "--spec", "pets.yaml", "--output", "elsewhere")
    assert not needs_nothing(project, *arguments)
    assert needs_nothing(project, *arguments)
    assert not needs_nothing(project, *arguments, "--style", "styles/ours")
    assert not needs_nothing(project, *arguments, "--overlay", "more.yaml")


def appended(name: str, text: str = "\n# more\n") -> Callable[[Path], object]:
    def change(project: Path) -> None:
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((file.read_text() if file.exists() else "") + text)

    return change


CHANGES = {
    "the document": appended("pets.yaml"),
    "a file that it refers to": appended("pet.yaml"),
    "an overlay": appended("more.yaml"),
    "the style's manifest": appended("styles/ours/style.yaml"),
    "a file of the style's folder": appended("styles/ours/NOTES.md"),
    "the settings": appended("pyproject.toml", "strict = true\n"),
    "a file that is gone": lambda project: (project / "out" / "README.md").unlink(),
    "a file beside the printed ones": appended("out/mine.txt"),
    "a cache that says something else": lambda project: [
        file.write_text('{"sources": 3}')
        for file in (project / ".caches" / "clientsmith" / "run").rglob("*")
        if file.is_file()
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_is_noticed(project: Path, change: Callable[[Path], object]) -> None:
    run(project, "generate")
    assert needs_nothing(project)
    change(project)
    assert not needs_nothing(project)
    assert (project / "out" / "README.md").is_file()
    assert needs_nothing(project)


@pytest.mark.slow
def test_a_table_of_a_language_is_an_input(project: Path) -> None:
    style = project / "styles" / "ours"
    shutil.rmtree(style)
    assert run(project, "style", "new", "styles/ours", "--extends", "typescript")[0] == 0
    shutil.copy(ROOT / "templates" / "typescript" / "language.yaml", style)
    run(project, "generate")
    assert needs_nothing(project)
    appended("styles/ours/language.yaml")(project)
    assert not needs_nothing(project)


@pytest.mark.slow
def test_the_generator_and_what_it_runs_on_are_inputs(project: Path) -> None:
    """Another version of a package, or of a module of ours; not a package that it never asks for."""
    code = project / "code"
    shutil.copytree(Path(clientsmith.__file__).parent, code / "generator" / "clientsmith")
    shutil.copytree(ROOT / "templates", code / "templates")
    path = str(code / "generator")
    run(project, "generate", path=path)
    (code / "generator" / "claude_client-7.0.0.dist-info").mkdir()
    assert needs_nothing(project, path=path)
    (code / "generator" / "Jinja2-99.0.0.dist-info").mkdir()
    assert not needs_nothing(project, path=path)
    assert needs_nothing(project, path=path)
    appended("code/generator/clientsmith/languages/wrapping.py")(project)
    assert not needs_nothing(project, path=path)
    assert needs_nothing(project, path=path)
    appended("code/templates/python/runtime/client.py")(project)
    assert not needs_nothing(project, path=path)


@pytest.mark.slow
def test_a_byte_of_what_is_printed_is_looked_at(project: Path) -> None:
    """A file that is cut short, as by a disk that was full, is no less an edit than a longer one."""
    run(project, "generate")
    file = project / "out" / "pets_client" / "_client.py"
    file.write_bytes(file.read_bytes()[:-1])
    assert run(project, "generate")[0] == 1


@pytest.mark.slow
def test_an_edit_by_hand_stops_a_second_run_as_it_does_the_first(project: Path) -> None:
    run(project, "generate")
    appended("out/pets_client/_client.py", "# mine\n")(project)
    assert run(project, "generate")[0] == 1
    assert run(project, "generate")[0] == 1


@pytest.mark.slow
def test_what_is_written_by_hand_is_no_reason_to_print(project: Path) -> None:
    appended("pyproject.toml", 'keep = ["tests"]\n')(project)
    run(project, "generate")
    for name in ("out/tests/test_pets.py", "out/pets_client/lib/mine.py", "out/.hidden"):
        appended(name)(project)
    assert needs_nothing(project)


@pytest.mark.slow
def test_a_document_that_lacks_a_file_is_read_again(project: Path) -> None:
    """What comes to be where it looked in vain changes what is printed."""
    (project / "pet.yaml").unlink()
    (project / "pets.yaml").write_text(SPEC.replace("$ref: 'pet.yaml#/Pet'", "$ref: '#/nowhere'"))
    appended("pets.yaml", "components: {schemas: {Unused: {$ref: 'pet.yaml#/Pet'}}}\n")(project)
    first = run(project, "generate")
    second = run(project, "generate")
    assert (first[0], second[0]) == (1, 1) or "clientsmith.pipeline" in second[1]


@pytest.mark.slow
def test_a_project_that_keeps_nothing_prints_every_time(project: Path) -> None:
    file = project / "pyproject.toml"
    file.write_text(file.read_text().replace("styles =", 'cache = "none"\nstyles ='))
    run(project, "generate")
    assert not needs_nothing(project)
    assert not (project / ".caches").exists()


def test_what_changed_is_told_in_the_words_of_diff(project: Path) -> None:
    assert "pets.list" not in run(project, "generate")[2]
    (project / "pet.yaml").write_text(PET.replace("name:", "age: {type: integer}, name:"))
    told = run(project, "generate")[2]
    assert "  addition: Pet: field `age` is new (pet.yaml:1)\n" in told
    assert "breaking" not in told
    (project / "pet.yaml").write_text(PET)
    assert "  breaking: Pet: field `age` is gone (pet.yaml:1)\n" in run(project, "generate")[2]


@pytest.mark.slow
def test_changes_are_told_of_what_is_printed_there_and_not_of_another_run(project: Path) -> None:
    """As after `git checkout`: what the last run printed is not there any more."""
    run(project, "generate")
    shutil.copytree(project / "out", project / "older")
    (project / "pet.yaml").write_text(PET.replace("name:", "age: {type: integer}, name:"))
    assert "`age` is new" in run(project, "generate")[2]
    shutil.rmtree(project / "out")
    (project / "older").rename(project / "out")
    (project / "pet.yaml").write_text(PET.replace("name:", "size: {type: integer}, name:"))
    assert "`age`" not in run(project, "generate")[2]
