"""A version and changes in, the version that follows out."""

from __future__ import annotations

import pytest

from clientsmith.diff.changes import Change, Kind
from clientsmith.diff.telling import markdown_of
from clientsmith.diff.versions import admits, next_version


def changes(*kinds: Kind) -> list[Change]:
    return [Change(kind, "client.pets.list", "is other", "") for kind in kinds]


@pytest.mark.parametrize(
    ("version", "kinds", "follows"),
    [
        ("1.2.3", ("breaking", "fix"), "2.0.0"),
        ("1.2.3", ("addition", "fix"), "1.3.0"),
        ("1.2.3", ("fix",), "1.2.4"),
        ("1.2.3", (), "1.2.3"),
        ("0.2.3", ("breaking", "addition"), "0.3.0"),
        ("0.2.3", ("addition",), "0.2.4"),
        ("0.0.9", ("fix",), "0.0.10"),
    ],
)
def test_the_version_that_follows(version: str, kinds: tuple[Kind, ...], follows: str) -> None:
    assert next_version(version, changes(*kinds)) == follows


@pytest.mark.parametrize(
    ("old", "new", "kinds", "fine"),
    [
        ("1.2.3", "2.0.0", ("breaking",), True),
        ("1.2.3", "3.1.0", ("breaking",), True),
        ("1.2.3", "1.3.0", ("breaking",), False),
        ("0.2.3", "0.3.0", ("breaking",), True),
        ("0.2.3", "0.2.4", ("breaking",), False),
        ("1.2.3", "1.2.3", ("addition",), True),
        ("2024a", "2025a", ("breaking",), False),
    ],
)
def test_what_a_version_admits(old: str, new: str, kinds: tuple[Kind, ...], fine: bool) -> None:
    assert admits(old, new, changes(*kinds)) is fine


def test_a_document_s_words_are_no_markup() -> None:
    change = Change("fix", "Pet", "has <b>*words*</b> and `a*b`", "")
    assert r"\<b\>\*words\*\</b\> and `a*b`" in markdown_of("1.0.0", [change])
