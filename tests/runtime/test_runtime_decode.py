"""Bytes of responses, as foreseen and not, in; what the models make of them out."""

from __future__ import annotations

import copy
import json
import pickle
import warnings
from datetime import datetime, timezone
from typing import Annotated, Any, Literal, TypeAlias, Union

import httpx
import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from runtime.decode import InvalidJSON, decode, decoder, resolve
from runtime.models import Model, Unknown, Variants
from runtime.response_info import ResponseInfo, attach
from runtime.settings import ResponseHeaders

HERE = __name__
Mood = Literal["calm", "wild"]


# The aliases come after the classes whose fields name them, as in generated modules.
class Letter(Model):
    kind: Literal["letter"]
    pages: list[Page]
    first: Page | None = None
    either: str | list[Page] | None = None
    mood: Mood | None = None
    moods: list[Mood] | None = None
    weight: int
    sent: datetime | None = None
    class_: str | None = None


class Text(Model):
    type: Literal["text"]
    text: str


class Parcel(Model):
    type: Literal["parcel"]
    inside: list[Page]
    stamp: Stamp


class RoundStamp(Model):
    type: Literal["stamp", "old_stamp"]
    shape: Literal["round"]
    cents: int


class SquareStamp(Model):
    type: Literal["stamp"]
    shape: Literal["square"]
    cents: int


Stamp: TypeAlias = Annotated[Union[RoundStamp, SquareStamp], Variants("shape")]
Enclosure: TypeAlias = Annotated[Union[Parcel, Stamp], Variants("type")]
Page: TypeAlias = Annotated[Union[Text, Enclosure], Variants("type")]


class Plain(Model):
    type: Literal["plain"] | None = None
    size: int
    inside: list[Wrapping] | None = None


Wrapping: TypeAlias = Annotated[Union[Plain, Parcel, Text], Variants("type", Plain)]


class Cat(Model):
    name: str
    whiskers: int


class Dog(Model):
    name: str
    barks: bool


class Home(Model):
    pet: Cat | Dog
    pets: dict[str, Cat] | None = None


def letter(**changes: object) -> bytes:
    whole = {"kind": "letter", "pages": [], "weight": 1, **changes}
    return json.dumps({name: value for name, value in whole.items() if value is not ...}).encode()


def read(**changes: object) -> Any:
    return decode(f"{HERE}:Letter", letter(**changes))


def kind(value: object) -> type:
    """The class, of which type checkers draw no conclusions."""
    return type(value)


HELLO = {"type": "text", "text": "hello"}


def test_what_was_foreseen_is_typed() -> None:
    got = read(pages=[HELLO], sent="2026-01-02T03:04:05Z", either="yes", mood="calm")
    assert isinstance(got, Letter)
    assert got.pages == [Text(type="text", text="hello")]
    assert got.sent == datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    assert (got.either, got.mood) == ("yes", "calm")


def test_a_union_in_a_union_is_told_apart_by_its_own_property() -> None:
    stamp = {"type": "stamp", "shape": "square", "cents": 5}
    got = read(pages=[stamp, {"type": "parcel", "inside": [HELLO], "stamp": stamp}])
    assert isinstance(got.pages[0], SquareStamp)
    assert isinstance(got.pages[1].stamp, SquareStamp)
    assert got.pages[1].inside[0].text == "hello"


def test_an_unknown_variant_is_what_it_is() -> None:
    got = read(pages=[{"type": "hologram", "beam": {"red": 1}}, HELLO])
    assert isinstance(got.pages[0], Unknown)
    assert (got.pages[0].type, got.pages[0].beam) == ("hologram", {"red": 1})
    assert isinstance(got.pages[1], Text)
    assert got.to_dict()["pages"][0] == {"type": "hologram", "beam": {"red": 1}}


def test_an_unknown_variant_does_not_leave_the_fast_path() -> None:
    fast = decoder(Letter).fast
    assert fast(letter(pages=[{"type": "new"}, {}], mood="moody", moods=["calm", "x"]))


