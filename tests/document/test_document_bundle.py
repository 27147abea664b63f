"""Documents of several files in, one file out, in each version of OpenAPI."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

from clientsmith.api.reading import read
from clientsmith.bundle.bundling import bundle
from clientsmith.document import load
from clientsmith.lint import lint
from clientsmith.problems import ProblemsFound
from support.places import ROOT, SPECS

HEAD: dict[str, Any] = {
    "openapi": "3.2.0",
    "info": {"title": "Pets", "version": "1"},
    "paths": {},
}
FINE = {"200": {"description": "Fine."}}
REAL = [SPECS / name for name in ("museum.yaml", "figma.yaml", "discord.json", "asana.yaml")]


def bundled(
    folder: Path, root: dict[str, Any], version: str = "3.2", **files: Any
) -> dict[str, Any]:
    """The bundle of a document and its files."""
    for name, data in {"root": {**HEAD, **root}, **files}.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump(data, sort_keys=False))
    return bundle(load(folder / "root.yaml"), version)


def schema_30(folder: Path, schema: Any) -> Any:
    """A schema as version 3.0 has it."""
    schemas = {"A": schema, "Dog": {"type": "object"}}
    found = bundled(folder, {"components": {"schemas": schemas}}, "3.0")
    validate(found)
    return found["components"]["schemas"]["A"]


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.2", "3.1", "3.0"])
def test_our_document_is_valid_in_every_version(version: str) -> None:
    found = bundle(load(ROOT / "spec" / "openapi.yaml"), version)
    assert found["openapi"].startswith(version)
    assert ".yaml" not in "".join(_references(found))
    validate(found)


@pytest.mark.slow
@pytest.mark.skipif(not SPECS.is_dir(), reason="the documents are not here")
@pytest.mark.parametrize("version", ["3.1", "3.0"])
@pytest.mark.parametrize("path", REAL[:2], ids=lambda path: path.stem)
def test_foreign_documents_are_valid(path: Path, version: str) -> None:
    validate(bundle(load(path), version))


@pytest.mark.skipif(not SPECS.is_dir(), reason="the documents are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_document_of_one_file_stays_as_it_is(path: Path) -> None:
    document = load(path)
    assert bundle(document) == document.root.value


def test_a_bundle_is_understood_as_its_files_are(tmp_path: Path) -> None:
    document = load(ROOT / "spec" / "openapi.yaml")
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle(document)))
    again = load(path)
    assert [str(each) for each in lint(again, strict=True) if each.severity == "error"] == []
    ids = [each.id for each in read(document).operations()]
    assert [each.id for each in read(again).operations()] == ids


def test_a_bundle_is_the_same_every_time() -> None:
    first, second = (json.dumps(bundle(load(ROOT / "spec" / "openapi.yaml"))) for _ in range(2))
    assert first == second


def test_what_other_files_define_becomes_components(tmp_path: Path) -> None:
    found = bundled(
        tmp_path,
        {
            "paths": {"/pets": {"$ref": "paths.yaml#/pets"}},
            "components": {"schemas": {"Pet": {"$ref": "pets.yaml#/Pet"}, "Own": {"type": "string"}}},
        },
        paths={
            "pets": {
                "get": {
                    "parameters": [{"$ref": "shared.yaml#/Limit"}],
                    "responses": {"200": {"$ref": "shared.yaml#/Fine"}},
                }
            }
        },
        shared={
            "Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}},
            "Fine": {
                "description": "Fine.",
                "content": {"application/json": {"schema": {"$ref": "beta/pets.yaml#/Pet"}}},
            },
        },
        pets={"Pet": {"type": "object", "properties": {"next": {"$ref": "#/Pet"}}}},
        beta__pets={
            "Pet": {"allOf": [{"$ref": "../pets.yaml#/Pet"}, {"$ref": "../root.yaml#/components/schemas/Own"}]}
        },
    )  # fmt: skip
    validate(found)
    get = found["paths"]["/pets"]["get"]
    assert get["parameters"] == [{"$ref": "#/components/parameters/Limit"}]
    assert get["responses"]["200"] == {"$ref": "#/components/responses/Fine"}
    schemas = found["components"]["schemas"]
    assert list(schemas) == ["Pet", "Own", "pets_Pet"]
    assert schemas["Pet"]["properties"]["next"] == {"$ref": "#/components/schemas/Pet"}
    assert schemas["pets_Pet"]["allOf"] == [
        {"$ref": "#/components/schemas/Pet"},
        {"$ref": "#/components/schemas/Own"},
    ]


def test_names_never_collide(tmp_path: Path) -> None:
    schemas = {f"{name}{number}": {"$ref": f"{name}.yaml#/Pet"} for number in "12" for name in "ab"}
    found = bundled(
        tmp_path,
        {"components": {"schemas": {"All": {"properties": schemas}, "a_Pet": {"type": "null"}}}},
        a={"Pet": {"const": "a"}},
        b={"Pet": {"const": "b"}, "b_Pet": {"const": "c"}},
    )
    names = found["components"]["schemas"]
    assert {key: value for key, value in names.items() if key != "All"} == {
        "a_Pet": {"type": "null"},
        "Pet": {"const": "a"},
        "b_Pet": {"const": "b"},
    }
    assert [each["$ref"].rpartition("/")[2] for each in names["All"]["properties"].values()] == [
        "Pet",
        "b_Pet",
        "Pet",
        "b_Pet",
    ]


def test_data_is_not_read_as_references(tmp_path: Path) -> None:
    example = {"$ref": "#/nowhere", "schema": {"$ref": "x"}}
    schema = {"type": "object", "example": example, "default": example, "enum": [example]}
    found = bundled(tmp_path, {"components": {"schemas": {"A": schema}}})
    assert found["components"]["schemas"]["A"] == schema


def test_tags_of_discriminators_follow(tmp_path: Path) -> None:
    union = {
        "oneOf": [{"$ref": "pets.yaml#/Cat"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"cat": "pets.yaml#/Cat"},
            "defaultMapping": "pets.yaml#/Cat",
        },
    }
    pets = {"Cat": {"type": "object", "properties": {"kind": {"const": "cat"}}}}
    found = bundled(tmp_path, {"components": {"schemas": {"Pet": union}}}, pets=pets)
    discriminator = found["components"]["schemas"]["Pet"]["discriminator"]
    assert discriminator["mapping"] == {"cat": "#/components/schemas/Cat"}
    assert discriminator["defaultMapping"] == "#/components/schemas/Cat"


def test_a_path_item_that_contains_itself_is_refused(tmp_path: Path) -> None:
    item = {"get": {"responses": {}, "callbacks": {"a": {"b": {"$ref": "#/item"}}}}}
    with pytest.raises(ProblemsFound, match="leads back to where it stands"):
        bundled(tmp_path, {"paths": {"/a": {"$ref": "paths.yaml#/item"}}}, paths={"item": item})


def test_version_31_knows_what_32_brought(tmp_path: Path) -> None:
    operation = {
        "responses": {
            "200": {
                "summary": "Events.",
                "content": {
                    "text/event-stream": {
                        "itemSchema": {"type": "object"},
                        "examples": {"one": {"serializedValue": "data: {}\n\n"}},
                    }
                },
            }
        }
    }
    root = {
        "$self": "https://pets.example/openapi",
        "tags": [{"name": "pets", "summary": "Pets", "kind": "nav"}],
        "servers": [{"url": "https://pets.example", "name": "main"}],
        "paths": {
            "/pets": {
                "get": operation,
                "query": {"responses": FINE},
                "additionalOperations": {"LINK": {"responses": FINE}},
                "parameters": [{"name": "q", "in": "querystring", "content": {"text/plain": {}}}],
            }
        },
    }
    validate(bundled(tmp_path, root))
    found = bundled(tmp_path, root, "3.1")
    validate(found)
    assert "$self" not in found
    assert found["tags"] == [{"name": "pets", "x-summary": "Pets", "x-kind": "nav"}]
    item = found["paths"]["/pets"]
    assert item["x-clientsmith-dropped"] == ["query", "LINK", "querystring"]
    response = item["get"]["responses"]["200"]
    assert response["description"] == "Events."
    medium = response["content"]["text/event-stream"]
    assert medium["schema"] == medium["x-itemSchema"] == {"type": "object"}
    assert medium["examples"]["one"] == {"value": "data: {}\n\n"}


DOG = {"$ref": "#/components/schemas/Dog"}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"type": ["string", "null"], "enum": ["a"]}, {"type": "string", "nullable": True, "enum": ["a", None]}),
        ({"type": ["string", "integer"]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        ({"type": "null"}, {"nullable": True, "enum": [None]}),
        ({"oneOf": [DOG, {"type": "null"}]}, {"nullable": True, "allOf": [DOG]}),
        ({"anyOf": [DOG, {"type": "string"}, {"type": "null"}]}, {"nullable": True, "anyOf": [DOG, {"type": "string"}]}),
        ({"type": "string", "const": "a"}, {"type": "string", "enum": ["a"]}),
        ({"type": "string", "examples": ["a", "b"]}, {"type": "string", "example": "a"}),
        ({"type": "string", "contentEncoding": "base64"}, {"type": "string", "format": "byte"}),
        ({"contentMediaType": "application/octet-stream"}, {"type": "string", "format": "binary"}),
        ({"type": "number", "exclusiveMinimum": 0}, {"type": "number", "minimum": 0, "exclusiveMinimum": True}),
        ({"type": "number", "minimum": 5, "exclusiveMinimum": 0}, {"type": "number", "minimum": 5}),
        ({"$ref": "#/components/schemas/Dog", "description": "b"}, {"description": "b", "allOf": [DOG]}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        ({"type": "object", "properties": {"a": True, "b": False}}, {"type": "object", "properties": {"a": {}, "b": {"not": {}}}}),
        ({"type": "object", "additionalProperties": False}, {"type": "object", "additionalProperties": False}),
        ({"type": "array", "prefixItems": [{"type": "string"}], "items": False}, {"type": "array", "items": {}, "x-clientsmith-dropped": ["items", "prefixItems"]}),
        ({"type": "object", "patternProperties": {"^x": {}}, "additionalProperties": False}, {"type": "object", "x-clientsmith-dropped": ["additionalProperties", "patternProperties"]}),
        ({"type": "string", "if": {"const": "a"}, "then": {"maxLength": 1}}, {"type": "string", "x-clientsmith-dropped": ["if", "then"]}),
    ],
    ids=lambda value: json.dumps(value)[:60],
)  # fmt: skip
def test_version_30_says_as_much_as_it_can(tmp_path: Path, schema: Any, expected: Any) -> None:
    assert schema_30(tmp_path, schema) == expected


def test_inner_definitions_come_out_for_version_30(tmp_path: Path) -> None:
    schema = {"$defs": {"Inner": {"type": "string"}}, "$ref": "#/components/schemas/A/$defs/Inner"}
    found = bundled(tmp_path, {"components": {"schemas": {"A": schema}}}, "3.0")
    validate(found)
    assert found["components"]["schemas"]["A_Inner"] == {"type": "string"}


def test_version_30_has_no_webhooks_and_no_mutual_tls(tmp_path: Path) -> None:
    root = {
        "security": [{"tls": []}, {"key": []}],
        "webhooks": {"done": {"post": {"responses": {"200": {"description": "Fine."}}}}},
        "components": {
            "securitySchemes": {
                "tls": {"type": "mutualTLS"},
                "key": {"type": "apiKey", "in": "header", "name": "key"},
            }
        },
    }
    found = bundled(tmp_path, root, "3.0")
    validate(found)
    assert found["x-clientsmith-dropped"] == ["webhooks", "tls"]
    assert found["security"] == [{"key": []}]


def test_an_older_document_stays_at_its_version(tmp_path: Path) -> None:
    schema = {"type": "string", "nullable": True}
    root = {"openapi": "3.0.3", "components": {"schemas": {"A": schema}}}
    found = bundled(tmp_path, root, "3.2")
    assert found["openapi"] == "3.0.3"
    assert found["components"]["schemas"]["A"] == schema


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [each for child in value.values() for each in _references(child)]
    return (
        [each for child in value for each in _references(child)] if isinstance(value, list) else []
    )
