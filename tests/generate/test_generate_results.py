"""Fragments of documents, generated and called: what the client makes of answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timezone
from types import ModuleType
from typing import Any

import httpx
import pytest

from support.generating import submodule

Generate = Callable[[str], ModuleType]


def call(package: ModuleType, method: str, **answer: Any) -> Any:
    """The result of the one operation of a client whose server gives this answer."""
    transport = httpx.MockTransport(lambda request: httpx.Response(200, **answer))
    client = package.PetsClient(http_client=httpx.Client(transport=transport))
    return getattr(client.pets, method)()


def operation(schema: str, components: str = "{}", media: str = "application/json") -> str:
    """A document of one operation that gives this schema."""
    return f"""
        paths:
          /pets:
            get:
              operationId: pets.get
              responses:
                '200':
                  description: fine
                  content: {{'{media}': {{schema: {schema}}}}}
        components: {{schemas: {components}}}
    """


def test_an_object_is_a_model_with_python_names(generate: Generate) -> None:
    package = generate(
        operation(
            "{$ref: '#/components/schemas/pet-owner'}",
            """{pet-owner: {type: object, required: [firstName], properties: {
                firstName: {type: string}, from: {type: string, format: date-time},
                model_dump: {type: integer}}}}""",
        )
    )
    owner = call(
        package,
        "get",
        json={"firstName": "Ada", "from": "2026-01-02T03:04:05Z", "model_dump": 1, "extra": [1]},
    )
    assert type(owner) is submodule(package, "types").PetOwner
    assert (owner.first_name, owner.from_.year, owner.model_dump_, owner.extra) == (
        "Ada",
        2026,
        1,
        [1],
    )
    assert owner.to_dict(mode="json") == {
        "firstName": "Ada",
        "from": "2026-01-02T03:04:05Z",
        "model_dump": 1,
        "extra": [1],
    }


def test_variants_are_told_apart_by_a_constant_without_a_discriminator(generate: Generate) -> None:
    package = generate(
        operation(
            "{type: array, items: {$ref: '#/components/schemas/Animal'}}",
            """{Animal: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]},
                Cat: {type: object, required: [kind], properties: {kind: {const: cat}, name: {type: string}}},
                Dog: {type: object, required: [kind], properties: {kind: {const: dog}, name: {type: string}}}}""",
        )
    )
    dog, cat, cow = call(
        package,
        "get",
        json=[{"kind": "dog", "name": "Rex"}, {"kind": "cat"}, {"kind": "cow", "milk": 3}],
    )
    assert [type(each).__name__ for each in (dog, cat, cow)] == ["Dog", "Cat", "Unknown"]
    assert (dog.name, cow.kind, cow.milk) == ("Rex", "cow", 3)


def test_a_variant_without_its_tag_is_the_default(generate: Generate) -> None:
    package = generate(
        operation(
            "{type: array, items: {$ref: '#/components/schemas/Animal'}}",
            """{Animal: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}],
                  discriminator: {propertyName: kind, defaultMapping: '#/components/schemas/Dog',
                    mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}},
                Cat: {type: object, required: [kind], properties: {kind: {const: cat}, name: {type: string}}},
                Dog: {type: object, properties: {kind: {const: dog}, name: {type: string}}}}""",
        )
    )
    answer = [{"kind": "dog"}, {"name": "Rex"}, {"kind": "cat"}, {"kind": "wolf", "name": "Grey"}]
    found = call(package, "get", json=answer)
    assert [type(each).__name__ for each in found] == ["Dog", "Dog", "Cat", "Dog"]
    assert [each.to_dict() for each in found] == answer


def test_all_of_is_one_class_with_the_members_of_its_parts(generate: Generate) -> None:
    package = generate(
        operation(
            "{$ref: '#/components/schemas/Dog'}",
            """{Animal: {type: object, required: [id], properties: {id: {type: integer}}},
                Dog: {allOf: [{$ref: '#/components/schemas/Animal'},
                              {type: object, required: [bark], properties: {bark: {type: string}}}]}}""",
        )
    )
    dog_class = submodule(package, "types").Dog
    assert set(dog_class.model_fields) == {"id", "bark"}
    assert all(field.is_required() for field in dog_class.model_fields.values())
    assert call(package, "get", json={"id": 7, "bark": "wuff"}).id == 7


def test_recursion_across_objects_and_aliases(generate: Generate) -> None:
    package = generate(
        operation(
            "{$ref: '#/components/schemas/Tree'}",
            """{Tree: {type: object, properties: {value: {$ref: '#/components/schemas/Json'},
                  children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}},
                Json: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Json'}}]}}""",
        )
    )
    tree = call(package, "get", json={"value": ["a", ["b"]], "children": [{"value": "c"}]})
    assert tree.value == ["a", ["b"]]
    assert tree.children[0].value == "c"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"mood": "happy"}, "happy"),
        ({"mood": "a mood of the future"}, "a mood of the future"),
        ({"mood": None}, None),
        ({}, None),
        ({"mood": 7}, 7),
    ],
)
def test_what_the_document_did_not_foresee_arrives_all_the_same(
    generate: Generate, answer: dict[str, object], expected: object
) -> None:
    package = generate(
        operation(
            "{$ref: '#/components/schemas/Pet'}",
            "{Pet: {type: object, required: [mood], properties: {mood: {type: string, enum: [happy, sad]}}}}",
        )
    )
    pet = call(package, "get", json=answer)
    assert getattr(pet, "mood", None) == expected


def test_names_that_python_or_pydantic_reserve(generate: Generate) -> None:
    package = generate(
        operation(
            "{$ref: '#/components/schemas/Field'}",
            """{Field: {type: object, properties: {list: {$ref: '#/components/schemas/List'}, copy: {type: string}}},
                List: {type: object, properties: {Optional: {$ref: '#/components/schemas/None'}}},
                None: {type: object, properties: {class: {type: string}}}}""",
        )
    )
    field = call(package, "get", json={"list": {"Optional": {"class": "x"}}, "copy": "y"})
    assert field.list.optional.class_ == "x"
    assert field.copy_ == "y"


def test_text_and_bytes(generate: Generate) -> None:
    package = generate(operation("{type: string}", media="text/plain"))
    assert call(package, "get", text="hello") == "hello"


def test_binary_results_are_read_when_asked(generate: Generate) -> None:
    package = generate(operation("{type: string, format: binary}", media="image/png"))
    assert call(package, "get", content=b"\x89PNG").read() == b"\x89PNG"


def test_json_lines_are_iterated(generate: Generate) -> None:
    package = generate(
        operation("{type: object, properties: {n: {type: integer}}}", media="application/jsonl")
    )
    lines = call(package, "get", content=b'{"n": 1}\n{"n": 2}\n')
    assert [line.n for line in lines] == [1, 2]


@pytest.mark.parametrize(
    ("format_", "found"),
    [
        ("date", date(2026, 1, 2)),
        ("date-time", datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc)),
        ("uuid", None),
    ],
)
def test_a_date_that_is_the_whole_answer_is_read(
    generate: Generate, format_: str, found: object
) -> None:
    text = "2026-01-02" if format_ == "date" else "2026-01-02T03:04:00Z"
    package = generate(operation(f"{{type: string, format: {format_}}}"))
    assert call(package, "get", json=text) == (found or text)
