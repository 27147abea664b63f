"""A printed client reads what webhooks and callbacks send, each payload as its own class."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from support.generating import generate_fragment, imported, submodule

PETS = """
paths:
  /pets:
    post:
      operationId: pets.create
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Adopted'}}}
      responses: {'204': {description: Made.}}
      callbacks:
        checked:
          '{$request.body#/url}':
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      required: [type, healthy]
                      properties: {type: {const: checked}, healthy: {type: boolean}}
              responses: {'200': {description: Seen.}}
webhooks:
  petAdopted:
    post:
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Adopted'}}}
      responses: {'200': {description: Seen.}}
  petSold:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [type, price]
              properties: {type: {const: sold}, price: {type: integer}}
      responses: {'200': {description: Seen.}}
components:
  schemas:
    Adopted:
      type: object
      required: [type, by]
      properties: {type: {const: adopted}, by: {type: string}}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    output = generate_fragment(PETS, tmp_path_factory.mktemp("pets"))
    with imported(output) as found:
        yield found


def test_each_payload_is_read_as_its_class(package: ModuleType) -> None:
    types, unwrap = package.types, submodule(package, "webhooks").unwrap
    adopted = unwrap('{"type": "adopted", "by": "Zoë"}')
    assert isinstance(adopted, types.Adopted)
    assert adopted.by == "Zoë"
    sold = unwrap(b'{"type": "sold", "price": 12}')
    assert isinstance(sold, types.PetSoldPayload)
    assert sold.price == 12
    assert isinstance(unwrap(b'{"type": "checked", "healthy": true}'), types.CheckedPayload)


def test_what_the_document_does_not_know_arrives(package: ModuleType) -> None:
    assert submodule(package, "webhooks").unwrap(b'{"type": "lost", "by": 1}').type == "lost"


def test_what_is_no_json_is_refused(package: ModuleType) -> None:
    with pytest.raises(ValueError, match="line 1"):
        submodule(package, "webhooks").unwrap("not JSON")


def test_a_client_of_an_api_that_sends_nothing_has_no_such_file(tmp_path: Path) -> None:
    output = generate_fragment("paths: {}", tmp_path)
    assert not list(output.glob("*/webhooks.py"))
