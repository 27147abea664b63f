"""Texts whose format Python has a type for: read as that, written as they were, in every flavour."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
import pytest

from support.flavours import FLAVOURS
from support.generating import generate_fragment, imported

FRAGMENT = """
paths:
  /trips:
    post:
      operationId: trips.plan
      parameters:
        - {name: near, in: query, schema: {type: string, format: uuid}}
        - {name: longest, in: query, schema: {type: string, format: duration}}
        - {name: at_most, in: query, schema: {type: string, format: decimal}}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Trip'}}}}
      responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/Trip'}}}}}
components:
  schemas:
    Trip:
      type: object
      properties:
        id: {type: string, format: uuid}
        guests: {type: array, items: {type: string, format: uuid}}
        price: {type: string, format: decimal}
        fees: {type: object, additionalProperties: {type: string, format: decimal}}
        weight: {type: number, format: decimal}
        length: {type: string, format: duration}
        leaves: {type: string, format: time}
        booked: {type: string, format: date-time}
        tag: {oneOf: [{type: string, format: uuid}, {type: integer}]}
        cost: {oneOf: [{type: string, format: decimal}, {type: integer}]}
        made: {type: integer, format: unix-time}
        next: {$ref: '#/components/schemas/Trip'}
"""
ID = "5b7d2a0e-8f43-4c1b-9d0e-1a2b3c4d5e6f"
TRIP = {
    "id": ID,
    "guests": [ID],
    "price": "1.50",
    "fees": {"night": "2.0"},
    "weight": 1.5,
    "length": "P400DT1H0.5S",
    "leaves": "03:04:05Z",
    "tag": ID,
    "cost": 3,
    "made": 1_700_000_000,
    "next": {"price": "0.10"},
}


class Trips:
    """A client's resource, and what its server got and gives."""

    def __init__(self, package: ModuleType) -> None:
        self.answer: dict[str, Any] = {}
        self.sent: list[httpx.Request] = []
        http = httpx.Client(transport=httpx.MockTransport(self._serve))
        self.plan: Any = package.Client(http_client=http).trips.plan

    def _serve(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        return httpx.Response(200, json=self.answer)


@pytest.fixture(scope="module", params=FLAVOURS)
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("formats")
    (folder / "mine").mkdir()
    manifest = f"extends: python\nviews: 2\nmodels: {request.param}\n"
    (folder / "mine" / "style.yaml").write_text(manifest)
    with imported(generate_fragment(FRAGMENT, folder, str(folder / "mine"))) as found:
        yield found


@pytest.fixture
def trips(package: ModuleType) -> Trips:
    return Trips(package)


def test_results_are_of_the_types(trips: Trips) -> None:
    trips.answer = TRIP
    trip = trips.plan()
    assert (trip.id, trip.guests, trip.tag) == (UUID(ID), [UUID(ID)], UUID(ID))
    assert (trip.price, trip.fees["night"], trip.next.price) == (
        Decimal("1.50"),
        Decimal("2.0"),
        Decimal("0.10"),
    )
    assert trip.length == datetime.timedelta(days=400, hours=1, seconds=0.5)
    assert trip.leaves == datetime.time(3, 4, 5, tzinfo=datetime.timezone.utc)
    assert (type(trip.cost), type(trip.weight), type(trip.made)) == (int, float, int)


def test_dumps_are_what_came(trips: Trips) -> None:
    trips.answer = TRIP
    trip = trips.plan()
    assert trip.to_dict(mode="json") == TRIP
    assert json.loads(trip.to_json()) == TRIP


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("id", "trip-1"),
        ("price", "free"),
        ("length", "P1M"),  # nobody knows how long a month is
        ("length", "a while"),
        ("length", "P99999999999W"),
        ("leaves", "at noon"),
        ("leaves", "25:00:00"),
    ],
)
def test_what_is_something_else_arrives_as_it_is(trips: Trips, name: str, text: str) -> None:
    trips.answer = {name: text, "next": TRIP}
    trip = trips.plan()
    assert getattr(trip, name) == text
    assert trip.next.id == UUID(ID)
    assert trip.to_dict(mode="json") == trips.answer


def test_requests_take_either_and_write_both_alike(trips: Trips) -> None:
    values: dict[str, Any] = {
        "id": UUID(ID),
        "guests": [UUID(ID), ID],
        "price": Decimal("1.50"),
        "fees": {"night": Decimal("2.0")},
        "weight": Decimal("1.50000000000000000001"),
        "length": datetime.timedelta(days=400, hours=1, seconds=0.5),
        "leaves": datetime.time(3, 4, 5, tzinfo=datetime.timezone.utc),
        "next": {"price": Decimal("0.10"), "length": datetime.timedelta()},
    }
    trips.plan(
        near=UUID(ID), longest=-datetime.timedelta(minutes=90), at_most=Decimal("9.90"), **values
    )
    [request] = trips.sent
    sent = json.loads(request.content, parse_float=str)
    assert sent == {
        "id": ID,
        "guests": [ID, ID],
        "price": "1.50",
        "fees": {"night": "2.0"},
        "weight": "1.50000000000000000001",
        "length": "P400DT1H0.5S",
        "leaves": "03:04:05+00:00",
        "next": {"price": "0.10", "length": "PT0S"},
    }
    assert b'"weight":1.5' in request.content
    assert dict(request.url.params) == {"near": ID, "longest": "-PT1H30M", "at_most": "9.90"}


def test_what_came_goes_back(trips: Trips) -> None:
    trips.answer = TRIP
    trips.plan(next=trips.plan())
    assert json.loads(trips.sent[-1].content) == {"next": TRIP}


def test_a_time_without_an_offset_is_local(trips: Trips) -> None:
    local = datetime.datetime(2026, 7, 2, 3, 4, 5)
    trips.plan(booked=local)
    text = json.loads(trips.sent[-1].content)["booked"]
    assert re.fullmatch(r"2026-07-02T03:04:05[+-]\d\d:\d\d", text)
    assert datetime.datetime.fromisoformat(text) == local.astimezone()


@pytest.mark.parametrize("year", [1, 9999])
def test_a_time_that_has_no_offset_anywhere_goes_as_it_is(trips: Trips, year: int) -> None:
    trips.plan(booked=datetime.datetime(year, 1, 1))
    assert json.loads(trips.sent[-1].content)["booked"].startswith(f"{year:04}-01-01T00:00:00")
