"""What msgspec decodes by itself, and what goes the second way."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flavoured import LEAN

MSGSPEC = LEAN[0]
HELLO = {"type": "text", "text": "hello"}
LETTER: dict[str, Any] = {"kind": "letter", "pages": [], "weight": 1, "from": "me"}


def fast(target: str, value: object) -> Any:
    found = getattr(MSGSPEC.post, target)
    return MSGSPEC.part("decode").decoder(found).fast(json.dumps(value).encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"mood": "a value that came later"},
        {"unheard_of": {"a": 1}},
        {"pages": [{"type": "stamp", "shape": "round", "cents": 1}]},
        {"pages": [HELLO, {"type": "hologram"}]},
        {"when": "2026-01-02", "due": "2026-01-02"},
        {"wrapped": {"size": 1}},
    ],
)
def test_these_are_decoded_in_one_pass(changes: dict[str, Any]) -> None:
    """By msgspec, and by us just where a union is none that it can tell apart."""
    assert fast("Letter", {**LETTER, **changes}) == MSGSPEC.read("Letter", {**LETTER, **changes})


@pytest.mark.parametrize("value", [{**LETTER, "weight": "heavy"}, {"kind": "letter"}])
def test_these_go_the_second_way(value: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        fast("Letter", value)
    assert isinstance(MSGSPEC.read("Letter", value), MSGSPEC.post.Letter)


def test_a_tag_that_is_another_is_kept() -> None:
    got = MSGSPEC.read(MSGSPEC.post.Text, {"type": "newer", "text": "hello"})
    assert isinstance(got, MSGSPEC.post.Text)
    assert got.type == "newer"
    assert got.to_dict() == {"type": "newer", "text": "hello"}
    assert MSGSPEC.post.Text(text="a").type == "text"


def test_a_struct_of_a_user_is_a_result_as_well() -> None:
    import msgspec

    class Mine(msgspec.Struct):
        size: int = msgspec.field(name="Size")

    assert MSGSPEC.read(Mine, {"Size": 1}) == Mine(1)
    assert json.loads(MSGSPEC.part("body").json_bytes({"a": Mine(1)})) == {"a": {"Size": 1}}
