"""What a document says once, as every later stage reads it; and as a bundle tells it to other tools."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from clientsmith.bundle.bundling import bundle
from clientsmith.document import load

ROOT = """
    openapi: 3.1.0
    info: {title: Pets, version: '2026-01-01'}
    x-client:
      headers: [{$ref: 'shared/all.yaml#/Version'}]
      success_headers: {x-request: {$ref: 'shared/all.yaml#/RequestId'}}
      errors:
        '401': {$ref: 'shared/all.yaml#/Unknown'}
        5XX: {description: Broken.}
    paths:
      /pets: {$ref: 'paths/pets.yaml#/pets'}
"""
SHARED = """
    Version: {name: x-version, in: header, required: true, schema: {type: string}, x-client: {value: info.version}}
    RequestId: {schema: {type: string}}
    Unknown:
      description: Who are you?
      content: {application/json: {schema: {$ref: '#/Error'}}}
    Error: {type: object, properties: {why: {type: string}}}
    Listed:
      description: Pets.
      content: {application/json: {schema: {type: array}, example: []}}
"""
PATHS = """
    pets:
      get:
        operationId: pets.list
        responses: {'200': {$ref: '../shared/all.yaml#/Listed'}}
        x-client:
          aliases:
            - operationId: beta.pets.list
              responses: {'200': {content: {application/json: {schema: {type: object}}}}}
            - operationId: old.pets.list
              responses: {'200': {description: Old pets., content: {text/plain: {}}}, '401': {description: No.}}
      post:
        operationId: pets.create
        requestBody: {required: true, content: {application/json: {schema: {type: object}, example: {}}}}
        responses:
          '404': {description: No house.}
          '201': {description: A pet., headers: {x-own: {schema: {type: string}}}}
          '401': {description: Not you.}
        x-client:
          aliases:
            - operationId: beta.pets.create
              requestBody: {content: {application/json: {example: {name: Rex}}}}
"""


@pytest.fixture
def item(tmp_path: Path) -> dict[str, Any]:
    """The path of the bundled document."""
    for name, text in (("shared/all", SHARED), ("paths/pets", PATHS), ("openapi", ROOT)):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text))
    bundled = bundle(load(tmp_path / "openapi.yaml"))
    assert bundled["components"]["parameters"]["Version"]["schema"]["const"] == "2026-01-01"
    assert "x-request" in bundled["components"]["responses"]["Listed"]["headers"]
    return bundled["paths"]["/pets"]


def test_errors_of_all_are_those_of_each_that_has_no_other(item: dict[str, Any]) -> None:
    assert list(item["get"]["responses"]) == ["200", "401", "5XX"]
    assert item["get"]["responses"]["401"] == {"$ref": "#/components/responses/Unknown"}
    created = item["post"]["responses"]
    assert list(created) == ["201", "401", "404", "5XX"]
    assert created["401"] == {"description": "Not you."}


def test_headers_of_all_are_on_requests_and_successes(item: dict[str, Any]) -> None:
    assert item["parameters"] == [{"$ref": "#/components/parameters/Version"}]
    assert list(item["post"]["responses"]["201"]["headers"]) == ["x-request", "x-own"]
    assert "headers" not in item["post"]["responses"]["404"]


def test_an_alias_has_what_it_does_not_say_from_its_operation(item: dict[str, Any]) -> None:
    beta, old = item["get"]["x-client"]["aliases"]
    success = beta["responses"]["200"]
    assert success["description"] == "Pets."
    assert success["content"] == {"application/json": {"schema": {"type": "object"}}}
    assert list(success["headers"]) == ["x-request"]
    assert list(beta["responses"]) == ["200", "401", "5XX"]
    assert old["responses"]["200"]["description"] == "Old pets."
    assert list(old["responses"]["200"]["content"]) == ["application/json", "text/plain"]
    assert old["responses"]["401"]["description"] == "No."
    assert list(old["responses"]["401"]["content"]) == ["application/json"]


def test_an_alias_keeps_the_schema_that_its_example_is_of(item: dict[str, Any]) -> None:
    body = item["post"]["x-client"]["aliases"][0]["requestBody"]
    assert body["required"] is True
    content = body["content"]["application/json"]
    assert content == {"schema": {"type": "object"}, "example": {"name": "Rex"}}


UNION = """
    openapi: 3.1.0
    info: {title: Pets, version: '1'}
    paths: {}
    components:
      schemas:
        Pet:
          oneOf: [{$ref: '#/components/schemas/Cats'}, {$ref: '#/components/schemas/Dog'}]
          discriminator: {propertyName: kind}
        Cats: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Lion'}]}
        Cat: {properties: {kind: {const: cat}}}
        Lion: {allOf: [{properties: {kind: {enum: [lion, lioness]}}}]}
        Dog: {properties: {kind: %s}}
"""


@pytest.mark.parametrize(
    ("kind", "tags"),
    [
        ("{const: dog}", {"cat": "Cat", "lion": "Lion", "lioness": "Lion", "dog": "Dog"}),
        ("{type: string}", None),
        ("{const: cat}", None),
    ],
)
def test_a_mapping_follows_from_constants(
    tmp_path: Path, kind: str, tags: dict[str, str] | None
) -> None:
    (tmp_path / "pets.yaml").write_text(dedent(UNION % kind))
    found = bundle(load(tmp_path / "pets.yaml"))["components"]["schemas"]["Pet"]["discriminator"]
    named = {tag: f"#/components/schemas/{name}" for tag, name in (tags or {}).items()}
    assert found.get("mapping") == (named or None)
