"""Documents that describe things in less usual ways, generated in every flavour and used."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
import pytest

from support.flavours import FLAVOURS
from support.generating import generate_fragment, imported, submodule

Generate = Callable[[str], ModuleType]


@pytest.fixture(params=FLAVOURS)
def generate(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Generate]:
    (tmp_path / "mine").mkdir()
    manifest = f"extends: python\nviews: 2\nmodels: {request.param}\n"
    (tmp_path / "mine" / "style.yaml").write_text(manifest)
    with ExitStack() as stack:

        def generated(fragment: str) -> ModuleType:
            output = generate_fragment(fragment, tmp_path, str(tmp_path / "mine"))
            return stack.enter_context(imported(output))

        yield generated


def client_of(package: ModuleType, status: int, answer: Any) -> Any:
    """A client whose server always gives the same."""
    transport = httpx.MockTransport(lambda _: httpx.Response(status, json=answer))
    return package.Client(http_client=httpx.Client(transport=transport))


HIDING = """
paths:
  /r: {get: {operationId: things.read, responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        date: {type: string, format: date}
        datetime: {type: string, format: date-time}
        time: {type: string, format: time}
        timedelta: {type: string, format: duration}
        UUID: {type: string, format: uuid}
        Decimal: {type: string, format: decimal}
        int: {type: integer}
        float: {type: number}
        str: {type: string}
        bool: {type: boolean}
        list: {type: array, items: {type: string}}
        dict: {type: object, additionalProperties: {type: integer}}
        object: {}
"""


def test_members_are_called_like_the_types_of_their_values(generate: Generate) -> None:
    answer = {
        "date": "2026-01-02",
        "datetime": "2026-01-02T03:04:05Z",
        "time": "03:04:05Z",
        "timedelta": "PT1H",
        "UUID": "5b7d2a0e-8f43-4c1b-9d0e-1a2b3c4d5e6f",
        "Decimal": "1.50",
        "int": 1,
        "float": 2,
        "str": "s",
        "bool": True,
        "list": ["a"],
        "dict": {"a": 1},
        "object": {"b": 2},
    }
    thing = client_of(generate(HIDING), 200, answer).things.read()
    utc = datetime.timezone.utc
    assert thing.date == datetime.date(2026, 1, 2)
    assert thing.datetime == datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=utc)
    assert thing.time == datetime.time(3, 4, 5, tzinfo=utc)
    assert thing.timedelta == datetime.timedelta(hours=1)
    assert (thing.uuid, thing.decimal) == (UUID(answer["UUID"]), Decimal("1.50"))  # type: ignore[arg-type]
    assert (thing.int, type(thing.float), thing.str, thing.bool) == (1, float, "s", True)
    assert (thing.list, thing.dict_, thing.object) == (["a"], {"a": 1}, {"b": 2})
    assert thing.to_dict(mode="json") == answer


TAGGED = """
paths:
  /r: {get: {operationId: pets.list, responses: {'200': {description: '', content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind%s}
    Cat: {type: object, required: [kind], properties: {kind: %s, age: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: %s, age: {type: integer}}}
"""
MAPPED = ", mapping: {c: '#/components/schemas/Cat', d: '#/components/schemas/Dog', p: '#/components/schemas/Dog'}"
TEXT, EITHER = "{type: string}", "{type: string, enum: [c, d, p]}"


@pytest.mark.parametrize("kind", [TEXT, EITHER], ids=["text", "an enumeration of all"])
def test_a_mapping_tells_variants_apart_that_say_no_constant(generate: Generate, kind: str) -> None:
    package = generate(TAGGED % (MAPPED, kind, kind))
    answer = [{"kind": tag, "age": 1} for tag in ("d", "c", "p", "x")]
    pets = client_of(package, 200, answer).pets.list()
    assert [type(each).__name__ for each in pets] == ["Dog", "Cat", "Dog", "Unknown"]
    assert [each.to_dict() for each in pets[:3]] == answer[:3]


def test_without_a_mapping_names_of_schemas_do(generate: Generate) -> None:
    answer = [{"kind": "Dog", "age": 1}, {"kind": "Cat", "age": "old"}]
    pets = client_of(generate(TAGGED % ("", TEXT, TEXT)), 200, answer).pets.list()
    assert [type(each).__name__ for each in pets] == ["Dog", "Cat"]
    assert [each.age for each in pets] == [1, "old"]


SIDES = """
paths:
  /things:
    post:
      operationId: things.make
      requestBody: {content: {application/json: {schema: {type: object, properties: {size: {$ref: '#/components/schemas/Size'}}}}}}
      responses:
        '204': {description: Made.}
        '409': {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/Violation'}}}}
components:
  schemas:
    Size: {type: object, properties: {width: {type: integer}}}
    NotUsedYet: {type: object, properties: {size: {$ref: '#/components/schemas/Size'}}}
    Violation:
      type: object
      properties:
        places: {type: array, items: {type: object, properties: {size: {$ref: '#/components/schemas/Size'}}}}
"""


def test_what_requests_alone_take_may_stand_in_errors_and_in_what_nothing_reaches(
    generate: Generate,
) -> None:
    package = generate(SIDES)
    client = client_of(package, 409, {"places": [{"size": {"width": 3}}]})
    with pytest.raises(package.ConflictError) as raised:
        client.things.make(size={"width": 1})
    assert raised.value.parsed.places[0].size.width == 3
    types = submodule(package, "types")
    assert types.NotUsedYet(size=types.Size(width=1)).size.width == 1
