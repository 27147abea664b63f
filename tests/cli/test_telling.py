"""What is odd about a document is told: by `generate` in numbers and readings, by `lint` one by one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from clientsmith.cli import app

# Odd in each stage: keys that stand twice, a misspelled one, no responses, names that collide.
ODD = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://{region}.pets.example'}]
paths:
  /pets/{id}:
    get:
      tags: [pets]
      operationId: read-pet
      parameters:
        - {name: limit, in: query, schema: {type: integer, nullable: true}}
        - {name: old, in: query, type: string}
        - {name: old, in: query, type: string}
      responses: {'200': {description: a}, '200': {description: b}}
    post:
      tags: [pets]
      operationId: read_pet
components:
  schemas:
    Pet: {type: object, properties: {age: {type: integer, minimun: 1}}}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options of a target whose document is odd."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("pets.yaml").write_text(ODD)
    return ["--spec", "pets.yaml"]


def test_generate_counts_what_lint_lists(odd: list[str]) -> None:
    listed = json.loads(run("lint", *odd, "--json").stdout)["targets"][0]["problems"]
    [counted] = re.findall(r"(\d+) warnings: `clientsmith lint`", told(odd))
    rules = {each["rule"] for each in listed}
    assert {each["severity"] for each in listed} == {"warning"}
    assert int(counted) == len(listed)
    # One of each stage: reading the file, looking at it, naming what it describes.
    assert {"key", "path-parameter", "name-collision"} <= rules


def test_the_summary_says_how_each_kind_was_read(odd: list[str]) -> None:
    text = told(odd)
    rows = re.findall(r"^  (\d+) ([\w-]+)(?:: (.+))?$", text, re.MULTILINE)
    [counted] = re.findall(r"(\d+) warnings", text)
    assert sum(int(count) for count, *_ in rows) == int(counted)
    said = {rule: reading for _, rule, reading in rows}
    assert said["path-parameter"] == "a text is taken for it"
    assert said["key"] == "the last one counts"
    assert said["name-collision"] == "it is called `read_pet_2`"
    assert said["version"] == "it is read as there"
    assert said["responses-missing"] == "it gives nothing"
    assert said["server-variable"] == "a caller must give it"


def test_a_run_that_has_nothing_to_do_says_the_same(odd: list[str]) -> None:
    first, second = told(odd), told(odd)
    assert first.splitlines()[1:] == second.splitlines()[1:]


def told(odd: list[str]) -> str:
    ran = run("generate", *odd, "--output", "out")
    assert ran.exit_code == 0
    return ran.output
