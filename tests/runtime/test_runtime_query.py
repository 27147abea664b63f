"""Query values -> query strings."""

from __future__ import annotations

import datetime
import enum
import io
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, strategies as st

from runtime.query import Pairs, encode_query, query_items
from runtime.sentinels import not_given, omit


class Colour(enum.Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("values", "sent"),
    [
        ({}, ""),
        ({"a": 1, "b": "x y"}, "a=1&b=x+y"),
        ({"a": [1, 2]}, "a=1&a=2"),
        ({"a": (1, 2)}, "a=1&a=2"),
        ({"a[]": ["x", "y"]}, "a%5B%5D=x&a%5B%5D=y"),
        ({"a": {"b": {"c": True}, "d": [1, 2]}}, "a%5Bb%5D%5Bc%5D=true&a%5Bd%5D=1&a%5Bd%5D=2"),
        ({"a": True, "b": False}, "a=true&b=false"),
        ({"a": None, "b": omit, "c": not_given, "d": [None, omit, 1]}, "d=1"),
        ({"a": []}, ""),
        ({"a": ""}, "a="),
        ({"a": datetime.date(2026, 1, 2)}, "a=2026-01-02"),
        (
            {"a": datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.timezone.utc)},
            "a=2026-01-02T03%3A04%3A00%2B00%3A00",
        ),
        ({"a": Colour.RED}, "a=red"),
        ({"a": iter([1, 2])}, "a=1&a=2"),
        ({"a": "b&c=d"}, "a=b%26c%3Dd"),
        ({"a": 1.5}, "a=1.5"),
    ],
)
def test_values(values: dict[str, object], sent: str) -> None:
    assert encode_query(values) == sent


def test_what_a_style_has_made_stands_as_it_is() -> None:
    assert encode_query({"a": Pairs([("x", "1,2"), ("y", "%20")]), "b": Pairs()}) == "x=1,2&y=%20"


def test_pairs_unencoded() -> None:
    assert query_items({"a": ["x y", True], "b": {"c": 1}}) == [
        ("a", "x y"),
        ("a", "true"),
        ("b[c]", "1"),
    ]


_text = st.text(st.characters(codec="utf-8"))


@given(st.dictionaries(_text.filter(bool), _text | st.lists(_text, min_size=1)))
def test_what_is_encoded_can_be_read_back(values: dict[str, str | list[str]]) -> None:
    expected = [
        (name, item)
        for name, value in values.items()
        for item in (value if isinstance(value, list) else [value])
    ]
    assert parse_qsl(encode_query(values), keep_blank_values=True) == expected


class Access(enum.IntFlag):
    READ = 1
    WRITE = 2


def test_a_flag_of_several_bits_is_its_number() -> None:
    """Iterated it gives its bits, and each of those gives itself, without end."""
    assert encode_query({"a": Access.READ | Access.WRITE, "b": [Access.READ]}) == "a=3&b=1"


def test_a_file_is_read_into_no_query() -> None:
    with pytest.raises(TypeError, match="BytesIO is a file"):
        encode_query({"a": io.BytesIO(b"secret")})
