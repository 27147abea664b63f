"""Fragments of documents, generated and imported: under which names types are exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from support.generating import document, generate_document, imported, submodule

Generate = Callable[[str], ModuleType]

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
          x-client: {exported_as: [Fresh]}
        Pet:
          type: object
          properties: {name: {type: string}, bed: {$ref: '#/components/schemas/Bed'}}
          x-client: {exported_as: [beta.Animal, OldPetParam]}
        Bed: {type: object, properties: {soft: {type: boolean}}, x-client: {exported_as: [PetParam]}}
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
def test_a_further_name_stands_for_the_form_it_says(
    generate: Generate, name: str, original: str
) -> None:
    types = submodule(generate(DOCUMENT), "types")
    found = types
    for part in name.split("."):
        found = getattr(found, part)
    assert found is getattr(types, original)


def test_a_further_name_never_takes_the_place_of_a_type_s_own(generate: Generate) -> None:
    types = submodule(generate(DOCUMENT), "types")
    assert types.PetParam.__name__ == "PetParam"


def test_an_alias_that_says_request_is_no_name_of_the_result(generate: Generate) -> None:
    types = submodule(generate(DOCUMENT), "types")
    assert "OldPetParamParam" not in types.__all__
    assert "FreshParam" not in types.__all__


ARGUMENTS = """
    x-client: {mounts: {beta: {parameters: [
      {name: x-beta, in: header, schema: {type: array, items: {type: string}}, x-client: {argument: betas}}]}}}
    paths:
      /pets:
        post:
          operationId: pets.create
          parameters: [{name: X-Trace, in: header, schema: {type: string}, description: A trace.}]
          requestBody: &pet
            content: {multipart/form-data: {schema: {$ref: '#/components/schemas/PetCreateParams'}}}
          responses: {'204': {description: nothing}}
          x-client: {aliases: [beta.pets.create]}
        put:
          operationId: pets.swap
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Swap'}}}}
          responses: {'204': {description: nothing}}
    components:
      schemas:
        PetCreateParams:
          type: object
          required: [petName]
          properties:
            petName: {type: string}
            photos[]: {type: array, items: {type: string, format: binary}}
        Swap: {type: object, properties: {for: {type: string}}}
