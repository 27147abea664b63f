"""A document and a style whose language is declared go in; a client comes out, without a line of Python for it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from clientsmith.cache import Cache
from clientsmith.languages.protocol import Command
from clientsmith.output.commands import run
from clientsmith.output.writer import DiskWriter
from clientsmith.pipeline import RunContext, generate
from clientsmith.problems import Place, ProblemsFound
from clientsmith.project.settings import Target
from clientsmith.trial import try_style
from support.generating import document, generate_document, generate_fragment, real_specs
from support.languages import LANGUAGES, node
from support.places import ROOT

PETS = """
tags: [{name: pets, description: "Pets */ and more."}]
paths:
  /pets/{id}:
    post:
      operationId: pets.find
      tags: [pets]
      summary: Finds a pet.
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: order-by, in: query, schema: {type: string, enum: [name, "a */"]}}
      responses:
        '200':
          description: fine
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet:
      type: object
      description: One pet.
      required: [status, former]
      properties:
        status: {type: string, enum: [sold, available]}
        former: {type: string, enum: [sold, available]}
        "born at": {type: string, format: date-time}
        either: {oneOf: [{type: string}, {$ref: '#/components/schemas/Pet'}, {type: 'null'}]}
        parents: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        colours: {type: array, items: {type: string, enum: [red, Red, "1"]}}
        mixed: {enum: [1, a]}
"""
TSC = ROOT / ".node" / "node_modules" / ".bin"


def printed(style: str, fragment: str, folder: Path) -> dict[str, str]:
    """The files of a fragment's client, by name."""
    output = generate_fragment(fragment, folder, str(LANGUAGES / style))
    return {
        path.relative_to(output).as_posix(): path.read_text(encoding="utf-8")
        for path in output.rglob("*")
        if path.is_file()
    }


def test_a_table_and_templates_print_a_client(tmp_path: Path) -> None:
    files = printed("typescript", PETS, tmp_path)
    types = files["pets-client/types/models.ts"]
    assert "/** One pet. */\nexport interface Pet {\n" in types
    assert '  "born at"?: string;\n' in types
    assert "  either?: string | Pet | null;\n" in types
    resource = files["pets-client/resources/pets.ts"]
    assert "/** Pets *\\/ and more. */\nexport class PetsResource {" in resource
    assert 'params?: { orderBy?: "name" | "a */"; },' in resource
    assert 'import type { Pet } from "../types/models.js";' in resource
    assert 'import { PetsResource } from "./resources/pets.js";' in files["pets-client/client.ts"]


def test_what_a_language_cannot_write_in_place_has_a_name(tmp_path: Path) -> None:
    types = printed("go", PETS, tmp_path)["pets-client/models.go"]
    # Equal enumerations are one type, called after the first member that has it.
    assert "\tStatus PetStatus\n\tFormer PetStatus\n" in types
    assert 'type PetStatus string\nconst PetStatusSold PetStatus = "sold"\n' in types
    assert "\tEither *PetEither\n" in types
    assert "type PetEither struct {\n\tOfString *string\n\tOfPet *Pet\n}" in types
    assert "\tColours []PetColoursItem\n" in types
    assert "\tMixed *any\n" in types
    assert "\tBornAt *time.Time\n" in types
    assert 'import (\n\t"time"\n)\n' in types


def test_values_whose_names_collide_are_numbered(tmp_path: Path) -> None:
    types = printed("go", PETS, tmp_path)["pets-client/models.go"]
    assert 'const PetColoursItemRed PetColoursItem = "red"\n' in types
    assert 'const PetColoursItemRed2 PetColoursItem = "Red"\n' in types


TWICE = """
tags: [{name: shops}, {name: shops.archive}]
paths:
  /shops:
    get:
      operationId: shops.list
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {'204': {description: fine}}
  /archive:
    get:
      operationId: old.shops.list
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {'204': {description: fine}}
"""


def test_where_an_api_is_one_scope_names_are_qualified_before_they_are_numbered(
    tmp_path: Path,
) -> None:
    files = printed("typescript", TWICE, tmp_path)
    text = "".join(files.values())
    assert "export interface ShopListParams {" in text
    assert "export interface OldShopListParams {" in text
    assert "ShopListParams2" not in text
    assert "export class OldShopsResource {" in text


