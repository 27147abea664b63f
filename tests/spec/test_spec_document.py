"""The document itself: valid, whole, and the operations it has are those that the API has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openapi_spec_validator import (
    OpenAPIV30SpecValidator,
    OpenAPIV31SpecValidator,
    OpenAPIV32SpecValidator,
)

from clientsmith.api.ir import ObjectShape, Operation
from clientsmith.bundle.bundling import bundle
from support.claude import RECORDINGS, api, document, names, operations, schemas
from support.places import ROOT
from support.schemas import mounted

LIST = ROOT.parent / "shared" / "operations.md"
_SHORT_ROW = re.compile(r"\| ([a-z_.]+)(?: \([^|]*\))? \| ([A-Z]+) \| (/\S+) \|")
_ROW = re.compile(r"\| ([a-z_.]+) \| ([A-Z]+) \| (/\S+) \| (\S+) \| (yes|) \| (.*?) \| (.*?) \|")

VALIDATORS = {
    "3.0": OpenAPIV30SpecValidator,
    "3.1": OpenAPIV31SpecValidator,
    "3.2": OpenAPIV32SpecValidator,
}

every_operation = pytest.mark.parametrize(
    "operation", operations().values(), ids=lambda each: each.id
)


@pytest.mark.slow
@pytest.mark.parametrize("version", VALIDATORS)
def test_the_document_is_valid(version: str) -> None:
    # In one file, as the validator does not follow a path that stands in another.
    found = VALIDATORS[version](bundle(document(), version)).iter_errors()
    assert [f"{list(error.absolute_path)}: {error.message[:300]}" for error in found] == []


def test_no_type_says_a_name_that_a_mount_gives_it() -> None:
    twice = [
        key for key, each in schemas().items() if len(set(each.exported_as)) < len(each.exported_as)
    ]
    assert twice == []


@every_operation
def test_an_operation_is_described(operation: Operation) -> None:
    assert 0 < len(operation.summary) <= 60
    assert operation.summary[0].isupper()
    assert not operation.summary.endswith(".")
    assert operation.description
    assert [each.name for each in operation.parameters if not each.description] == []
    properties = operation.body.main.properties or () if operation.body is not None else ()
    assert [each.name for each in properties if not each.description] == []


@every_operation
def test_an_operation_has_examples_and_errors(operation: Operation) -> None:
    here = mounted()[operation.id]
    responses = here.field("responses")
    assert responses is not None
    statuses = {status for status, _ in responses.items()}
    assert {"400", "401", "403", "429", "500"} <= statuses
    assert any(status.startswith("2") for status in statuses)
    if operation.result.kind == "json":
        assert operation.examples
    if operation.body is not None and operation.body.main.kind == "json":
        assert all(each.request is not None for each in operation.examples)


@every_operation
def test_an_operation_is_recorded(operation: Operation) -> None:
    files = list((RECORDINGS / operation.id).glob("*.yaml"))
    assert files, f"no recording in tests/recordings/{operation.id}"
    for file in files:
        assert file.read_text(encoding="utf-8").startswith("# "), "where is it from?"


def test_recordings_are_of_operations() -> None:
    folders = {path.name for path in RECORDINGS.iterdir() if path.is_dir()}
    assert folders - operations().keys() == set()


def test_everything_is_described() -> None:
    bare = [str(key) for key, schema in schemas().items() if not schema.description]
    for key, schema in schemas().items():
        members = schema.shape.properties if isinstance(schema.shape, ObjectShape) else ()
        bare.extend(f"{key}.{each.name}" for each in members if not each.description)
    assert bare == []


def test_names_need_no_telling_apart() -> None:
    assert [str(each) for each in names().collisions] == []


def test_every_schema_is_of_use() -> None:
    assert [
        str(key) for key, each in schemas().items() if not (each.in_request or each.in_response)
    ] == []


@pytest.mark.skipif(not LIST.is_file(), reason="the list of the API's operations is not at hand")
@every_operation
def test_an_operation_is_the_one_the_api_has(operation: Operation) -> None:
    method, path, *more = _listed(LIST)[operation.id]
    assert (operation.method, operation.path) == (method, path)
    if not more:
        return
    body, beta, own, gives = more
    constants = {each.name: each.constant for each in operation.parameters if each.is_constant}
    always = dict(operation.always).get("anthropic-beta", ())
    assert (constants.get("beta") is True) == (beta == "yes")
    assert ", ".join(always) == own
    sent = operation.body.main.kind if operation.body is not None else ""
    assert sent == (body if body.isalpha() else "")
    if operation.pagination is not None:
        assert gives.startswith(f"Sync{operation.pagination.class_name}")
    else:
        assert not gives.startswith("Sync")


def _listed(path: Path) -> dict[str, tuple[str, ...]]:
    """Each operation's row; of those that no client had, there is the method and the path."""
    text = path.read_text(encoding="utf-8")
    rows = [*_SHORT_ROW.finditer(text), *_ROW.finditer(text)]
    return {row[1]: row.groups()[1:] for row in rows}


def test_the_api_is_named() -> None:
    assert api().client.class_name == "Anthropic"
    assert api().servers[0].url == "https://api.anthropic.com"
