"""The outline of a client: what it shows, how an id is found, how a name is changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clientsmith.cache import Cache
from clientsmith.cli import app
from clientsmith.outline import outline
from clientsmith.pipeline import RunContext
from clientsmith.project.settings import Target
from support.generating import document, generate_document

PATHS = """
paths:
  /v1/customers:
    get:
      operationId: GetCustomers
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  /v1/customers/{id}/o'reilly:
    post:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: done}}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.yaml"
    path.write_text(json.dumps(document(PATHS)), encoding="utf-8")
    return path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["outline", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_the_tree_shows_methods_results_and_ids(spec: Path) -> None:
    code, shown = run(str(spec))
    assert code == 0
    lines = [line.strip() for line in shown.splitlines()]
    at = lines.index("customers")
    assert lines[at + 1].startswith("list() -> ")
    assert lines[at + 2] == "GetCustomers, GET /v1/customers"
    assert "o_reilly(id: str) -> None" in lines


def test_an_id_leads_to_its_name(spec: Path) -> None:
    assert run(str(spec), "--find", "GetCustomers") == (
        0,
        "GetCustomers -> client.customers.list: GET /v1/customers\n",
    )
    code, shown = run(str(spec), "--find", "GetOrders")
    assert code == 1
    assert "GetOrders" in shown


def test_a_name_is_changed_by_the_overlay_that_the_outline_writes(
    spec: Path, tmp_path: Path
) -> None:
    names = tmp_path / "names.yaml"
    run(str(spec), "--overlay", str(names))
    text = names.read_text().replace('"customers.list"', '"clients.all"')
    names.write_text(text.replace('"customers.o_reilly"', '"clients.its"'))
    target = Target("t", spec, "python", Path(), (names,))
    found = outline(target, RunContext(cache=Cache()))
    assert {call.accessor for call in found.calls} == {"clients.all", "clients.its"}


def test_docstring_and_descriptor_have_the_id_of_the_document(spec: Path, tmp_path: Path) -> None:
    generate_document(spec, tmp_path / "out")
    printed = next((tmp_path / "out").glob("*/resources/customers.py")).read_text()
    assert 'document_id="GetCustomers"' in printed
    assert "In the document: GetCustomers, GET /v1/customers." in printed
