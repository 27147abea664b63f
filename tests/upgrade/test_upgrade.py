"""Documents with old keys in, as `clientsmith upgrade` leaves them out: read as before, and laid out so."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from clientsmith.cli import app
from clientsmith.document import load
from clientsmith.lint import lint

DOCUMENT = """\
openapi: 3.1.0  # the version
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
x-client:
  # what every request says
  headers:
    x-version: '1'  # the only one
    x-shop: pets
  timeout: {total: 60, connect: 5}
  errors:
    overloaded: 529
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        '200':
          description: Where they are.
          content: {application/json: {schema: {$ref: '#/components/schemas/Kennel'}}}
        # nothing else
      x-client:
        also: [beta.pets.list]
        always: {x-beta: [pets]}  # as agreed
        accept: text/plain
  /pets/all:
    get:
      operationId: pets.all
      responses: {'200': {description: Pets., content: {application/json: {}}}}
      x-client:
        # they are elsewhere
        follow: {operation: pets.list, url: url}
        also: [{operationId: beta.pets.all, x-client: {follow: {operation: beta.pets.list, url: url}}}]
components:
  schemas:
    Kennel:
      type: object
      properties: {url: {type: string, description: 'also: the address'}}
      x-client: {"also": [beta.Dogs], accepts: [{$ref: '#/components/schemas/Kind'}]}
    Kind: {enum: [cat, dog], x-client: {values: [KINDS]}}
"""
UPGRADED = """\
openapi: 3.1.0  # the version
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
x-client:
  # what every request says
  headers:
    - {name: x-version, in: header, required: true, schema: {type: string, const: '1'}}  # the only one
    - {name: x-shop, in: header, required: true, schema: {type: string, const: 'pets'}}
  timeout: {per_attempt: 60, connect: 5}
  stream_errors:
    overloaded: 529
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        '200':
          description: Where they are.
          content: {application/json: {schema: {$ref: '#/components/schemas/Kennel'}}}
          links: {all: {operationId: pets.all, x-client: {url: $response.body#/url}}}
        # nothing else
      x-client:
        aliases: [beta.pets.list]
        append_headers: {x-beta: [pets]}  # as agreed
        accept_header: text/plain
  /pets/all:
    get:
      operationId: pets.all
      responses: {'200': {description: Pets., content: {application/json: {}}}}
      x-client:
        # they are elsewhere
        aliases: [{operationId: beta.pets.all}]
components:
  schemas:
    Kennel:
      type: object
      properties: {url: {type: string, description: 'also: the address'}}
      x-client: {"exported_as": [beta.Dogs], accepts_responses: [{$ref: '#/components/schemas/Kind'}]}
    Kind: {enum: [cat, dog], x-client: {constant: [KINDS]}}
"""
OVERLAY = """\
overlay: 1.1.0
info: {title: Ours, version: '1'}
actions:
  - target: $
    update: {x-client: {timeout: {total: 9}}}  # shorter
  - target: "$['x-client']"
    update: {errors: {busy: 503}}
  - target: $.paths['/pets'].get['x-client'].also
    remove: true
  - target: $.components.schemas.Kind
    update: {x-client: {also: [beta.Sort]}}
  - target: $.components.schemas.Kennel['x-client'].also
    remove: true
  - target: $.paths['/pets'].get
    update: {x-client: {also: [old.pets.list]}}
"""
UPGRADED_OVERLAY = """\
overlay: 1.1.0
info: {title: Ours, version: '1'}
actions:
  - target: $
    update: {x-client: {timeout: {per_attempt: 9}}}  # shorter
  - target: "$['x-client']"
    update: {stream_errors: {busy: 503}}
  - target: $.paths['/pets'].get['x-client'].aliases
    remove: true
  - target: $.components.schemas.Kind
    update: {x-client: {exported_as: [beta.Sort]}}
  - target: $.components.schemas.Kennel['x-client'].exported_as
    remove: true
  - target: $.paths['/pets'].get
    update: {x-client: {aliases: [old.pets.list]}}
"""


def upgraded(folder: Path, **files: str) -> tuple[int, dict[str, str]]:
    """The exit code of the command for a folder, and what its files are afterwards."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_bytes(text.encode())
    code = CliRunner().invoke(app, ["upgrade", str(folder)]).exit_code
    return code, {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def test_keys_change_and_nothing_around_them(tmp_path: Path) -> None:
    code, files = upgraded(tmp_path, pets_yaml=DOCUMENT, ours_yaml=OVERLAY)
    assert code == 0
    assert files["pets.yaml"].splitlines() == UPGRADED.splitlines()
    assert files["ours.yaml"].splitlines() == UPGRADED_OVERLAY.splitlines()


def test_what_was_upgraded_has_no_errors_and_is_done(tmp_path: Path) -> None:
    upgraded(tmp_path, pets_yaml=DOCUMENT, ours_yaml=OVERLAY)
    document = load(tmp_path / "pets.yaml", (tmp_path / "ours.yaml",))
    assert [each for each in lint(document) if each.severity == "error"] == []
    assert upgraded(tmp_path) == (0, {"pets.yaml": UPGRADED, "ours.yaml": UPGRADED_OVERLAY})


def test_json_stays_json(tmp_path: Path) -> None:
    code, files = upgraded(
        tmp_path,
        pets_json='{"openapi": "3.1.0", "x-client": {"timeout": {"total": 3}, "headers": {"a": "b"}}}',
    )
    parameter = '{"name": "a", "in": "header", "required": true, '
    parameter += '"schema": {"type": "string", "const": "b"}}'
    assert files["pets.json"] == (
        f'{{"openapi": "3.1.0", "x-client": {{"timeout": {{"per_attempt": 3}}, "headers": [{parameter}]}}}}'
    )
    assert code == 0


def test_line_ends_and_other_scripts_stay(tmp_path: Path) -> None:
    text = "openapi: 3.1.0 # ü→😀\r\nx-client: {timeout: {total: 3}} # 犬\r\n"
    _, files = upgraded(tmp_path, pets_yaml=text)
    assert files["pets.yaml"] == text.replace("total", "per_attempt")


def test_a_link_in_a_file_that_is_not_there_is_left_to_the_author(tmp_path: Path) -> None:
    text = "get:\n  operationId: a.b\n  responses: {}\n"
    text += "  x-client: {follow: {operation: c.d, url: url}}\n"
    code, files = upgraded(tmp_path, paths_yaml=text)
    assert code == 1
    assert files["paths.yaml"] == text


@pytest.mark.parametrize("text", ["a: [", "", "[]", "x-client: 5", "x-client: {also: 3}"])
def test_what_is_no_document_stays_as_it_is(tmp_path: Path, text: str) -> None:
    _, files = upgraded(tmp_path, pets_yaml=text)
    assert files["pets.yaml"] == text.replace("also", "aliases")
