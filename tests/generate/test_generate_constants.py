"""Enumerations and what is deprecated, generated: constants arrive as what they are, and are told."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest

from support.generating import submodule

Generate = Callable[[str], ModuleType]

FRAGMENT = """
paths:
  /pets/{id}:
    get:
      operationId: pets.read
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: size, in: query, deprecated: true, description: How large., schema: {type: integer, enum: [1, 2], x-enumNames: [Small, Large]}}
      responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      type: object
      properties:
        any: {$ref: '#/components/schemas/Mixed'}
        mood: {$ref: '#/components/schemas/Mood'}
        level: {type: integer, oneOf: [{const: 1, title: Low, description: Quiet}, {const: 2, title: High, deprecated: true}]}
        old: {type: string, deprecated: true}
    Mixed: {enum: [1, '1', 1.5, true, null, none]}
    Mood:
      description: How it feels.
      type: string
      enum: [g, b]
      x-enum-varnames: [Good, Bad]
      x-enum-descriptions: [All is well, Better keep away.]
"""


def read(package: ModuleType, **answer: Any) -> Any:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=answer))
    return package.PetsClient(http_client=httpx.Client(transport=transport)).pets.read("a")


@pytest.mark.parametrize("value", [1, "1", 1.5, True, None, "none", "else"])
def test_mixed_constants_arrive_as_what_they_are(generate: Generate, value: Any) -> None:
    found = read(generate(FRAGMENT), any=value).any
    assert (type(found), found) == (type(value), value)


def test_names_and_descriptions_of_constants_are_told(generate: Generate) -> None:
    package = generate(FRAGMENT)
    said = " ".join(source(package).split())
    assert 'How it feels. `"g"` is Good: All is well. `"b"` is Bad: Better keep away."""' in said
    assert '"""`1` is Low: Quiet. `2` is High: Deprecated."""' in said
    assert "`1` is Small. `2` is Large." in doc(package)


def test_what_is_deprecated_is_told(generate: Generate) -> None:
    package = generate(FRAGMENT)
    assert "`2` is Large. Deprecated." in doc(package)
    assert 'old: str | None = None\n    """Deprecated."""' in source(package)


def source(package: ModuleType) -> str:
    """The text of the models."""
    return inspect.getsource(submodule(package, "types", "models"))


def doc(package: ModuleType) -> str:
    """What the method says of itself."""
    client = package.PetsClient(base_url="https://pets.example")
    return " ".join((client.pets.read.__doc__ or "").split())