def test_a_name_that_is_qualified_by_rule_is_no_finding(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(json.dumps(document(TWICE.replace("shops.archive", "shop-archive"))))
    package = generate_document(spec, tmp_path / "out", str(LANGUAGES / "typescript"))
    assert [each.message for each in package.findings if each.severity == "warning"] == []


@pytest.mark.slow
def test_our_own_document_gives_no_findings_in_a_declared_language(tmp_path: Path) -> None:
    spec = ROOT / "spec" / "openapi.yaml"
    package = generate_document(spec, tmp_path, "claude-typescript")
    assert [each.message for each in package.findings if each.severity == "warning"] == []


def told(command: Command) -> None:
    pass


def test_commands_run_only_where_somebody_is_told(tmp_path: Path) -> None:
    style = tmp_path / "mine"
    for name in ("style.yaml", "language.yaml", "types.go.jinja"):
        text = (LANGUAGES / "go" / name).read_text(encoding="utf-8")
        text = text.replace("[gofmt, -w, .]", "[no-such-formatter, .]")
        style.mkdir(exist_ok=True)
        (style / name).write_text(text, encoding="utf-8")
    printed(str(style), PETS, tmp_path)
    with pytest.raises(ProblemsFound) as caught:
        try_style(str(style), RunContext(), told)
    (problem,) = caught.value.problems
    assert problem.place.file == str(style / "language.yaml")
    assert problem.message == "there is no program `no-such-formatter`"


def test_a_command_is_given_the_files_and_changes_them(tmp_path: Path) -> None:
    script = (
        "const fs = require('fs'); fs.writeFileSync('a/b.txt', fs.readFileSync('a/b.txt') + '!')"
    )
    command = Command((node(), "-e", script), Place("language.yaml", 7))
    file = Path("a/b.txt")
    assert run(command, {file: b"hello"}) == {file: b"hello!"}


def test_what_a_command_complains_of_is_told() -> None:
    script = "console.log('line 1: no'); console.error('line 2: no'); process.exit(3)"
    command = Command((node(), "-e", script, "; touch x"), Place("language.yaml", 7))
    with pytest.raises(ProblemsFound) as caught:
        run(command, {})
    assert {each.place for each in caught.value.problems} == {command.place}
    head, *rest = [each.message for each in caught.value.problems]
    assert head.endswith("ended with 3")
    assert sorted(rest) == ["line 1: no", "line 2: no"]


@pytest.fixture
def compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """TypeScript's compiler, and the Node that it runs on, where a command looks for programs."""
    if not TSC.is_dir():
        pytest.skip("TypeScript is not installed: make .node/ready")
    folders = (str(TSC), str(Path(node()).parent), os.environ["PATH"])
    monkeypatch.setenv("PATH", os.pathsep.join(folders))


@pytest.mark.slow
@pytest.mark.usefixtures("compiler")
@pytest.mark.parametrize(
    "spec",
    [ROOT / "spec" / "openapi.yaml", *real_specs("museum.yaml", "discord.json", "figma.yaml")],
    ids=lambda spec: spec.stem,
)
def test_the_compiler_accepts_all_types_and_signatures(spec: Path, tmp_path: Path) -> None:
    target = Target("test", spec, str(LANGUAGES / "typescript"), tmp_path)
    run_commands: list[Command] = []
    package = generate(target, RunContext(cache=Cache(), commands=run_commands.append))
    DiskWriter(tmp_path).write(package.files)
    assert [command.words[0] for command in run_commands] == ["tsc"]


@pytest.mark.slow
@pytest.mark.usefixtures("compiler")
def test_the_compiler_accepts_hostile_texts() -> None:
    assert try_style(str(LANGUAGES / "typescript"), RunContext(), told).operations > 40


@pytest.mark.slow
@pytest.mark.usefixtures("compiler")
def test_the_compiler_is_asked_in_earnest(tmp_path: Path) -> None:
    """A style that prints what is no TypeScript is refused."""
    for path in LANGUAGES.joinpath("typescript").rglob("*"):
        copy = tmp_path / "bad" / path.relative_to(LANGUAGES / "typescript")
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            copy.write_text(text.replace("integer: number", "integer: nombre"), encoding="utf-8")
    spec = ROOT / "spec" / "openapi.yaml"
    target = Target("test", spec, str(tmp_path / "bad"), tmp_path / "out")
    with pytest.raises(ProblemsFound, match="Cannot find name 'nombre'"):
        generate(target, RunContext(commands=told))
