"""Layers of headers -> one set of headers."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from runtime.headers import HeaderSet, parse_header_lines
from runtime.sentinels import not_given, omit


def laid(*layers: dict[str, object]) -> HeaderSet:
    headers = HeaderSet()
    for layer in layers:
        headers.lay(layer)
    return headers


@pytest.mark.parametrize(
    ("layers", "sent"),
    [
        ([{"A": "1"}, {"a": "2"}], {"a": "2"}),
        ([{"A": "1"}, {"a": omit}], {}),
        ([{"A": "1"}, {"a": omit}, {"A": "3"}], {"a": "3"}),
        ([{"A": "1"}, {"a": None}], {"a": "1"}),
        ([{"A": "1"}, {"a": not_given}], {"a": "1"}),
        ([{"A": ["x", "y"]}], {"a": "x,y"}),
        ([{"A": True, "B": 5}], {"a": "true", "b": "5"}),
    ],
)
def test_later_layers_win(layers: list[dict[str, object]], sent: dict[str, str]) -> None:
    assert laid(*layers).values == sent


def test_arguments_left_out_remove_nothing() -> None:
    headers = laid({"workspace": "w"})
    headers.lay_arguments({"Workspace": omit})
    assert headers.values == {"workspace": "w"}
    assert not headers.omitted


@pytest.mark.parametrize(
    ("given_list", "sent"),
    [
        (None, "always"),
        ("mine", "mine,always"),
        ("mine, always", "mine,always"),
        ("always,mine", "always,mine"),
    ],
)
def test_always_goes_behind_the_callers(given_list: str | None, sent: str) -> None:
    headers = laid({"Beta": given_list})
    headers.always({"beta": ("always",)})
    assert headers.values == {"beta": sent}


def test_a_removed_header_counts_as_decided() -> None:
    headers = laid({"X-Api-Key": omit})
    assert headers.has("x-api-key")
    assert not headers.has("authorization")


@pytest.mark.parametrize("value", ["a\r\nx: y", "a\nb", "a\0b"])
def test_values_can_not_break_out(value: str) -> None:
    with pytest.raises(ValueError, match="'X-Key'") as caught:
        laid({"X-Key": value})
    assert value not in str(caught.value)


@pytest.mark.parametrize("name", ["", "a b", "a:b", "a\r\nb", "ü"])
def test_names_can_not_break_out(name: str) -> None:
    with pytest.raises(ValueError, match="header name"):
        laid({name: "x"})


def test_secrets_go_by_name() -> None:
    headers = laid({"x-api-key": "k", "Authorization": "b", "cookie": "c", "accept": "j"})
    headers.drop_secrets()
    assert headers.values == {"accept": "j"}


def test_lines_of_the_environment() -> None:
    assert parse_header_lines("A: 1\n\nno colon\n B :2:3\r\n: x") == {"A": "1", "B": "2:3"}


@given(
    st.lists(st.dictionaries(st.sampled_from(["A", "a", "B", "b"]), st.just("v") | st.just(omit)))
)
def test_a_name_is_there_or_removed_never_both(layers: list[dict[str, object]]) -> None:
    headers = laid(*layers)
    assert not headers.omitted & set(headers.values)
