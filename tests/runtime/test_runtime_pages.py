"""Pages of lists in, all their items out, with as many requests as there are pages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

import pytest

from runtime.errors import ClientError
from runtime.models import Model
from runtime.pages import AsyncPageBase, Link, PageBase, PageScheme, SyncPageBase, make_page
from runtime.paginator import AsyncPaginator

T = TypeVar("T")
ITEM = f"{__name__}:Item"


class Item(Model):
    id: str


SCHEME = PageScheme(
    items="data",
    more="has_more",
    next=("after_id", "last_id"),
    previous=("before_id", "first_id"),
)


class SyncPage(SyncPageBase[T]):
    scheme: ClassVar[PageScheme] = SCHEME
    data: list[T]
    has_more: bool | None = None
    first_id: str | None = None
    last_id: str | None = None


class AsyncPage(AsyncPageBase[T]):
    scheme: ClassVar[PageScheme] = SCHEME


class SyncCursor(SyncPageBase[T]):
    scheme: ClassVar[PageScheme] = PageScheme(items="data", next=("page", "next_page"))


class SyncDeep(SyncPageBase[T]):
    scheme: ClassVar[PageScheme] = PageScheme(
        items="result.items", next=("cursor", "result.paging.next")
    )


class Server:
    """Answers each query from a function, by either kind of page, and keeps the queries."""

    def __init__(self, page: Any, answer: Any) -> None:
        self.page = page
        self.answer = answer
        self.queries: list[Mapping[str, object]] = []

    def get(self, **query: object) -> Any:
        self.queries.append(query)
        data = json.dumps(self.answer(query)).encode()
        return make_page(
            self.page, ITEM, data, Link(query, lambda new: self.get(**{**query, **new}))
        )

    async def aget(self, **query: object) -> Any:
        self.queries.append(query)
        data = json.dumps(self.answer(query)).encode()
        return make_page(
            self.page, ITEM, data, Link(query, lambda new: self.aget(**{**query, **new}))
        )


def alphabet(query: Mapping[str, Any]) -> dict[str, object]:
    """`a` to `g`, forwards after an id, backwards before one."""
    letters, size = "abcdefg", query.get("limit", 3)
    if "before_id" in query:
        end = letters.index(query["before_id"])
        found, more = letters[max(0, end - size) : end], end - size > 0
    else:
        start = letters.index(query["after_id"]) + 1 if "after_id" in query else 0
        found, more = letters[start : start + size], start + size < len(letters)
    return {
        "data": [{"id": letter} for letter in found],
        "has_more": more,
        "first_id": found[:1] or None,
        "last_id": found[-1:] or None,
    }


def ids(items: Any) -> str:
    return "".join(item.id for item in items)


def test_iterating_over_a_page_goes_on_to_the_next() -> None:
    server = Server(SyncPage, alphabet)
    page = server.get(limit=3)
    assert isinstance(page, SyncPage)
    assert isinstance(page.data[0], Item)
    assert len(server.queries) == 1
    assert ids(page) == "abcdefg"
    assert server.queries == [
        {"limit": 3},
        {"limit": 3, "after_id": "c"},
        {"limit": 3, "after_id": "f"},
    ]


def test_pages_are_requested_when_they_are_wanted() -> None:
    server = Server(SyncPage, alphabet)
    items = iter(server.get())
    assert [next(items).id for _ in range(3)] == ["a", "b", "c"]
    assert len(server.queries) == 1
    next(items)
    assert len(server.queries) == 2


def test_one_page_at_a_time() -> None:
    page = Server(SyncPage, alphabet).get()
    assert page.has_next_page()
    assert page.next_page_info().params == {"after_id": "c"}
    second = page.get_next_page()
    assert ids(second.data) == "def"
    last = second.get_next_page()
    assert not last.has_next_page()
    assert [len(each.data) for each in page.iter_pages()] == [3, 3, 1]
    assert ids(page.get_next_page().data) == "def"


def test_going_back() -> None:
    page = Server(SyncPage, alphabet).get(before_id="g")
    assert page.next_page_info().params == {"before_id": "d"}
    assert [ids(each.data) for each in page.iter_pages()] == ["def", "abc"]


def test_a_page_is_a_model_with_all_that_came() -> None:
    page: Any = Server(SyncPage, lambda _: {"data": [{"id": "a"}], "total": 9}).get()
    assert page.total == 9
    assert page.to_dict() == {"data": [{"id": "a"}], "total": 9}
    assert page == Server(SyncPage, lambda _: {"data": [{"id": "a"}], "total": 9}).get()
    assert repr(page).startswith("SyncPage[Item](")


@pytest.mark.parametrize(
    "body",
    [
        {"data": [], "has_more": False},
        {"data": [{"id": "a"}], "has_more": True, "last_id": None},
        {"data": [{"id": "a"}], "has_more": False, "last_id": "a"},
        {},
        {"data": None},
        {"data": "nothing"},
    ],
)
def test_there_is_no_request_for_a_page_that_is_not_there(body: dict[str, object]) -> None:
    server = Server(SyncPage, lambda _: body)
    page = server.get()
    assert not page.has_next_page()
    assert len(list(page)) in (0, 1)
    assert len(server.queries) == 1


def test_asking_for_a_page_that_is_not_there() -> None:
    page = Server(SyncPage, lambda _: {"data": []}).get()
    assert page.next_page_info() is None
    with pytest.raises(RuntimeError, match="has_next_page"):
        page.get_next_page()


def test_a_cursor_and_a_class_that_names_no_fields() -> None:
    bodies = {None: {"data": [{"id": "a"}], "next_page": "p2"}, "p2": {"data": [{"id": "b"}]}}
    server = Server(SyncCursor, lambda query: bodies[query.get("page")])
    assert ids(server.get()) == "ab"
    page = server.get(page="p2")
    assert isinstance(page.data[0], Item)
    assert page.next_page is None
    assert page.to_dict() == {"data": [{"id": "b"}]}


def test_items_below_other_properties() -> None:
    bodies: dict[object, object] = {
        None: {"result": {"items": [{"id": "a"}], "paging": {"next": 2}}},
        2: {"result": {"items": [{"id": "b"}], "paging": None}},
    }
    page = Server(SyncDeep, lambda query: bodies[query.get("cursor")]).get()
    assert ids(page) == "ab"
    assert isinstance(page.result.items[0], Item)


def test_a_bare_list_is_a_page() -> None:
    assert ids(Server(SyncPage, lambda _: [{"id": "a"}]).get()) == "a"
    assert ids(Server(SyncPage, lambda _: 3).get()) == ""


def test_ill_typed_items_arrive() -> None:
    page = Server(SyncPage, lambda _: {"data": [{"id": 5}, {"id": "b"}]}).get()
    assert [(type(item), item.id) for item in page] == [(Item, 5), (Item, "b")]


def test_a_server_that_leads_in_a_circle() -> None:
    turn = {None: "a", "a": "b", "b": "c", "c": "a"}
    server = Server(
        SyncCursor, lambda query: {"data": [{"id": "x"}], "next_page": turn[query.get("page")]}
    )
    with pytest.raises(ClientError, match="circle"):
        list(server.get())
    assert len(server.queries) == 4


def test_a_page_that_leads_to_itself() -> None:
    page = Server(SyncCursor, lambda _: {"data": [], "next_page": "z"}).get()
    second = page.get_next_page()
    with pytest.raises(ClientError, match="itself"):
        second.get_next_page()


def test_a_page_that_was_made_by_hand() -> None:
    page = SyncPage[Item](data=[Item(id="a")], last_id="a")
    assert isinstance(page, PageBase)
    with pytest.raises(RuntimeError):
        page.get_next_page()


def test_asynchronous_pages() -> None:
    server = Server(AsyncPage, alphabet)

    async def main() -> None:
        listing: AsyncPaginator[Item, Any] = AsyncPaginator(server.aget)
        assert server.queries == []
        page = await listing
        assert ids(page.data) == "abc"
        assert ids(await _all(page)) == "abcdefg"
        assert ids(await _all(listing)) == "abcdefg"
        assert [len(each.data) async for each in page.iter_pages()] == [3, 3, 1]
        assert ids((await page.get_next_page()).data) == "def"

    asyncio.run(main())


async def _all(items: Any) -> list[Any]:
    return [item async for item in items]