"""


def test_the_body_s_schema_collects_the_arguments_of_its_operation(generate: Generate) -> None:
    types = submodule(generate(ARGUMENTS), "types")
    own = types.PetCreateParams.__annotations__
    assert set(own) == {"pet_name", "photos", "x_trace"}
    assert not own["pet_name"].__forward_arg__.startswith("NotRequired")
    assert own["x_trace"].__forward_arg__.startswith("NotRequired")


def test_a_mounted_operation_with_more_arguments_has_a_collection_of_its_own(
    generate: Generate,
) -> None:
    types = submodule(generate(ARGUMENTS), "types")
    beta = types.beta.PetCreateParams
    assert set(beta.__annotations__) == {"pet_name", "photos", "x_trace", "betas"}
    assert "betas" not in types.PetCreateParams.__annotations__


def test_a_body_of_another_name_is_what_is_sent(generate: Generate) -> None:
    types = submodule(generate(ARGUMENTS), "types")
    assert set(types.SwapParam.__annotations__) == {"for"}


def test_the_values_of_an_enumeration_are_a_constant(generate: Generate) -> None:
    package = generate("""
        paths:
          /pets:
            get:
              operationId: pets.get
              responses:
                '200':
                  description: fine
                  content: {application/json: {schema: {$ref: '#/components/schemas/Kind'}}}
        components:
          schemas:
            Kind: {type: string, enum: [cat, dog], x-client: {constant: [KINDS, beta.PET_KINDS]}}
        """)
    types = submodule(package, "types")
    assert types.KINDS == ("cat", "dog")
    assert types.beta.PET_KINDS is types.KINDS


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("PetCreateParamsNow", "PetCreateParamsNow"),
        ("PetParam", "PetParam"),
        ("Parameters", "ParametersParam"),
        ("Pet", "PetParam"),
    ],
)
def test_what_is_asked_for_says_so_in_its_name(generate: Generate, name: str, given: str) -> None:
    package = generate(f"""
        paths:
          /pets:
            post:
              operationId: pets.create
              requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}
              responses: {{'204': {{description: nothing}}}}
        components: {{schemas: {{{name}: {{type: object, properties: {{a: {{type: string}}}}}}}}}}
        """)
    assert given in submodule(package, "types").__all__


def test_a_mounted_resource_is_described_as_at_home(generate: Generate) -> None:
    tags = "tags: [{name: pets, description: The pets of the house.}]"
    package = generate(f"    {tags}\n{ARGUMENTS.lstrip(chr(10))}")
    assert submodule(package, "resources.beta.pets").Pets.__doc__ == "The pets of the house."


MOUNTED = """
    x-client: {mounts: {beta: {types: 'Beta{name}'}}, pagination: {page: {class: Page, items: data, next: {parameter: after, from: last}}}}
    paths:
      /pets:
        get:
          operationId: pets.list
          parameters: [{name: after, in: query, schema: {type: string}}]
          responses:
            '200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/PetList'}}}}
            '404': {description: none, content: {application/json: {schema: {$ref: '#/components/schemas/Missing'}}}}
          x-client: {pagination: page, aliases: [beta.pets.list]}
        post:
          operationId: pets.create
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/PetCreateParams'}}}}
          responses: {'204': {description: nothing}}
          x-client: {aliases: [beta.pets.create]}
      /shops:
        get:
          operationId: shops.get
          responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}}}
    components:
      schemas:
        PetList: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Pet'}}, last: {type: string}}}
        Pet: {type: object, properties: {bed: {type: object, properties: {soft: {type: boolean}}}, kind: {$ref: '#/components/schemas/Kind'}, toy: {$ref: '#/components/schemas/BetaToy'}}}
        Kind: {type: string, enum: [cat, dog], x-client: {mounted: false}}
        BetaToy: {type: object, properties: {a: {type: string}}}
        PetCreateParams: {type: object, required: [pet], properties: {pet: {$ref: '#/components/schemas/Pet'}}}
        Missing: {type: object, properties: {what: {type: string}}}
        Shop: {type: object, properties: {name: {type: string}}}
        Event: {type: object, properties: {name: {type: string}}}
"""


def test_a_mount_names_what_its_operations_reach_and_what_none_does(generate: Generate) -> None:
    types = submodule(generate(MOUNTED), "types")
    assert types.beta.BetaPet is types.Pet
    assert types.beta.BetaPetParam is types.PetParam
    assert types.beta.BetaEvent is types.Event


@pytest.mark.parametrize(
    ("own", "derived"),
    [
        ("Shop", "BetaShop"),  # of operations elsewhere
        ("Kind", "BetaKind"),  # says no
        ("BetaToy", "BetaBetaToy"),  # called so already
        ("Missing", "BetaMissing"),  # an error
        ("PetList", "BetaPetList"),  # a page
        ("PetCreateParams", "BetaPetCreateParams"),  # arguments
        ("PetBed", "BetaPetBed"),  # inline
    ],
)
def test_a_mount_leaves_other_types_alone(generate: Generate, own: str, derived: str) -> None:
    types = submodule(generate(MOUNTED), "types")
    assert own in types.__all__
    assert derived not in types.beta.__all__


def test_a_mounted_name_stands_below_the_folder_of_its_type(tmp_path: Path) -> None:
    folder = tmp_path / "spec" / "schemas"
    for name in ("shops/toys", "beta/toys"):
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text("Ball: {type: object, properties: {color: {type: string}}}\n")
    root = tmp_path / "spec" / "openapi.yaml"
    fragment = """
        x-client: {mounts: {beta: {types: 'Beta{name}'}}}
        paths: {}
        components:
          schemas:
            Ball: {$ref: 'schemas/shops/toys.yaml#/Ball'}
            Newer: {$ref: 'schemas/beta/toys.yaml#/Ball'}
        """
    root.write_text(json.dumps(document(fragment)), encoding="utf-8")
    generate_document(root, tmp_path / "out")
    with imported(tmp_path / "out") as package:
        types = submodule(package, "types")
        assert types.beta.shops.BetaBall is types.shops.Ball
        assert types.beta.Ball is not types.shops.Ball
        assert "BetaBall" not in types.beta.__all__
