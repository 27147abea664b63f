"""Values of any text, written in a style: what separates them is never part of one."""

from __future__ import annotations

import datetime
import enum
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, strategies as st

from runtime.styles import styled

_texts = st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1)


class Colour(enum.Enum):
    RED = "red"


@given(_texts)
def test_a_comma_in_a_value_separates_nothing(values: list[str]) -> None:
    [(name, sent)] = _pairs("query", values, "form")
    assert name == "a"
    assert [unquote(item) for item in sent.split(",")] == values


@given(_texts, st.sampled_from(["pipeDelimited", "spaceDelimited"]))
def test_no_value_brings_pairs_of_its_own(values: list[str], style: str) -> None:
    [(_, sent)] = _pairs("query", values, style)
    assert not set("&#+[] ") & set(sent)


@given(st.text(st.characters(codec="utf-8")))
def test_reserved_characters_end_nothing(value: str) -> None:
    [(_, sent)] = _pairs("query", value, "+form*")
    assert not set("&#+[] ") & set(sent)
    assert not set("/?#[]") & set(str(styled("path", "a", value, "+simple")))


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (datetime.date(2026, 1, 2), "2026-01-02"),
        (Colour.RED, "red"),
        (True, "true"),
        ((Colour.RED, None, datetime.date(2026, 1, 2)), "red,2026-01-02"),
        (iter([1, 2.5]), "1,2.5"),
        ({"a": None, "b": False}, "b,false"),
    ],
)
def test_values_are_written_as_elsewhere(value: object, sent: str) -> None:
    assert styled("header", "a", value, "simple") == sent


def test_what_would_end_a_cookie_that_is_sent_as_it_is_is_refused() -> None:
    with pytest.raises(ValueError, match="semicolon"):
        styled("cookie", "a", "x; b=y", "cookie")


def _pairs(place: Any, value: object, style: str) -> list[tuple[str, str]]:
    found = styled(place, "a", value, style)
    assert isinstance(found, list)
    return found