@pytest.mark.parametrize("tag", [None, 3, [], {}, "stampede"])
def test_any_tag_is_survived(tag: object) -> None:
    assert decode(f"{HERE}:Page", json.dumps({"type": tag, "a": 1}).encode()).a == 1


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")  # of ill-typed values
@pytest.mark.parametrize(
    ("value", "cls"),
    [
        ({"size": 1}, Plain),
        ({"type": "plain", "size": 1}, Plain),
        ({"type": None, "size": 1}, Plain),
        ({"type": "newer", "size": 1, "inside": [{"size": 2}, HELLO]}, Plain),
        ({"size": "large"}, Plain),
        (HELLO, Text),
        ({"type": "text", "text": 5}, Text),
    ],
)
def test_a_default_variant_stands_for_what_no_tag_tells(value: dict[str, Any], cls: type) -> None:
    got = decode(f"{HERE}:Wrapping", json.dumps(value).encode())
    assert kind(got) is cls
    assert got.to_dict() == value
    if "inside" in value:
        assert [kind(each) for each in got.inside] == [Plain, Text]


def test_a_default_variant_may_be_any_model_made_before() -> None:
    made: list[Any] = [Unknown(type="new"), Plain(size=1)]
    assert Plain(size=1, inside=made).inside == made


def test_new_values_of_an_enum_arrive() -> None:
    got = read(mood="moody", moods=["wild", "moody", 3])
    assert (got.mood, got.moods) == ("moody", ["wild", "moody", 3])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert got.to_dict()["mood"] == "moody"


def test_an_ill_typed_variant_keeps_its_class() -> None:
    got = read(pages=[{"type": "text", "text": 5, "more": True}, 3, None])
    assert kind(got.pages[0]) is Text
    assert (got.pages[0].text, got.pages[0].more) == (5, True)
    assert got.pages[1:] == [3, None]


def test_what_fits_is_typed_beside_what_does_not() -> None:
    got = read(weight="heavy", pages=[HELLO, {"type": "new"}], sent="2026-01-02T03:04:05Z")
    assert kind(got) is Letter
    assert got.weight == "heavy"
    assert isinstance(got.pages[0], Text)
    assert isinstance(got.pages[1], Unknown)
    assert isinstance(got.sent, datetime)


def test_a_missing_field_is_none_and_in_no_dump() -> None:
    got = read(weight=..., mood="wild")
    assert (got.weight, got.first, got.moods) == (None, None, None)
    assert got.to_dict() == {"kind": "letter", "pages": [], "mood": "wild"}


def test_a_union_without_tags_goes_by_shape() -> None:
    got = decode(
        f"{HERE}:Home", b'{"pet": {"name": "Rex", "barks": "much"}, "pets": {"a": {"name": 1}}}'
    )
    assert kind(got.pet) is Dog
    assert got.pet.barks == "much"
    assert isinstance(got.pets["a"], Cat)


def test_more_than_the_document_says_is_kept() -> None:
    got = read(extra={"a": [1]}, model_config="x", _request_id="fake")
    assert got.extra == {"a": [1]}
    assert got.to_dict()["model_config"] == "x"
    assert got._request_id is None


@pytest.mark.parametrize("data", [b"[]", b"3", b"null", b'"text"', b"true", b"[{}]"])
def test_json_of_another_kind_arrives_as_it_is(data: bytes) -> None:
    assert decode(f"{HERE}:Letter", data) == json.loads(data)


def test_surrogates_and_depth_are_no_obstacle() -> None:
    lone = decode(f"{HERE}:Letter", b'{"pages": [{"type": "text", "text": "\\ud800"}]}')
    assert lone.pages[0].text == "\ud800"
    deep = decode(f"{HERE}:Letter", b'{"pages": ' + b"[" * 400 + b"]" * 400 + b"}")
    assert isinstance(deep, Letter)


def test_what_is_nested_deeper_than_any_api_does_stays_as_it_came() -> None:
    """Each level is validated with all that is below it: 400 of them took a minute."""
    got = decode(f"{HERE}:Page", b'{"type":"parcel","inside":[' * 150 + b"]}" * 150)
    for _ in range(20):
        assert isinstance(got, Parcel)
        got = got.inside[0]
    while isinstance(got, Parcel):
        got = got.inside[0]
    assert got["inside"][0]["type"] == "parcel"


