"""Path templates and values -> encoded paths."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import httpx
import pytest
from hypothesis import given, strategies as st

from runtime.paths import expand_path
from runtime.sentinels import not_given, omit


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("file_1", "file_1"),
        ("a/b", "a%2Fb"),
        ("%2e%2e", "%252e%252e"),
        ("..a", "..a"),
        ("a?b#c", "a%3Fb%23c"),
        ("naïve id", "na%C3%AFve%20id"),
        (17, "17"),
        (True, "true"),
    ],
)
def test_values_are_encoded_whole(value: object, sent: str) -> None:
    assert expand_path("/v1/files/{id}/content", {"id": value}) == f"/v1/files/{sent}/content"


@pytest.mark.parametrize("value", ["", ".", "..", None, omit, not_given])
def test_values_that_change_the_path_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="`id`"):
        expand_path("/v1/files/{id}", {"id": value})


def test_a_value_that_is_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="`id`"):
        expand_path("/v1/files/{id}", {})


def test_a_value_is_no_template() -> None:
    assert expand_path("/{a}/{b}", {"a": "{b}", "b": "x"}) == "/%7Bb%7D/x"


@given(st.text(min_size=1).filter(lambda text: text not in (".", "..")))
def test_no_value_leaves_its_segment(value: str) -> None:
    value = value.encode("utf-8", "ignore").decode()
    if value in ("", ".", ".."):
        return
    url = httpx.URL(f"https://api.test{expand_path('/v1/{id}/end', {'id': value})}")
    path = urlsplit(str(url)).path
    assert path.count("/") == 3
    assert path.startswith("/v1/")
    assert path.endswith("/end")
    assert unquote(path.split("/")[2]) == value
