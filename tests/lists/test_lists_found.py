"""Lists of which the document doesn't say how they continue, walked over a socket by printed clients."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from served import COUNT, LETTERS, LIST, RULES, TEXT, Served, an_object, answered, document, letters

from support.flavours import FLAVOURS
from support.generating import generate_fragment, imported
from support.wire import Given, Wire, listening


@pytest.fixture(scope="module", params=FLAVOURS)
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "mine").mkdir()
    manifest = f"extends: python\nviews: 2\nmodels: {request.param}\n"
    (folder / "mine" / "style.yaml").write_text(manifest)
    output = generate_fragment(json.dumps(document()), folder, str(folder / "mine"))
    with imported(output) as found:
        yield found


@pytest.fixture
def wire() -> Iterator[Wire]:
    with listening(answered) as found:
        yield found


@pytest.mark.parametrize("name", RULES)
def test_a_list_goes_on_as_its_rule_says(package: ModuleType, wire: Wire, name: str) -> None:
    page = getattr(package.Client(base_url=wire.url), name).list(kind="a&b")
    assert len(wire.sent) == 1
    assert "".join(item.name for item in page) == LETTERS.upper()
    assert [RULES[name].said(each) for each in wire.sent] == list(RULES[name].queries)
    assert {each.path for each in wire.sent} == {f"/{name}"}


@pytest.mark.parametrize("name", RULES)
def test_so_it_does_for_asynchronous_clients(package: ModuleType, wire: Wire, name: str) -> None:
    async def walk() -> str:
        async with package.AsyncClient(base_url=wire.url) as client:
            lists = getattr(client, name)
            found = "".join([item.id async for item in lists.list(kind="a&b")])
            page = await lists.list()
            second = await page.get_next_page()
            assert [item.id async for item in second] == list(LETTERS[3:])
            assert [each.has_next_page() async for each in page.iter_pages()] == [True, True, False]
            return found

    assert asyncio.run(walk()) == LETTERS
    assert [RULES[name].said(each) for each in wire.sent[:3]] == list(RULES[name].queries)


def test_a_page_is_the_model_of_the_answer(package: ModuleType, wire: Wire) -> None:
    page = package.Client(base_url=wire.url).next_cursor.list()
    assert isinstance(page, package.types.NextCursorListResponse)
    assert isinstance(page, package.SyncNextCursorListResponsePage)
    assert [type(each) for each in page.letters] == [package.types.Letter] * 3
    assert page.next_cursor == "t3"
    assert page.to_dict() == {"letters": letters(0), "nextCursor": "t3"}
    assert len(wire.sent) == 1


def test_a_list_stays_one(package: ModuleType, wire: Wire) -> None:
    page = package.Client(base_url=wire.url).header.list()
    assert isinstance(page, list)
    assert (len(page), page[2].id, page[-1] in page) == (3, "c", True)
    assert [each.id for each in page[:]] == ["a", "b", "c"]
    assert len(wire.sent) == 1


def test_one_page_after_the_other(package: ModuleType, wire: Wire) -> None:
    page = package.Client(base_url=wire.url).numbered.list(kind="x")
    assert page.has_next_page()
    assert page.next_page_info().params == {"page": 2}
    last = page.get_next_page().get_next_page()
    assert not last.has_next_page()
    assert last.next_page_info() is None
    with pytest.raises(RuntimeError, match="no next page"):
        last.get_next_page()
    assert [len(each.letters) for each in page.iter_pages()] == [3, 3, 1]


def test_a_search_goes_on_with_all_else_that_it_was_asked(package: ModuleType, wire: Wire) -> None:
    searches = package.Client(base_url=wire.url).searched_inside
    page = searches.list(kind="x", page={"limit": 3}, extra_body={"sort": "up"})
    assert page.next_page_info().json == {"page": {"cursor": "t3"}}
    assert not page.next_page_info().params
    assert len(list(page)) == len(LETTERS)
    asked = [json.loads(each.body) for each in wire.sent]
    assert [each.pop("page").get("cursor") for each in asked] == [None, "t3", "t6"]
    assert asked == [{"kind": "x", "sort": "up"}] * 3
    assert [json.loads(each.body)["page"]["limit"] for each in wire.sent] == [3] * 3


@pytest.mark.parametrize("name", ["next_cursor", "header"])
def test_a_page_that_was_kept_is_a_page_without_a_next(
    package: ModuleType, wire: Wire, name: str
) -> None:
    page = getattr(package.Client(base_url=wire.url), name).list()
    for kept in (pickle.loads(pickle.dumps(page)), copy.deepcopy(page)):
        assert type(kept) is type(page)
        assert [item.id for item in kept] == ["a", "b", "c"]


def test_the_response_gives_the_page_as_well(package: ModuleType, wire: Wire) -> None:
    raw = package.Client(base_url=wire.url).next_cursor.with_raw_response.list()
    assert [item.id for item in raw.parse()] == list(LETTERS)


@pytest.mark.parametrize("name", ["next_cursor", "address", "header"])
def test_what_comes_twice_ends_the_list(package: ModuleType, wire: Wire, name: str) -> None:
    """A server that answers the second page for ever."""
    body, headers = RULES[name].answer({"cursor": "t3", "token": "t3", "page": "2"})
    wire.answer = lambda _: Given(200, json.dumps(body).encode(), headers=headers)
    pages = getattr(package.Client(base_url=wire.url), name).list()
    assert [item.id for item in pages] == ["d", "e", "f"] * 2
    assert len(wire.sent) == 2


def test_a_circle_ends_the_list(package: ModuleType, wire: Wire) -> None:
    after = {"": "t3", "cursor=t3": "t6", "cursor=t6": "t3"}
    wire.answer = lambda sent: Given(
        200, json.dumps({"letters": letters(0, 1), "nextCursor": after[sent.query]}).encode()
    )
    assert len(list(package.Client(base_url=wire.url).next_cursor.list())) == 3


@pytest.mark.parametrize("answer", [{}, {"letters": None}, {"letters": [], "nextCursor": ""}, []])
def test_an_answer_without_items_is_an_empty_page(
    package: ModuleType, wire: Wire, answer: object
) -> None:
    wire.answer = lambda _: Given(200, json.dumps(answer).encode())
    assert list(package.Client(base_url=wire.url).next_cursor.list()) == []
    assert len(wire.sent) == 1


def test_an_address_that_says_nothing_is_told(package: ModuleType, wire: Wire) -> None:
    answer = {"letters": letters(0), "links": {"next": "https://pets.example/letters/2"}}
    wire.answer = lambda _: Given(200, json.dumps(answer).encode())
    page = package.Client(base_url=wire.url).address.list()
    assert page.links.next.endswith("/2")
    with pytest.raises(package.ClientError, match="no query"):
        list(page)


def test_no_credential_goes_where_an_address_leads(package: ModuleType, wire: Wire) -> None:
    list(package.Client(base_url=wire.url).address.list())
    assert {each.headers["host"] for each in wire.sent} == {wire.url.partition("//")[2]}


NO_LISTS = {
    "a parameter alone": Served({"page": {"type": "integer"}}, LIST, lambda _: ([], {}), ()),
    "a member alone": Served({}, an_object(items=LIST, next_cursor=TEXT), lambda _: ({}, {}), ()),
    "another type": Served(
        {"cursor": {"type": "integer"}},
        an_object(items=LIST, next_cursor=TEXT),
        lambda _: ({}, {}),
        (),
    ),
    "the way back": Served(
        {"cursor": TEXT}, an_object(items=LIST, prev_cursor=TEXT), lambda _: ({}, {}), ()
    ),
    "two lists": Served(
        {"cursor": TEXT}, an_object(cats=LIST, dogs=LIST, next_cursor=TEXT), lambda _: ({}, {}), ()
    ),
    "what is written comes back": Served(
        {"page": COUNT, "items": LIST},
        an_object(items=LIST, total_pages=COUNT),
        lambda _: ({}, {}),
        (),
        body=True,
    ),
    "no list": Served({"cursor": TEXT}, an_object(next_cursor=TEXT), lambda _: ({}, {}), ()),
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_does_not_fit_is_no_list(tmp_path: Path, name: str) -> None:
    rows = {"things": NO_LISTS[name]}
    output = generate_fragment(json.dumps(document(rows)), tmp_path)
    assert not list(output.glob("*/pagination.py"))
    with imported(output) as package:
        assert package.Client(base_url="http://127.0.0.1:9").things.list


@pytest.mark.parametrize("place", ["root", "operation"])
def test_it_can_be_switched_off(tmp_path: Path, place: str) -> None:
    made: dict[str, Any] = document({"things": RULES["next_cursor"]})
    switched = made if place == "root" else made["paths"]["/things"]["get"]
    switched["x-client"] = {"pagination": False}
    output = generate_fragment(json.dumps(made), tmp_path)
    assert not list(output.glob("*/pagination.py"))


def test_a_document_that_says_how_lists_continue_says_it_of_all(tmp_path: Path) -> None:
    made: dict[str, Any] = document({"things": RULES["next_cursor"]})
    scheme = {"class": "Page", "items": "data", "next": {"parameter": "a", "from": "b"}}
    made["x-client"] = {"pagination": {"page": scheme}}
    output = generate_fragment(json.dumps(made), tmp_path)
    [pagination] = output.glob("*/pagination.py")
    assert "LISTINGS" not in pagination.read_text()