def test_mending_takes_no_longer_the_deeper_it_is() -> None:
    """Were each level tried twice, these thirty would be looked at 2**30 times."""
    bad = b'{"type":"parcel","inside":[' * 30 + b"]}" * 30
    got = decode(f"{HERE}:Page", bad)
    for _ in range(29):
        assert isinstance(got, Parcel)
        assert got.stamp is None
        got = got.inside[0]
    bare = decode(f"{HERE}:Wrapping", b'{"inside":[' * 30 + b"]}" * 30)
    assert kind(bare.inside[0].inside[0]) is Plain


@pytest.mark.parametrize("data", [b"", b"<html>", b"{", b"{'a': 1}", b"\xff\xfe", b"1 2"])
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidJSON):
        decode(f"{HERE}:Letter", data)


def test_references() -> None:
    assert resolve(f"{HERE}:Letter") is Letter
    assert decode("str", "ä".encode()) == "ä"
    assert decode("bytes", b"\0") == b"\0"
    assert decode("json", b'{"a": 1}') == {"a": 1}
    assert decode(f"{HERE}:Text[]", json.dumps([HELLO]).encode()) == [
        Text(type="text", text="hello")
    ]
    assert decoder(f"{HERE}:Letter") is decoder(f"{HERE}:Letter")
    with pytest.raises(AttributeError):
        resolve(f"{HERE}:Nothing")


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


@given(JSON)
def test_no_json_raises_and_none_of_it_is_lost(value: Any) -> None:
    got = decode(f"{HERE}:Letter", json.dumps(value).encode())
    if isinstance(value, dict):
        assert isinstance(got, Letter)
        assert set(got.to_dict(warnings=False)) == set(value)
    else:
        assert got == value


def test_objects_made_by_hand_may_hold_any_variant() -> None:
    variants: list[Any] = [Text(type="text", text="a"), Unknown(type="new")]
    made = Letter(kind="letter", weight=1, pages=variants)
    assert [kind(page) for page in made.pages] == [Text, Unknown]


def test_checking_on_purpose_is_strict() -> None:
    with pytest.raises(ValidationError):
        Letter.model_validate({"kind": "letter", "weight": 1, "pages": [{"type": "text"}]})


def test_models_have_a_json_schema() -> None:
    assert "Text" in json.dumps(Letter.model_json_schema())


def test_dumps() -> None:
    got = read(sent="2026-01-02T03:04:05Z", pages=[HELLO])
    assert got.to_dict()["sent"] == got.sent
    assert got.to_dict(mode="json")["sent"] == "2026-01-02T03:04:05Z"
    assert json.loads(got.to_json()) == json.loads(got.to_json(indent=None))
    assert "\n" not in got.to_json(indent=None)
    assert "first" not in got.to_dict()
    assert "first" in got.to_dict(exclude_unset=False)
    assert str(got).startswith("Letter(kind='letter'")


NAMES = ResponseHeaders(
    request_id="request-id",
    organization_id="org",
    workspace_id="ws",
    rate_limit_prefix="limit-",
)


def test_the_outermost_object_tells_of_its_response() -> None:
    head = {
        "Request-Id": "req_1",
        "org": "o",
        "limit-tokens-remaining": "7",
        "Set-Cookie": "secret",
    }
    headers = httpx.Headers(head)
    got, same = read(pages=[HELLO]), read(pages=[HELLO])
    before = got.to_dict()
    assert attach(got, ResponseInfo(headers, NAMES, 200)) is got
    assert got._request_id == "req_1"
    assert got._organization_id == "o"
    assert got._workspace_id is None
    assert got._rate_limits is not None
    assert got._rate_limits.tokens.remaining == 7
    assert got.pages[0]._request_id is None
    assert got == same
    assert got.to_dict() == before
    assert "req_1" not in repr(got)
    pickled = pickle.dumps(got)
    assert b"secret" not in pickled
    for again in (copy.copy(got), copy.deepcopy(got), got.model_copy(), pickle.loads(pickled)):
        assert again == got
        assert (again._request_id, again._organization_id) == ("req_1", "o")
        assert again._rate_limits.tokens.remaining == 7


def test_what_is_no_model_stays_as_it_is() -> None:
    assert attach([1], ResponseInfo({}, NAMES, 200)) == [1]
