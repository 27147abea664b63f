"""Fragments of documents, pressed and imported: under which names types are exported."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from support.pressing import submodule

Press = Callable[[str], ModuleType]

DOCUMENT = """
    paths:
      /pets:
        post:
          operationId: pets.create
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
          responses:
            '200':
              description: fine
              content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
    components:
      schemas:
        New:
          type: object
          properties: {pet: {$ref: '#/components/schemas/Pet'}}
          x-client: {also: [Fresh]}
        Pet:
          type: object
          properties: {name: {type: string}, bed: {$ref: '#/components/schemas/Bed'}}
          x-client: {also: [beta.Animal, OldPetParam]}
        Bed: {type: object, properties: {soft: {type: boolean}}, x-client: {also: [PetParam]}}
"""


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("beta.Animal", "Pet"),
        ("beta.AnimalParam", "PetParam"),
        ("OldPetParam", "PetParam"),
        ("Fresh", "NewParam"),
    ],
)
def test_a_further_name_stands_for_the_form_it_says(press: Press, name: str, original: str) -> None:
    types = submodule(press(DOCUMENT), "types")
    found = types
    for part in name.split("."):
        found = getattr(found, part)
    assert found is getattr(types, original)


def test_a_further_name_never_takes_the_place_of_a_type_s_own(press: Press) -> None:
    types = submodule(press(DOCUMENT), "types")
    assert types.PetParam.__name__ == "PetParam"


def test_an_alias_that_says_request_is_no_name_of_the_result(press: Press) -> None:
    types = submodule(press(DOCUMENT), "types")
    assert "OldPetParamParam" not in types.__all__
    assert "FreshParam" not in types.__all__
