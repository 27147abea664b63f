"""Pages of lists in, items that are models of each flavour out."""

from __future__ import annotations

import json
from typing import Any, ClassVar, TypeVar

import pytest
from flavoured import Flavour

T = TypeVar("T")
TEXTS = [{"type": "text", "text": letter} for letter in "abc"]


def page(flavour: Flavour, items: str, body: object, following: Any = None) -> Any:
    """The page of a body, of a list that goes on with `cursor` and `next`."""
    pages = flavour.part("pages")

    class Page(pages.SyncPageBase[T]):
        scheme: ClassVar[Any] = pages.PageScheme(items=items, next=("cursor", "next"))

    link = pages.Link({}, lambda new: page(flavour, items, following))
    return pages.make_page(Page, flavour.post.Text, json.dumps(body).encode(), link)


def test_items_are_models(flavour: Flavour) -> None:
    got = page(flavour, "data", {"data": TEXTS[:2], "next": "2"}, {"data": TEXTS[2:]})
    assert isinstance(got.data[0], flavour.post.Text)
    assert got.has_next_page()
    assert got.next_page_info().params == {"cursor": "2"}
    assert [item.text for item in got] == ["a", "b", "c"]


def test_items_may_stand_deeper(flavour: Flavour) -> None:
    got = page(flavour, "result.list", {"result": {"list": TEXTS}})
    assert [item.text for item in got] == ["a", "b", "c"]
    assert isinstance(got.result.list[0], flavour.post.Text)


def test_a_bare_list_is_a_page(flavour: Flavour) -> None:
    assert [item.text for item in page(flavour, "data", TEXTS)] == ["a", "b", "c"]


@pytest.mark.parametrize("data", [TEXTS, [*TEXTS, {"type": "text", "text": 3}], None])
def test_a_page_keeps_all_that_came_with_it(flavour: Flavour, data: object) -> None:
    body = {"data": data, "next": None, "total": 3, "by": {"name": "x"}}
    got = page(flavour, "data", body)
    assert (got.total, got.by) == (3, {"name": "x"})
    assert not got.has_next_page()
    assert [item.text for item in got] == [each["text"] for each in data or ()]  # type: ignore
