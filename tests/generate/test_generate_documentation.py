"""A printed client's documentation: arguments and members tell their limits and defaults."""

from __future__ import annotations

import inspect
from pathlib import Path

from support.generating import generate_fragment, imported, package_name

PETS = r"""
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - {name: limit, in: query, schema: {$ref: '#/components/schemas/Limit'}}
        - {name: name, in: query, description: A name, schema: {type: string, pattern: '\"""\d'}}
      responses:
        '200':
          description: Pets.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
    post:
      operationId: pets.create
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
      responses: {'204': {description: Made.}}
components:
  schemas:
    Limit: {type: integer, minimum: 1, maximum: 100, default: 20}
    Pet:
      type: object
      properties:
        kind: {type: string, const: pet, default: pet}
        age: {type: integer, description: In years., maximum: 30, default: 2}
"""


def test_arguments_and_members_tell_limits_and_defaults(tmp_path: Path) -> None:
    output = generate_fragment(PETS, tmp_path)
    with imported(output) as package:
        pets = package.PetsClient(base_url="http://pets.invalid").pets
        listing, creating = inspect.getdoc(pets.list) or "", inspect.getdoc(pets.create) or ""
    assert "limit: At least 1, at most 100. Default: 20." in listing
    assert r'name: A name. Matches `\"""\d`.' in listing
    assert "age: In years. At most 30. Default: 2." in creating
    types = output / package_name(output) / "types"
    for text in (each.read_text() for each in types.glob("pet*.py")):
        assert '"""In years. At most 30. Default: 2."""' in text
        assert 'Default: "pet"' not in text
