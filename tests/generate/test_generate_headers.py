"""Headers that a document declares, as a printed client reads them from responses off a socket."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Iterator
from types import ModuleType

import pytest

from support.flavours import FLAVOURS
from support.generating import generate_fragment, imported
from support.wire import Given, Wire, listening

FRAGMENT = """
x-client: {response_headers: {request_id: request-id}}
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        '200':
          description: All of them.
          headers:
            X-Rate-Limit: {required: true, description: How many., schema: {type: integer}}
            X-Reset: {schema: {type: string, format: date-time}}
            X-Share: {schema: {type: number}}
            X-Last: {schema: {type: boolean}}
            X-Kind: {schema: {type: string, enum: [cat, dog]}}
            X-Ids: {schema: {type: array, items: {type: integer}}}
            X-Names: {schema: {type: array, items: {type: string}}}
            X-Size: {schema: {$ref: '#/components/schemas/Size'}}
            X-Room: {explode: true, schema: {$ref: '#/components/schemas/Size'}}
            X-Json:
              content: {application/json: {schema: {type: array, items: {type: integer}}}}
            request-id: {schema: {type: string}}
          content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}
        '202': {description: Later.}
        '404': {description: None., headers: {X-Missing: {schema: {type: integer}}}}
    head:
      operationId: pets.count
      responses:
        '200': {description: So many., headers: {X-Count: {schema: {type: integer}}}}
  /dogs:
    get:
      operationId: dogs.list
      responses: {'2XX': {$ref: '#/components/responses/Counted'}}
  /cats:
    get:
      operationId: cats.list
      responses: {'2XX': {$ref: '#/components/responses/Counted'}}
  /birds:
    get:
      operationId: birds.list
      responses: {'204': {description: None.}}
components:
  schemas:
    Size: {type: object, properties: {height: {type: integer}, unit: {type: string}}}
  responses:
    Counted: {description: Counted., headers: {X-Total: {schema: {type: integer}}}}
"""
SENT = {
    "X-Rate-Limit": "12",
    "X-Reset": "2026-01-02T03:04:05Z",
    "X-Share": "0.5",
    "X-Last": "false",
    "X-Kind": "cat",
    "X-Ids": "1, 2,3",
    "X-Names": "Zoe,12",
    "X-Size": "height,3,unit,12",
    "X-Room": "height=3,unit=12",
    "X-Json": "[4, 5]",
}


@pytest.fixture(scope="module", params=FLAVOURS)
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("headers")
    (folder / "mine").mkdir()
    manifest = f"extends: python\nviews: 2\nmodels: {request.param}\n"
    (folder / "mine" / "style.yaml").write_text(manifest)
    with imported(generate_fragment(FRAGMENT, folder, str(folder / "mine"))) as found:
        yield found


@pytest.fixture
def wire() -> Iterator[Wire]:
    with listening(lambda _: Given(200, b"{}", headers=SENT)) as found:
        yield found


def test_each_value_has_its_type(package: ModuleType, wire: Wire) -> None:
    found = package.Client(base_url=wire.url).pets.with_raw_response.list().declared_headers
    assert isinstance(found, package.types.PetsListHeaders)
    assert found.x_rate_limit == 12
    assert found.x_reset == datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
    assert (found.x_share, found.x_last, found.x_kind) == (0.5, False, "cat")
    assert (found.x_ids, found.x_names, found.x_json) == ([1, 2, 3], ["Zoe", "12"], [4, 5])
    assert isinstance(found.x_size, package.types.Size)
    assert (found.x_size.height, found.x_size.unit) == (3, "12")
    assert (found.x_room.height, found.x_room.unit) == (3, "12")


def test_asynchronous_and_streamed_responses_have_them(package: ModuleType, wire: Wire) -> None:
    async def limit() -> int:
        async with package.AsyncClient(base_url=wire.url) as client:
            response = await client.pets.with_raw_response.list()
            return int(response.declared_headers.x_rate_limit)

    assert asyncio.run(limit()) == 12
    client = package.Client(base_url=wire.url)
    with client.pets.with_streaming_response.list() as response:
        assert response.declared_headers.x_rate_limit == 12


def test_what_is_not_there_or_ill_is_no_error(package: ModuleType, wire: Wire) -> None:
    wire.answer = lambda _: Given(200, b"{}", headers={"X-Rate-Limit": "many", "X-Ids": ""})
    found = package.Client(base_url=wire.url).pets.with_raw_response.list().declared_headers
    assert (found.x_rate_limit, found.x_ids, found.x_reset) == ("many", [], None)


def test_a_status_that_declares_none_has_none(package: ModuleType, wire: Wire) -> None:
    wire.answer = lambda _: Given(202, b"", headers=SENT)
    client = package.Client(base_url=wire.url)
    assert client.pets.with_raw_response.list().declared_headers is None
    assert client.birds.with_raw_response.list().declared_headers is None


def test_a_head_has_what_its_headers_say(package: ModuleType, wire: Wire) -> None:
    wire.answer = lambda _: Given(200, headers={"x-count": "7"})
    client = package.Client(base_url=wire.url)
    assert client.pets.with_raw_response.count().declared_headers.x_count == 7


def test_what_operations_share_is_one_type(package: ModuleType, wire: Wire) -> None:
    wire.answer = lambda _: Given(201, headers={"X-Total": "3"})
    client = package.Client(base_url=wire.url)
    for resource in (client.dogs, client.cats):
        found = resource.with_raw_response.list().declared_headers
        assert isinstance(found, package.types.ResponseHeaders)
        assert found.x_total == 3


def test_what_every_response_has_a_property_for_is_not_there_twice(
    package: ModuleType, wire: Wire
) -> None:
    wire.answer = lambda _: Given(200, b"{}", headers={**SENT, "request-id": "req_1"})
    response = package.Client(base_url=wire.url).pets.with_raw_response.list()
    assert response.request_id == "req_1"
    assert not hasattr(response.declared_headers, "request_id")
