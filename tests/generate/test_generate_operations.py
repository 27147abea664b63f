"""Operations wherever a document has them, generated and called: in other files, by other methods."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from clientsmith.document import load
from clientsmith.lint import lint
from support.generating import document, generate_document, imported

Generate = Callable[[str], ModuleType]


def client_of(package: ModuleType, sent: list[httpx.Request]) -> Any:
    """A client whose requests are collected."""

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={"name": "Rex"})

    return package.PetsClient(http_client=httpx.Client(transport=httpx.MockTransport(respond)))


def test_an_operation_that_is_a_reference_is_read_as_if_it_stood_there(tmp_path: Path) -> None:
    spec, inner = tmp_path / "api.yaml", tmp_path / "pets"
    inner.mkdir()
    spec.write_text(
        json.dumps(document("paths: {'/pets/{id}': {get: {$ref: pets/operations.yaml#/read}}}"))
    )
    (inner / "operations.yaml").write_text("""
read:
  operationId: pets.read
  parameters: [{$ref: 'parts.yaml#/id'}, {name: deep, in: query, schema: {type: boolean}}]
  responses:
    '200': {description: Found., content: {application/json: {schema: {$ref: 'parts.yaml#/pet'}}}}
""")
    (inner / "parts.yaml").write_text("""
id: {name: id, in: path, required: true, schema: {type: string}}
pet: {title: Pet, type: object, properties: {name: {type: string}}}
""")
    [told] = lint(load(spec))
    assert told.said.endswith("where OpenAPI has none; it is read as what stands there")
    generate_document(spec, tmp_path / "out")
    sent: list[httpx.Request] = []
    with imported(tmp_path / "out") as package:
        pet = client_of(package, sent).pets.read("a", deep=True)
    assert str(sent[0].url) == "https://pets.example/pets/a?deep=true"
    assert (type(pet).__name__, pet.name) == ("Pet", "Rex")


def test_every_method_of_a_path_can_be_called(generate: Generate) -> None:
    package = generate("""
        openapi: 3.2.0
        paths:
          /pets/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            query: {operationId: pets.find, responses: {'200': {description: fine}}}
            trace: {operationId: pets.trace, responses: {'200': {description: fine}}}
            additionalOperations:
              LINK:
                operationId: pets.link
                parameters: [{name: to, in: query, required: true, schema: {type: string}}]
                responses: {'200': {description: fine}}
              PURGE: {operationId: pets.purge, responses: {'200': {description: fine}}}
              x-note: {of: nobody}
        """)
    sent: list[httpx.Request] = []
    pets = client_of(package, sent).pets
    pets.find("a")
    pets.trace("a")
    pets.link("a", to="b")
    pets.purge("a")
    assert [each.method for each in sent] == ["QUERY", "TRACE", "LINK", "PURGE"]
    assert sent[2].url.query == b"to=b"


def test_operations_beside_the_reference_of_a_path_are_kept(generate: Generate) -> None:
    package = generate("""
        paths:
          /pets:
            $ref: '#/components/pathItems/Pets'
            post: {operationId: pets.create, responses: {'200': {description: fine}}}
        components:
          pathItems:
            Pets: {get: {operationId: pets.list, responses: {'200': {description: fine}}}}
        """)
    sent: list[httpx.Request] = []
    pets = client_of(package, sent).pets
    pets.list()
    pets.create()
    assert [each.method for each in sent] == ["GET", "POST"]
