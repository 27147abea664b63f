"""A document and a style that names a flavour in, a client whose results are models of it out."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from support.flavours import FLAVOURS
from support.generating import generate_fragment, imported, package_name, submodule

FRAGMENT = """
    paths:
      /pets:
        get:
          operationId: pets.list
          responses:
            '200':
              description: ''
              content:
                application/json:
                  schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    components:
      schemas:
        Pet:
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
          discriminator: {propertyName: kind}
        Cat:
          type: object
          required: [kind, bornAt]
          properties:
            kind: {type: string, const: Cat}
            bornAt: {type: string, format: date-time}
            friends: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        Dog:
          type: object
          required: [kind]
          properties:
            kind: {type: string, const: Dog}
            class: {type: string}
            owner: {$ref: '#/components/schemas/Owner'}
        Owner:
          type: object
          properties: {name: {type: string}}
          additionalProperties: {type: integer}
"""
CAT = {"kind": "Cat", "bornAt": "2026-01-02T03:04:05Z"}
DOG = {"kind": "Dog", "class": "large", "owner": {"name": "Ann", "visits": 3}}
PETS: list[dict[str, Any]] = [{**CAT, "friends": [DOG]}, DOG, {"kind": "Axolotl", "gills": 6}]


def generate(folder: Path, flavour: str, extra: str = "", fragment: str = FRAGMENT) -> Path:
    """A client in a style of a user's own, which differs from ours in the flavour alone."""
    style = folder / "mine"
    style.mkdir()
    manifest = f"extends: python\nviews: 2\nmodels: {flavour}\n{extra}"
    (style / "style.yaml").write_text(manifest)
    return generate_fragment(fragment, folder, str(style))


@contextmanager
def pets(output: Path, answer: object) -> Generator[Any]:
    """What the generated method gives for an answer."""
    with imported(output) as package:
        client_class: Any = submodule(package, "_client")
        [kind] = (v for n, v in vars(client_class).items() if n == client_class.SETTINGS.title)
        transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
        client = kind(http_client=httpx.Client(transport=transport))
        yield client.pets.list()


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_results_are_models_of_the_flavour(tmp_path: Path, flavour: str) -> None:
    with pets(generate(tmp_path, flavour), PETS) as got:
        assert [type(each).__name__ for each in got] == ["Cat", "Dog", "Unknown"]
        assert [each.kind for each in got] == ["Cat", "Dog", "Axolotl"]
        assert (got[0].born_at.year, got[0].friends[0].class_, got[2].gills) == (2026, "large", 6)
        assert got[1].owner.visits == 3
        assert [each.to_dict(mode="json") for each in got] == PETS


TWICE = """
    paths:
      /pets:
        get:
          operationId: pets.list
          responses:
            '200':
              description: ''
              content:
                application/json:
                  schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}
    components:
      schemas:
        Thing:
          oneOf: [{$ref: '#/components/schemas/Ring'}, {$ref: '#/components/schemas/Lid'}]
          discriminator: {propertyName: kind}
        Shape:
          oneOf: [{$ref: '#/components/schemas/Ring'}, {$ref: '#/components/schemas/Tile'}]
          discriminator: {propertyName: form}
        Ring:
          type: object
          required: [kind, form]
          properties:
            kind: {type: string, const: Ring}
            form: {type: string, const: Ring}
            holds: {$ref: '#/components/schemas/Shape'}
        Lid:
          type: object
          required: [kind]
          properties: {kind: {type: string, const: Lid}}
        Tile:
          type: object
          required: [form]
          properties: {form: {type: string, const: Tile}}
"""


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_class_may_be_told_apart_in_two_ways(tmp_path: Path, flavour: str) -> None:
    ring = {"kind": "Ring", "form": "Ring"}
    things = [{"kind": "Lid"}, {**ring, "holds": {"form": "Tile"}}, {**ring, "holds": ring}]
    with pets(generate(tmp_path, flavour, fragment=TWICE), things) as got:
        assert [type(each).__name__ for each in got] == ["Lid", "Ring", "Ring"]
        assert [type(each.holds).__name__ for each in got[1:]] == ["Tile", "Ring"]
        assert [each.to_dict() for each in got] == things


@pytest.mark.parametrize("flavour", FLAVOURS[1:])
def test_unknown_fields_are_the_styles_to_keep(tmp_path: Path, flavour: str) -> None:
    answer = [{**CAT, "tail": 1}]
    with pets(generate(tmp_path, flavour, "extra: keep\n"), answer) as [cat]:
        assert cat.tail == 1
    shutil.rmtree(tmp_path / "mine")
    with pets(generate(tmp_path, flavour), answer) as [cat]:
        assert not hasattr(cat, "tail")


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_package_names_the_library_that_it_needs_and_no_other(
    tmp_path: Path, flavour: str
) -> None:
    output = generate(tmp_path, flavour)
    texts = [path.read_text() for path in output.rglob("*") if path.suffix in (".py", ".toml")]
    named = {name for name in ("pydantic", "msgspec") for text in texts if f'"{name}>' in text}
    assert named == {flavour} - {"dataclass"}
    runtime = output / package_name(output) / "_runtime"
    assert (runtime / "conversion").is_dir() == (flavour != "pydantic")


OPEN = """
    paths:
      /pets:
        get:
          operationId: pets.list
          responses:
            '200':
              description: ''
              content: {application/json: {schema: {$ref: '#/components/schemas/Diary'}}}
        post:
          operationId: pets.note
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Diary'}}}}
          responses: {'204': {description: ''}}
    components:
      schemas:
        Diary:
          type: object
          properties: {name: {type: string}}
          additionalProperties: {$ref: '#/components/schemas/Day'}
        Day:
          type: object
          required: [date]
          properties: {date: {type: string, format: date}}
"""


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("name", ["Ann", 7], ids=["fitting", "not fitting"])
def test_further_members_have_their_type(tmp_path: Path, flavour: str, name: object) -> None:
    answer = {"name": name, "first": {"date": "2026-01-02"}, "second": {"date": "never"}}
    with pets(generate(tmp_path, flavour, fragment=OPEN), answer) as diary:
        assert (diary.name, diary.first.date.year, diary.second.date) == (name, 2026, "never")
        assert type(diary.first) is type(diary.second)
        assert diary.to_dict(mode="json") == answer


def test_a_request_may_have_further_members(tmp_path: Path) -> None:
    sent: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.content)
        return httpx.Response(204)

    with imported(generate(tmp_path, "pydantic", fragment=OPEN)) as package:
        client = package.Client(http_client=httpx.Client(transport=httpx.MockTransport(answer)))
        client.pets.note(body={"name": "Ann", "first": {"date": "2026-01-02"}})
    assert sent == [b'{"name":"Ann","first":{"date":"2026-01-02"}}']
