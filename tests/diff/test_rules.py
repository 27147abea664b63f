"""Every rule of docs/diff.md: a document and one edit of it in, what its users are told out."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clientsmith.diff.changes import changes_between
from clientsmith.diff.keeping import from_text, to_text
from clientsmith.diff.reading import surface_of
from clientsmith.diff.surface import Surface
from clientsmith.pipeline import RunContext, read_target
from clientsmith.project.settings import Target

DOCS = Path(__file__).parent.parent.parent / "docs" / "diff.md"
Edit = Callable[[Any], object]


def reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def gives(schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": "Fine.", "content": {"application/json": {"schema": schema}}}}


OBJECTS = ("Owner", "Keeper", "Meat", "Fish", "Corn")
BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1.0.0"},
    "servers": [{"url": "https://pets.example"}],
    "x-client": {"package": "pets_client", "version": "1.0.0", "class": "Pets"},
    "paths": {
        "/pets": {
            "post": {
                "operationId": "pets.create",
                "summary": "Add a pet",
                "parameters": [
                    {"name": "dry", "in": "query", "schema": {"type": "boolean"}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": reference("NewPet")}},
                },
                "responses": gives(reference("Pet")),
            }
        },
        "/pets/{pet_id}": {
            "get": {
                "operationId": "pets.retrieve",
                "parameters": [
                    {"name": "pet_id", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "responses": gives(reference("Pet")),
            }
        },
        "/pets/{pet_id}/toys/{toy_id}": {
            "post": {
                "operationId": "pets.toys.throw",
                "deprecated": True,
                "parameters": [
                    {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                    for name in ("pet_id", "toy_id")
                ],
                "responses": {
                    "200": {
                        "description": "Where it is.",
                        "content": {
                            "application/json": {"schema": reference("Pet")},
                            "text/event-stream": {"itemSchema": reference("Pet")},
                        },
                    }
                },
            }
        },
    },
    "components": {
        "schemas": {
            "NewPet": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "kind": {"enum": ["cat", "dog"]},
                    "age": {"type": ["integer", "string"]},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "limit": {"type": "integer", "default": 3},
                },
            },
            "Pet": {
                "type": "object",
                "description": "A pet.",
                "required": ["id", "name"],
                "properties": {
                    "id": {"type": "string"},
                    "name": {"type": "string"},
                    "nick": {"type": "string", "description": "What it is called at home."},
                    "owner": reference("Owner"),
                    "food": {"anyOf": [reference("Meat"), reference("Fish")]},
                    "size": reference("Size"),
                    "toys": {"type": "array", "items": reference("Fish")},
                    "kind": {"enum": ["cat", "dog"]},
                    "age": {"type": ["integer", "string"]},
                },
            },
            "Size": {"type": "string", "x-client": {"exported_as": ["Measure"]}},
            **{name: {"type": "object", "description": f"{name}."} for name in OBJECTS},
        }
    },
}


def create(document: Any) -> Any:
    return document["paths"]["/pets"]["post"]


def sent(document: Any) -> Any:
    return document["components"]["schemas"]["NewPet"]


def given(document: Any) -> Any:
    return document["components"]["schemas"]["Pet"]


def retrieve(document: Any) -> Any:
    return document["paths"]["/pets/{pet_id}"]["get"]


def moved(document: Any) -> None:
    retrieve(document)["operationId"] = "pets.fetch"


def another(document: Any) -> None:
    document["paths"]["/pets"]["get"] = {"operationId": "pets.list", "responses": gives({})}


def throw(document: Any) -> Any:
    return document["paths"]["/pets/{pet_id}/toys/{toy_id}"]["post"]


def turned(document: Any) -> None:
    paths = document["paths"]
    paths["/toys/{toy_id}/pets/{pet_id}"] = paths.pop("/pets/{pet_id}/toys/{toy_id}")


def renamed_field(document: Any) -> None:
    properties = given(document)["properties"]
    properties["nickname"] = properties.pop("nick")


def schemas(document: Any) -> Any:
    return document["components"]["schemas"]


def streamed(document: Any) -> None:
    content = create(document)["responses"]["200"]["content"]
    content["text/event-stream"] = {"itemSchema": reference("Pet")}


def renamed_type(document: Any) -> None:
    text = json.dumps(document["paths"]).replace("schemas/Pet", "schemas/Animal")
    document["paths"] = json.loads(text)
    schemas = document["components"]["schemas"]
    schemas["Animal"] = schemas.pop("Pet")


def renamed_argument(document: Any) -> None:
    create(document)["parameters"][0]["x-client"] = {"argument": "dry_run"}


# The rule, as the document words it; the edit; what is told.
RULES: dict[str, tuple[Edit, str, str]] = {
    "a method is gone": (
        lambda d: d["paths"].pop("/pets/{pet_id}"),
        "breaking",
        "client.pets.retrieve: is gone",
    ),
    "a method is called otherwise, or stands elsewhere": (
        moved,
        "breaking",
        "client.pets.retrieve: is called `client.pets.fetch` now",
    ),
    "a method is new": (another, "addition", "client.pets.list: is new"),
    "a method sends its request elsewhere": (
        lambda d: d["paths"].__setitem__("/animals", d["paths"].pop("/pets")),
        "fix",
        "client.pets.create: calls `POST /animals`, not `POST /pets`",
    ),
    "an argument is gone": (
        lambda d: sent(d)["properties"].pop("tags"),
        "breaking",
        "client.pets.create: argument `tags` is gone",
    ),
    "an argument is called otherwise": (
        renamed_argument,
        "breaking",
        "client.pets.create: argument `dry` is called `dry_run` now",
    ),
    "an argument is new": (
        lambda d: sent(d)["properties"].update(more={"type": "string"}),
        "addition",
        "client.pets.create: argument `more` is new",
    ),
    "an argument is new and must be given": (
        lambda d: (
            sent(d)["properties"].update(more={"type": "string"}),
            sent(d)["required"].append("more"),
        ),
        "breaking",
        "client.pets.create: argument `more` is new, and must be given",
    ),
    "an argument must be given that could be left out": (
        lambda d: sent(d)["required"].append("tags"),
        "breaking",
        "client.pets.create: argument `tags` must be given",
    ),
    "an argument may be left out that had to be given": (
        lambda d: sent(d)["required"].remove("name"),
        "addition",
        "client.pets.create: argument `name` may be left out",
    ),
    "an argument takes more": (
        lambda d: sent(d)["properties"]["kind"]["enum"].append("fox"),
        "addition",
        "client.pets.create: argument `kind` is `'fox'` as well",
    ),
    "an argument takes less": (
        lambda d: sent(d)["properties"]["age"].update(type="integer"),
        "breaking",
        "client.pets.create: argument `age` is no longer `string`",
    ),
    "an argument has another default": (
        lambda d: sent(d)["properties"]["limit"].update(default=5),
        "fix",
        "client.pets.create: argument `limit` has the default 5, not 3",
    ),
    "a method gives another type": (
        lambda d: retrieve(d).update(responses=gives({"type": "string"})),
        "breaking",
        "client.pets.retrieve: gives `string`, no longer `Pet`",
    ),
    "a method can be streamed": (streamed, "addition", "client.pets.create: can be streamed"),
    "a method is no longer streamed": (
        lambda d: throw(d)["responses"]["200"]["content"].pop("text/event-stream"),
        "breaking",
        "client.pets.toys.throw: is no longer streamed",
    ),
    "an argument is given by position that was not": (
        turned,
        "breaking",
        "client.pets.toys.throw: takes `pet_id` by position, not `toy_id`",
    ),
    "an argument is sent otherwise": (
        lambda d: create(d)["parameters"][0].update({"in": "header"}),
        "fix",
        "client.pets.create: argument `dry` is sent as `header dry`",
    ),
    "a type is new": (
        lambda d: schemas(d).update(Rice={"type": "object", "description": "Rice."}),
        "addition",
        "Rice: is new",
    ),
    "a type is an object now, or no longer one": (
        lambda d: schemas(d)["Size"].update(type="object", properties={"cm": {"type": "integer"}}),
        "breaking",
        "Size: is an object now",
    ),
    "a further name of a type is gone": (
        lambda d: schemas(d)["Size"].pop("x-client"),
        "breaking",
        "Measure: is gone, a further name of a type",
    ),
    "a further name of a type is new": (
        lambda d: given(d).update({"x-client": {"exported_as": ["Animal"]}}),
        "addition",
        "Animal: is a further name of a type",
    ),
    "a field of a response is called otherwise": (
        renamed_field,
        "breaking",
        "Pet: field `nick` is called `nickname` now",
    ),
    "a field of a response has another type": (
        lambda d: given(d)["properties"].update(owner=reference("Keeper")),
        "breaking",
        "Pet: field `owner` is `Keeper`, no longer `Owner`",
    ),
    "a field of a response may have a further type": (
        lambda d: given(d)["properties"].update(
            owner={"anyOf": [reference("Owner"), reference("Keeper")]}
        ),
        "breaking",
        "Pet: field `owner` is `Keeper` as well",
    ),
    "a union of a response grows": (
        lambda d: given(d)["properties"]["food"]["anyOf"].append(reference("Corn")),
        "addition",
        "Pet: field `food` is `Corn` as well",
    ),
    "something is no longer deprecated": (
        lambda d: throw(d).pop("deprecated"),
        "fix",
        "client.pets.toys.throw: is no longer deprecated",
    ),
    "a type is gone": (
        lambda d: (
            d["components"]["schemas"].pop("Pet"),
            retrieve(d).update(responses=gives({"type": "string"})),
            create(d).update(responses=gives({"type": "string"})),
            throw(d).update(responses=gives({"type": "string"})),
        ),
        "breaking",
        "Pet: is gone",
    ),
    "a type is called otherwise": (renamed_type, "breaking", "Pet: is called `Animal` now"),
    "a field of a response is gone": (
        lambda d: given(d)["properties"].pop("nick"),
        "breaking",
        "Pet: field `nick` is gone",
    ),
    "a field of a response is new": (
        lambda d: given(d)["properties"].update(weight={"type": "number"}),
        "addition",
        "Pet: field `weight` is new",
    ),
    "a field of a response may be missing": (
        lambda d: given(d)["required"].remove("name"),
        "breaking",
        "Pet: field `name` may be missing",
    ),
    "a field of a response is always there": (
        lambda d: given(d)["required"].append("nick"),
        "fix",
        "Pet: field `nick` is always there",
    ),
    "a field of a response may be null": (
        lambda d: given(d)["properties"]["name"].update(type=["string", "null"]),
        "breaking",
        "Pet: field `name` is `null` as well",
    ),
    "an enumeration of a response grows": (
        lambda d: given(d)["properties"]["kind"]["enum"].append("fox"),
        "addition",
        "Pet: field `kind` is `'fox'` as well",
    ),
    "a response has less than it could have": (
        lambda d: given(d)["properties"]["age"].update(type="integer"),
        "fix",
        "Pet: field `age` is no longer `string`",
    ),
    "something is deprecated": (
        lambda d: create(d).update(deprecated=True),
        "addition",
        "client.pets.create: is deprecated",
    ),
    "something is described otherwise": (
        lambda d: create(d).update(summary="Add an animal"),
        "fix",
        "client.pets.create: is described otherwise",
    ),
    "the client is called otherwise": (
        lambda d: d["x-client"].update({"class": "Animals"}),
        "breaking",
        "Pets: the client is called `Animals` now",
    ),
}


def surface(folder: Path, document: Any, name: str) -> Surface:
    file = folder / f"{name}.json"
    file.write_text(json.dumps(document, indent=1))
    named = read_target(Target("pets", file, "python", folder / "out"), RunContext())
    return surface_of(named.api, named.names, named.language)


@pytest.mark.parametrize(("edit", "kind", "told"), RULES.values(), ids=RULES)
def test_a_rule(tmp_path: Path, edit: Edit, kind: str, told: str) -> None:
    changed = copy.deepcopy(BASE)
    edit(changed)
    found = changes_between(surface(tmp_path, BASE, "old"), surface(tmp_path, changed, "new"))
    assert (kind, told) in [(each.kind, f"{each.subject}: {each.text}") for each in found]
    # Nothing worse is said of an edit than what it is.
    order = ("fix", "addition", "breaking")
    assert max(order.index(each.kind) for each in found) == order.index(kind)
    assert all(re.search(r"(old|new)\.json:\d+$", each.place) for each in found if each.place)


# Edits that are more than one rule, or that one might take for worse or better than they are.
ODD: dict[str, tuple[Edit, list[str]]] = {
    "an enumeration has another value in the place of one": (
        lambda d: given(d)["properties"].update(kind={"enum": ["cat", "fox"]}),
        ["addition: Pet: field `kind` is `'fox'`, no longer `'dog'`"],
    ),
    "an enumeration becomes any text": (
        lambda d: given(d)["properties"].update(kind={"type": "string"}),
        ["addition: Pet: field `kind` is `string` as well"],
    ),
    "a text becomes an enumeration": (
        lambda d: given(d)["properties"].update(name={"enum": ["Rex"]}),
        ["fix: Pet: field `name` is no longer `string`"],
    ),
    "a number is taken where an integer was": (
        lambda d: sent(d)["properties"]["limit"].update(type="number"),
        [
            "addition: client.pets.create: argument `limit` is `number` as well",
            "addition: NewPetParam: field `limit` is `number` as well",
        ],
    ),
    "an integer alone is taken where a number was": (
        lambda d: sent(d)["properties"]["age"].update(type=["boolean", "string"]),
        [
            "breaking: client.pets.create: argument `age` is `boolean`, no longer `integer`",
            "breaking: NewPetParam: field `age` is `boolean`, no longer `integer`",
        ],
    ),
    "a list has items of another named type": (
        lambda d: given(d)["properties"]["toys"]["items"].update(reference("Meat")),
        ["breaking: Pet: field `toys` is `Meat`, no longer `Fish`"],
    ),
    "a field is described otherwise": (
        lambda d: given(d)["properties"]["nick"].update(description="Its name at home."),
        ["fix: Pet: field `nick` is described otherwise"],
    ),
    "an argument is deprecated": (
        lambda d: create(d)["parameters"][0].update(deprecated=True),
        ["addition: client.pets.create: argument `dry` is deprecated"],
    ),
    "a type with another field and another name": (
        lambda d: (
            renamed_type(d),
            schemas(d)["Animal"]["properties"].update(legs={"type": "integer"}),
            schemas(d)["Animal"].update(description="An animal."),
        ),
        [
            "breaking: Pet: is called `Animal` now",
            "addition: Animal: field `legs` is new",
            "fix: Animal: is described otherwise",
        ],
    ),
}


@pytest.mark.parametrize(("edit", "told"), ODD.values(), ids=ODD)
def test_an_odd_edit(tmp_path: Path, edit: Edit, told: list[str]) -> None:
    changed = copy.deepcopy(BASE)
    edit(changed)
    found = changes_between(surface(tmp_path, BASE, "old"), surface(tmp_path, changed, "new"))
    assert sorted(f"{each.kind}: {each.subject}: {each.text}" for each in found) == sorted(told)


def test_nothing_is_told_of_what_users_do_not_see(tmp_path: Path) -> None:
    changed = copy.deepcopy(BASE)
    changed["components"]["schemas"] = dict(reversed(changed["components"]["schemas"].items()))
    changed["x-more"] = True
    old, new = surface(tmp_path, BASE, "old"), surface(tmp_path, changed, "new")
    assert changes_between(old, new) == []


def test_a_surface_is_kept_as_it_is(tmp_path: Path) -> None:
    document = copy.deepcopy(BASE)
    streamed(document)
    found = surface(tmp_path, document, "old")
    assert from_text(to_text(found)) == found


@pytest.mark.parametrize("text", [None, "", "[]", '{"methods": 3}', "{}", '{"name": "x"}'])
def test_what_is_no_surface_is_none(text: str | None) -> None:
    assert from_text(text) is None


def test_the_document_has_every_rule_and_no_other() -> None:
    rows = re.findall(
        r"^\| (an?|the|some)([^|]*?) \| (breaking|addition|fix) \|", DOCS.read_text(), re.M
    )
    assert {f"{article}{rest}": kind for article, rest, kind in rows} == {
        rule: kind for rule, (_, kind, _) in RULES.items()
    }
