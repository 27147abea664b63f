"""Bytes of responses, as foreseen and not, in; what the models of each flavour make of them out."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from flavoured import LEAN, Flavour
from hypothesis import given, strategies as st

pytestmark = pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")

HELLO = {"type": "text", "text": "hello"}
STAMP = {"type": "stamp", "shape": "square", "cents": 5}
PARCEL = {"type": "parcel", "inside": [HELLO], "stamp": STAMP}
LETTER: dict[str, Any] = {"kind": "letter", "pages": [], "weight": 1, "from": "me"}


def kinds(values: Any) -> list[str]:
    return [type(value).__name__ for value in values]


def test_what_was_foreseen_is_typed(flavour: Flavour) -> None:
    got = flavour.read("Letter", {**LETTER, "pages": [HELLO, PARCEL], "class": "first"})
    assert isinstance(got, flavour.post.Letter)
    assert kinds(got.pages) == ["Text", "Parcel"]
    assert kinds(got.pages[1].inside) == ["Text"]
    assert (got.pages[0].type, got.pages[0].text) == ("text", "hello")
    assert (got.from_, got.class_, got.mood) == ("me", "first", None)


def test_types_contain_themselves(flavour: Flavour) -> None:
    got = flavour.read("Letter", {**LETTER, "reply": {**LETTER, "reply": LETTER}})
    assert kinds([got.reply, got.reply.reply]) == ["Letter", "Letter"]
    assert got.reply.reply.reply is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)),
        (
            "2026-01-02T03:04:05.25+02:00",
            datetime(2026, 1, 2, 3, 4, 5, 250_000, timezone(timedelta(hours=2))),
        ),
        ("2026-01-02T03:04:05", datetime(2026, 1, 2, 3, 4, 5)),
        ("soon", "soon"),
        ("2026-99-02T03:04:05Z", "2026-99-02T03:04:05Z"),
    ],
)
def test_times(flavour: Flavour, text: str, expected: object) -> None:
    assert flavour.read("Letter", {**LETTER, "sent": text}).sent == expected


def test_a_date_or_a_time(flavour: Flavour) -> None:
    day = flavour.read("Letter", {**LETTER, "due": "2026-01-02"}).due
    moment = flavour.read("Letter", {**LETTER, "due": "2026-01-02T03:04:05"}).due
    assert (type(day), day) == (date, date(2026, 1, 2))
    assert moment == datetime(2026, 1, 2, 3, 4, 5)
    assert flavour.read("Letter", {**LETTER, "when": "2026-01-02"}).when == "2026-01-02"


def test_a_whole_number_may_stand_for_a_float(flavour: Flavour) -> None:
    price = flavour.read("Letter", {**LETTER, "price": 3}).price
    assert (type(price), price) == (float, 3.0)


def test_a_union_in_a_union_is_told_apart_by_its_own_property(flavour: Flavour) -> None:
    old = {"type": "old_stamp", "shape": "round", "cents": 1}
    got = flavour.read("Letter", {**LETTER, "pages": [STAMP, PARCEL, old]})
    assert kinds(got.pages) == ["SquareStamp", "Parcel", "RoundStamp"]
    assert kinds([got.pages[1].stamp]) == ["SquareStamp"]


def test_an_unknown_variant_is_what_it_is(flavour: Flavour) -> None:
    foreign = {"type": "hologram", "beam": {"red": 1}}
    got = flavour.read("Letter", {**LETTER, "pages": [foreign, HELLO]})
    unknown = got.pages[0]
    assert isinstance(unknown, flavour.models.Unknown)
    assert (unknown.type, unknown.beam) == ("hologram", {"red": 1})
    assert not hasattr(unknown, "text")
    assert kinds(got.pages) == ["Unknown", "Text"]
    assert got.to_dict()["pages"] == [foreign, HELLO]
    assert "hologram" in repr(got)
    assert pickle.loads(pickle.dumps(got)) == copy.deepcopy(got) == got


@pytest.mark.parametrize("tag", [None, 3, [], {}, "stampede"])
def test_any_tag_is_survived(flavour: Flavour, tag: object) -> None:
    assert flavour.read(flavour.post.Page, {"type": tag, "a": 1}).a == 1


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"size": 1}, "Plain"),
        ({"type": "plain", "size": 1}, "Plain"),
        ({"type": "newer", "size": 1, "inside": [{"size": 2}, HELLO]}, "Plain"),
        ({"size": "large"}, "Plain"),
        (HELLO, "Text"),
        ({"type": "text", "text": 5}, "Text"),
    ],
)
def test_a_default_variant_stands_for_what_no_tag_tells(
    flavour: Flavour, value: dict[str, Any], kind: str
) -> None:
    got = flavour.read(flavour.post.Wrapping, value)
    assert kinds([got]) == [kind]
    assert got.to_dict() == value
    if "inside" in value:
        assert kinds(got.inside) == ["Plain", "Text"]


def test_new_values_of_an_enum_arrive(flavour: Flavour) -> None:
    got = flavour.read("Letter", {**LETTER, "mood": "moody", "moods": ["wild", "moody", 3]})
    assert (got.mood, got.moods) == ("moody", ["wild", "moody", 3])


def test_what_fits_is_typed_beside_what_does_not(flavour: Flavour) -> None:
    pages = [HELLO, {"type": "text", "text": 5}, 3, None, STAMP]
    sent = "2026-01-02T03:04:05Z"
    got = flavour.read("Letter", {**LETTER, "weight": "heavy", "pages": pages, "sent": sent})
    assert (got.weight, got.pages[1].text, got.pages[2:4]) == ("heavy", 5, [3, None])
    assert kinds(got.pages) == ["Text", "Text", "int", "NoneType", "SquareStamp"]
    assert isinstance(got.sent, datetime)


def test_a_missing_field_is_none_and_in_no_dump(flavour: Flavour) -> None:
    got = flavour.read("Letter", {"kind": "letter", "pages": [{"type": "text"}], "from": "me"})
    assert (got.weight, got.first, got.pages[0].text) == (None, None, None)
    assert got.to_dict() == {"kind": "letter", "pages": [{"type": "text"}], "from": "me"}


def test_a_union_without_tags_goes_by_shape(flavour: Flavour) -> None:
    rex, tom = {"name": "Rex", "barks": True}, {"name": "Tom", "whiskers": 8}
    got = flavour.read("Home", {"pet": rex, "pets": {"a": tom}, "many": [rex]})
    assert kinds([got.pet, got.pets["a"], *got.many]) == ["Dog", "Cat", "Dog"]
    assert got.to_dict() == {"pet": rex, "pets": {"a": tom}, "many": [rex]}
    assert flavour.read("Letter", {**LETTER, "either": "yes"}).either == "yes"
    assert kinds(flavour.read("Letter", {**LETTER, "either": [HELLO]}).either) == ["Text"]
    odd = flavour.read("Home", {"pet": {"name": "Rex", "barks": "much"}})
    assert (kinds([odd.pet]), odd.pet.barks) == (["Dog"], "much")


@pytest.mark.parametrize("data", [b"[]", b"3", b"null", b'"text"', b"true", b"[{}]"])
def test_json_of_another_kind_arrives_as_it_is(flavour: Flavour, data: bytes) -> None:
    assert flavour.decode("Letter", data) == json.loads(data)


@pytest.mark.parametrize("data", [b"", b"<html>", b"{", b"{'a': 1}", b"\xff\xfe", b"1 2"])
def test_what_is_not_json_is_refused(flavour: Flavour, data: bytes) -> None:
    with pytest.raises(flavour.part("decode").InvalidJSON):
        flavour.decode("Letter", data)


def test_surrogates_and_depth_are_no_obstacle(flavour: Flavour) -> None:
    lone = flavour.decode("Letter", b'{"pages": [{"type": "text", "text": "\\ud800"}]}')
    assert lone.pages[0].text == "\ud800"
    deep = flavour.decode("Letter", b'{"pages": ' + b"[" * 400 + b"]" * 400 + b"}")
    assert isinstance(deep, flavour.post.Letter)
    nested = b'{"type":"parcel","inside":[' * 150 + b"]}" * 150
    assert flavour.decode(flavour.post.Page, nested).type == "parcel"


def test_a_reference_names_any_type(flavour: Flavour) -> None:
    decode = flavour.part("decode").decode
    assert decode("str", "ä".encode()) == "ä"
    assert decode("bytes", b"\0") == b"\0"
    assert decode("json", b'{"a": 1}') == {"a": 1}
    assert kinds(decode(f"post_{flavour.name}:Text[]", json.dumps([HELLO]).encode())) == ["Text"]


def test_dumps(flavour: Flavour) -> None:
    given = {**LETTER, "pages": [HELLO], "sent": "2026-01-02T03:04:05Z", "class": "first"}
    got = flavour.read("Letter", given)
    assert got.to_dict(mode="json") == given
    assert got.to_dict()["sent"] == got.sent
    assert json.loads(got.to_json()) == json.loads(got.to_json(indent=None)) == given
    assert "\n" not in got.to_json(indent=None)
    assert "first" not in got.to_dict()
    assert got.to_dict(exclude_unset=False)["first"] is None
    assert "first" not in got.to_dict(exclude_unset=False, exclude_none=True)
    assert "first" not in got.to_dict(exclude_unset=False, exclude_defaults=True)
    assert got.to_dict(use_api_names=False)["class_"] == "first"
    assert str(got).startswith("Letter(kind='letter'")


def test_the_outermost_object_tells_of_its_response(flavour: Flavour) -> None:
    info, settings = flavour.part("response_info"), flavour.part("settings")
    got, same = (flavour.read("Letter", {**LETTER, "pages": [HELLO]}) for _ in range(2))
    names = settings.ResponseHeaders(request_id="request-id")
    assert info.attach(got, info.ResponseInfo({"request-id": "req_1"}, names, 200)) is got
    assert (got._request_id, got._workspace_id, got.pages[0]._request_id) == ("req_1", None, None)
    assert got == same
    assert got.to_dict() == same.to_dict()
    assert "req_1" not in repr(got)
    for again in (copy.copy(got), copy.deepcopy(got), pickle.loads(pickle.dumps(got))):
        assert (again, again._request_id) == (got, "req_1")


def test_no_field_can_pose_as_what_we_note(flavour: Flavour) -> None:
    got = flavour.read("Letter", {**LETTER, "_response_info": "x", "_request_id": "fake"})
    assert got._request_id is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["kind", "pages", "weight", "type", "text", "shape", "inside", "sent"])
        | st.text(max_size=3),
        inner | st.sampled_from(["text", "parcel", "stamp", "round", "letter"]),
        max_size=5,
    ),
    max_leaves=20,
)


@given(JSON, st.sampled_from(LEAN))
def test_no_json_raises_and_none_of_what_is_known_is_lost(value: Any, flavour: Flavour) -> None:
    got = flavour.read("Letter", value)
    if isinstance(value, dict):
        assert isinstance(got, flavour.post.Letter)
        assert {"kind", "pages", "weight"} & value.keys() <= got.to_dict().keys()
    else:
        assert got == value
