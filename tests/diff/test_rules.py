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
                    "nick": {"type": "string"},
                    "kind": {"enum": ["cat", "dog"]},
                    "age": {"type": ["integer", "string"]},
                },
            },
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
    "a type is gone": (
        lambda d: (
            d["components"]["schemas"].pop("Pet"),
            retrieve(d).update(responses=gives({"type": "string"})),
            create(d).update(responses=gives({"type": "string"})),
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
        lambda d: given(d)["properties"].update(owner={"type": "string"}),
        "addition",
        "Pet: field `owner` is new",
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
