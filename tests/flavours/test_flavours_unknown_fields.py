"""Fields that the document doesn't know: dropped, or where a style says `extra: keep`, kept."""

from __future__ import annotations

import copy
import pickle

from flavoured import Flavour

HELLO = {"type": "text", "text": "hello", "new": [1]}
LETTER = {"kind": "letter", "pages": [HELLO], "weight": 1, "from": "me", "extra": {"a": 1}}


def test_they_are_dropped(lean: Flavour) -> None:
    got = lean.read("Letter", LETTER)
    assert not hasattr(got, "extra")
    assert not hasattr(got.pages[0], "new")
    assert got.to_dict() == {
        "kind": "letter",
        "pages": [{"type": "text", "text": "hello"}],
        "weight": 1,
        "from": "me",
    }


def test_they_are_kept(lean: Flavour) -> None:
    got = lean.read(lean.open_post.Letter, LETTER)
    assert (got.extra, got.pages[0].new) == ({"a": 1}, [1])
    assert got.to_dict() == LETTER
    for same in (copy.copy(got), copy.deepcopy(got), pickle.loads(pickle.dumps(got))):
        assert same == got
        assert same.extra == {"a": 1}


def test_what_has_none_is_the_same_either_way(lean: Flavour) -> None:
    value = {"kind": "letter", "pages": [{"type": "text", "text": "hello"}], "weight": 1}
    got = lean.read(lean.open_post.Letter, {**value, "from": "me"})
    assert isinstance(got, lean.open_post.Letter)
    assert got.to_dict() == lean.read("Letter", {**value, "from": "me"}).to_dict()


def test_their_names_hide_nothing(lean: Flavour) -> None:
    got = lean.read(lean.open_post.Letter, {**LETTER, "to_dict": 1, "from_": 2, "_unknown": 3})
    assert got.from_ == "me"
    assert got.to_dict()["to_dict"] == 1
