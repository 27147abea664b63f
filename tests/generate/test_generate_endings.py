"""A printed client warns of values that end, where the document says that they do."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from support.generating import generate_fragment, imported

PETS = """
paths:
  /pets:
    post:
      operationId: pets.create
      parameters:
        - {name: food, in: query, schema: {$ref: '#/components/schemas/Food'}}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                kind: {$ref: '#/components/schemas/Kind'}
                second-kind: {oneOf: [{$ref: '#/components/schemas/Kind'}, {type: 'null'}]}
                name: {type: string}
      responses: {'204': {description: Made.}}
components:
  schemas:
    Food:
      type: string
      x-client: {ends: {straw: '2027-01-31'}}
    Kind:
      type: string
      enum: [cat, dodo]
      x-client: {ends: {dodo: '1690-07-01'}}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    output = generate_fragment(PETS, tmp_path_factory.mktemp("pets"))
    with imported(output) as found:
        yield found


def told(package: ModuleType, **given: Any) -> list[str]:
    transport = httpx.MockTransport(lambda request: httpx.Response(204))
    client = package.PetsClient(
        base_url="https://pets.example", http_client=httpx.Client(transport=transport)
    )
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        client.pets.create(**given)
    assert {each.category for each in found} <= {DeprecationWarning}
    assert {Path(each.filename) for each in found} <= {Path(__file__)}
    return [str(each.message) for each in found]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "dodo"}, ["dodo", "kind", "1690-07-01"]),
        ({"second_kind": "dodo"}, ["dodo", "second_kind", "1690-07-01"]),
        ({"food": "straw"}, ["straw", "food", "2027-01-31"]),
    ],
)
def test_who_gives_a_value_that_ends_is_told_the_day(
    given: dict[str, str], words: list[str], package: ModuleType
) -> None:
    (text,) = told(package, **given)
    assert all(word in text for word in words)


@pytest.mark.parametrize("given", [{"kind": "cat"}, {"name": "dodo"}, {"kind": ["dodo"]}, {}])
def test_who_gives_none_is_not(given: dict[str, Any], package: ModuleType) -> None:
    assert told(package, **given) == []
