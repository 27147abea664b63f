"""The command line: what it prints, what it leaves on disk, and the exit codes that scripts rely on."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clientsmith.cli import app
from support.languages import LANGUAGES

GOOD = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: pets.list
      responses: {'204': {description: none}}
"""
CASSETTE = """\
interactions:
- request: {method: GET, uri: 'https://pets.example/pets'}
  response: {status: {code: 204}}
"""
BROKEN = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}:
    get:
      operationId: pets.get
      responses:
        '200':
          description: fine
          content: {application/json: {schema: {$ref: '#/components/schemas/Pett'}}}
    delete:
      operationId: pets.get
      responses: {'204': {description: gone}}
components:
  schemas:
    Pet: {type: object, properties: {age: {type: integer, minimum: old}}}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one target, and the present folder in it."""
    (tmp_path / "pets.yaml").write_text(GOOD)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.clientsmith]\ncache = "none"\n\n[[tool.clientsmith.targets]]\n'
        'name = "pets"\nspec = "pets.yaml"\noutput = "out"\n'
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments), terminal_width=200)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_generate_then_check_agree(project: Path) -> None:
    assert run("check")[0] == 1, "nothing is there yet"
    code, output = run("generate")
    assert code == 0
    assert "1 operation, " in output
    assert run("check")[0] == 0


def test_a_second_run_writes_nothing(project: Path) -> None:
    run("generate")
    stamps = {path: path.stat().st_mtime_ns for path in (project / "out").rglob("*.py")}
    assert "0 files changed" in run("generate")[1]
    assert stamps == {path: path.stat().st_mtime_ns for path in (project / "out").rglob("*.py")}


def test_check_shows_the_difference(project: Path) -> None:
    run("generate")
    (project / "pets.yaml").write_text(GOOD.replace("pets.list", "pets.every"))
    code, output = run("check")
    assert code == 1
    assert "-    def list(" in output
    assert "+    def every(" in output


def test_an_edit_by_hand_is_not_lost(project: Path) -> None:
    run("generate")
    edited = project / "out" / "pets_client" / "_client.py"
    edited.write_text(edited.read_text() + "# mine\n")
    code, output = run("generate")
    assert code == 1
    assert "_client.py" in output
    assert "out.patch" in output
    assert edited.read_text().endswith("# mine\n")
    code, output = run("generate", "--force")
    assert code == 0
    assert not edited.read_text().endswith("# mine\n")
    assert "`patch -p1 -d out < out.patch`" in output
    subprocess.run("patch -p1 -d out < out.patch", shell=True, check=True)
    assert edited.read_text().endswith("# mine\n")


def test_what_nothing_generates_is_told_by_generate_and_by_check(project: Path) -> None:
    run("generate")
    (project / "out" / "tests").mkdir()
    (project / "out" / "tests" / "test_pets.py").write_text("")
    assert "out/tests: nothing generates this" in run("generate")[1]
    code, output = run("check")
    assert code == 1
    assert "out/tests: nothing generates this" in output
    file = project / "pyproject.toml"
    file.write_text(file.read_text() + 'keep = ["tests"]\n')
    assert "nothing generates" not in run("generate")[1]
    assert run("check")[0] == 0


def test_check_believes_no_cache(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody put there is neither printed nor agreed with."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / "caches"))
    file = project / "pyproject.toml"
    file.write_text(file.read_text().replace('cache = "none"', 'cache = "user"'))
    run("generate")
    entries = [each for each in (project / "caches").rglob("*") if each.is_file()]
    assert entries
    for entry in entries:
        entry.write_text("POISON = 1\n")
    assert run("check")[0] == 0


def test_a_project_without_targets_says_so(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.clientsmith]\n")
    for command in ("generate", "check", "lint"):
        code, output = run(command)
        assert code == 1
        assert "pyproject.toml:1:1: error: there are no targets" in output


def test_a_broken_document_gives_all_its_findings_and_writes_nothing(project: Path) -> None:
    run("generate")
    before = tree(project / "out")
    (project / "pets.yaml").write_text(BROKEN)
    code, output = run("generate")
    assert code == 1
    for found in ("pets.yaml:10:", "Pett", "Pet`", "pets.yaml:12:", "pets.get", "id", "minimum"):
        assert found in output, output
    assert "Traceback" not in output
    assert tree(project / "out") == before


def test_what_is_not_yaml_is_told_with_its_place(project: Path) -> None:
    (project / "pets.yaml").write_text(GOOD + "  /x: [1, 2\n")
    code, output = run("lint")
    assert code == 1
    assert "pets.yaml:1" in output
    assert "not YAML: the text ends before all is closed" in output


def test_lint_has_nothing_to_say_of_a_good_document(project: Path) -> None:
    code, output = run("lint")
    assert code == 0
    assert "0 errors" in output


def test_a_document_without_a_project(project: Path) -> None:
    code, _ = run("generate", "--spec", "pets.yaml", "--output", "elsewhere")
    assert code == 0
    assert (project / "elsewhere" / "pets_client" / "_client.py").is_file()


def test_bundle_writes_one_file_of_the_version_asked_for(project: Path) -> None:
    code, output = run("bundle", "pets.yaml", "--as", "3.0")
    assert code == 0
    assert json.loads(output)["openapi"].startswith("3.0")


def test_bundle_into_nowhere_is_told(project: Path) -> None:
    code, output = run("bundle", "pets.yaml", "-o", "no/such/folder.json")
    assert code == 1
    assert "no/such/folder.json: error: No such file or directory" in output


def test_an_output_that_is_a_file_is_told(project: Path) -> None:
    (project / "out").write_text("mine")
    for command in ("generate", "check"):
        code, output = run(command)
        assert code == 1
        assert "out: error: is a file where a folder should be" in output
    assert (project / "out").read_text() == "mine"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder of the system's own")
def test_an_unwritable_folder_is_told(project: Path) -> None:
    """A folder that not even root may write to."""
    code, output = run("generate", "--spec", "pets.yaml", "-o", "/proc/pets")
    assert code == 1
    assert "/proc/pets: error: can't be written" in output


FULL_DISK = """\
import resource, sys
from clientsmith.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
main()
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs limits on the size of files")
def test_a_full_disk_is_told_and_nothing_half_written_is_left(project: Path) -> None:
    run("generate")
    before = tree(project / "out")
    (project / "pets.yaml").write_text(GOOD.replace("pets.list", "pets.every"))
    ran = subprocess.run(
        [sys.executable, "-c", FULL_DISK, "generate"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert "can't be written: File too large" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert tree(project / "out") == before


def test_a_busy_port_is_told(project: Path) -> None:
    (project / "a.yaml").write_text(CASSETTE)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, output = run("replay", "a.yaml", "--port", str(port))
    assert code == 1
    assert f"port {port} is taken" in output
    assert "--port 0" in output


@pytest.mark.parametrize(
    "arguments",
    [
        ("generate", "--spec", "pets.yaml"),
        ("generate", "pets", "--spec", "pets.yaml", "--output", "x"),
        ("generate", "pets", "--style", "typescript"),
        ("check", "--output", "elsewhere"),
        ("lint", "--overlay", "pets.yaml"),
        ("bundle", "pets.yaml", "--as", "2.0"),
        ("no-such-command",),
    ],
)
def test_wrong_usage_is_2(project: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_an_unknown_target_names_those_there_are(project: Path) -> None:
    code, output = run("generate", "cats")
    assert code == 1
    assert "pets" in output


def test_report_fails_when_a_figure_falls(project: Path) -> None:
    floor = project / "floor.json"
    assert run("report", "pets.yaml", "--floor", str(floor), "--write")[0] == 0
    assert run("report", "pets.yaml", "--floor", str(floor))[0] == 0
    (project / "pets.yaml").write_text(GOOD.split("paths:")[0] + "paths: {}\n")
    code, output = run("report", "pets.yaml", "--floor", str(floor))
    assert code == 1
    assert "operations: 0, and there were 1" in output


def test_a_style_s_own_commands_are_told_before_they_run(project: Path) -> None:
    code, output = run("language", "test", "./no-such-style")
    assert (code, "no-such-style" in output) == (1, True)
    style = project / "mine"
    style.mkdir()
    for file in (LANGUAGES / "go").iterdir():
        text = file.read_text(encoding="utf-8").replace("[gofmt, -w, .]", "[no-such-program, x]")
        (style / file.name).write_text(text, encoding="utf-8")
    code, output = run("language", "test", str(style))
    assert code == 1
    told, _, complaint = output.partition("running `no-such-program x`")
    assert told == ""
    assert "there is no program `no-such-program`" in complaint
    spec = ["--spec", str(project / "pets.yaml"), "--style", str(style), "-o", str(project / "go")]
    assert run("generate", *spec)[0] == 0
    assert run("generate", *spec, "--run-commands")[0] == 1
