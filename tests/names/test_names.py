"""Identifiers: every text gives one, and names that meet are told apart by the stated rules."""

from __future__ import annotations

import keyword
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from clientsmith.languages.python import (
    RESERVED_CLASSES,
    RESERVED_FIELDS,
    argument_name,
    class_name,
    field_name,
    member_name,
    numbered,
)


@given(st.text(max_size=300))
@pytest.mark.parametrize("make", [class_name, field_name, argument_name, member_name])
def test_any_text_gives_an_identifier(make: Callable[[str], str], text: str) -> None:
    name = make(text)
    assert name.isascii()
    assert name.isidentifier()
    assert not keyword.iskeyword(name)
    assert not name.startswith("_")


@given(st.text(max_size=40))
def test_reserved_names_are_never_given(text: str) -> None:
    assert class_name(text) not in RESERVED_CLASSES
    assert field_name(text) not in RESERVED_FIELDS


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("petOwner", "pet_owner"),
        ("X-Request-ID", "x_request_id"),
        ("HTTPStatus", "http_status"),
        ("class", "class_"),
        ("2fa", "n2fa"),
        ("ﬁeld", "field"),
        ("group_by[]", "group_by"),
        ("🐍", "value"),
    ],
)
def test_variables(text: str, name: str) -> None:
    assert argument_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pet-owner", "PetOwner"),
        ("APIKey", "APIKey"),
        ("ToolSearchToolBm25_20251119", "ToolSearchToolBm25_20251119"),
        ("List", "ListModel"),
        ("PermissionError", "PermissionError"),
        ("404", "Type404"),
    ],
)
def test_classes(text: str, name: str) -> None:
    assert class_name(text) == name


def test_numbers_tell_names_apart() -> None:
    assert numbered(class_name("Pet"), {"Pet", "Pet2"}) == "Pet3"
    assert numbered(argument_name("pet"), {"pet"}) == "pet_2"
