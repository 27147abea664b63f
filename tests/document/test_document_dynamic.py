"""`$id`, `$anchor` and `$dynamicRef`: schemas are found by their names, and generic ones made of others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from clientsmith.document import Document, load
from clientsmith.lint import lint


def document(folder: Path, schemas: str, **more: Any) -> Document:
    path = folder / "spec.yaml"
    text = yaml.safe_load(schemas)
    head = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {}, **more}
    path.write_text(yaml.safe_dump({**head, "components": {"schemas": text}}, sort_keys=False))
    return load(path)


def leads_to(found: Document, *way: str) -> tuple[str, ...]:
    node = found.root.at(("components", "schemas", *way))
    assert node is not None
    return node.resolve().tokens[2:]


@pytest.mark.parametrize(
    ("reference", "way"),
    [
        ("#pet", ("Pet",)),
        ("https://pets.example/schemas/owner", ("Owner",)),
        ("https://pets.example/schemas/owner#/$defs/Name", ("Owner", "$defs", "Name")),
        ("https://pets.example/schemas/owner#name", ("Owner", "$defs", "Name")),
        ("https://pets.example/api#/components/schemas/Pet", ("Pet",)),
    ],
)
def test_a_schema_is_found_by_its_names(
    reference: str, way: tuple[str, ...], tmp_path: Path
) -> None:
    schemas = f"""
    Use: {{$ref: '{reference}'}}
    Pet: {{$anchor: pet, type: string}}
    Owner:
      $id: https://pets.example/schemas/owner
      $defs: {{Name: {{$anchor: name, type: string}}}}
      properties: {{a: {{$ref: '#/$defs/Name'}}, b: {{$ref: 'owner#name'}}, c: {{$ref: '#name'}}}}
    """
    found = document(tmp_path, schemas, **{"$self": "https://pets.example/api"})
    assert leads_to(found, "Use") == way
    for name in "abc":
        assert leads_to(found, "Owner", "properties", name) == ("Owner", "$defs", "Name")
    assert [each for each in lint(found) if each.rule == "ref"] == []


GENERIC = """
Page:
  properties: {items: {type: array, items: {$dynamicRef: '#item'}}}
  $defs: {item: {$dynamicAnchor: item}}
Users: {$ref: '#/components/schemas/Page', $defs: {item: {$dynamicAnchor: item, $ref: '#/components/schemas/User'}}}
Teams: {allOf: [{$ref: '#/components/schemas/Page'}], $defs: {item: {$dynamicAnchor: item, $ref: '#/components/schemas/Team'}}}
User: {type: object}
Team: {type: object}
Tree: {$dynamicAnchor: node, properties: {kids: {type: array, items: {$dynamicRef: '#node'}}}}
NamedTree: {$dynamicAnchor: node, $ref: '#/components/schemas/Tree', properties: {name: {type: string}}}
"""


@pytest.mark.parametrize(
    ("way", "target"),
    [
        (("Users", "allOf", "0", "properties", "items", "items"), ("User",)),
        (("Teams", "allOf", "0", "properties", "items", "items"), ("Team",)),
        (("Page", "properties", "items", "items"), ("Page", "$defs", "item")),
        (("NamedTree", "allOf", "0", "properties", "kids", "items"), ("NamedTree",)),
        (("Tree", "properties", "kids", "items"), ("Tree",)),
    ],
)
def test_a_dynamic_reference_means_what_its_user_says(
    way: tuple[str, ...], target: tuple[str, ...], tmp_path: Path
) -> None:
    assert leads_to(document(tmp_path, GENERIC), *way) == target


def test_a_dynamic_reference_to_nothing_is_told(tmp_path: Path) -> None:
    found = lint(document(tmp_path, "A: {properties: {a: {$dynamicRef: '#none'}}}"))
    (told,) = (each for each in found if each.rule == "ref")
    assert told.said == "`#none` points to nothing; anything may stand there"
