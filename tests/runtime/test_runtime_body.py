"""Bodies of every accepted shape -> JSON."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import io
import json
import re
import uuid
from collections import UserString, deque
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pydantic
import pytest
from hypothesis import given, strategies as st

from runtime.body import PendingFiles, encode_json, merge_body
from runtime.sentinels import not_given, omit


class Inner(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    name: str
    left_out: int = 3
    when: datetime.date | None = None


class Aliased(pydantic.BaseModel):
    schema_: str = pydantic.Field(alias="schema")


class Colour(str, enum.Enum):
    RED = "red"


class Number(enum.Enum):
    ONE = 1


@dataclasses.dataclass
class Point:
    x: int
    y: Any = omit


class Access(enum.IntFlag):
    READ = 1
    WRITE = 2


class Tool:
    def to_dict(self) -> dict[str, object]:
        return {"name": "look"}


DATA = (("data", {"type": "base64"}),)


def sent(value: object, base64_members: Any = ()) -> Any:
    data, _ = encode_json(value, base64_members)
    return json.loads(data.read() if isinstance(data, PendingFiles) else data)


def source(data: object) -> dict[str, object]:
    return {"type": "base64", "data": data}


UTC = datetime.timezone.utc


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, 2.5, None, True, "x"]}, {"a": [1, 2.5, None, True, "x"]}),
        ({"a": omit, "b": {"c": not_given, "d": 1}}, {"b": {"d": 1}}),
        ({"a": [1, omit, 2]}, {"a": [1, 2]}),
        ({"a": datetime.datetime(2026, 1, 2, 3, tzinfo=UTC)}, {"a": "2026-01-02T03:00:00+00:00"}),
        ({"a": datetime.timedelta(hours=36)}, {"a": "P1DT12H"}),
        ({"a": datetime.date(2026, 1, 2)}, {"a": "2026-01-02"}),
        ({"a": uuid.UUID(int=1)}, {"a": "00000000-0000-0000-0000-000000000001"}),
        ({"a": Colour.RED, "b": Number.ONE}, {"a": "red", "b": 1}),
        ({"a": decimal.Decimal("1.5"), "b": decimal.Decimal(2)}, {"a": 1.5, "b": 2}),
        ({"a": Inner(name="n")}, {"a": {"name": "n"}}),
        (
            {"a": [Inner(name="n", when=datetime.date(2026, 1, 2), extra=1)]},  # type: ignore[call-arg]
            {"a": [{"name": "n", "when": "2026-01-02", "extra": 1}]},
        ),
        ({"a": Inner(name="n"), "b": omit}, {"a": {"name": "n"}}),
        (Aliased(schema="s"), {"schema": "s"}),
        ({"a": Point(1)}, {"a": {"x": 1}}),
        ({"a": MappingProxyType({"b": 1})}, {"a": {"b": 1}}),
        ({"a": (1, 2), "b": {3}}, {"a": [1, 2], "b": [3]}),
        ({"a": (x for x in [1, {"b": omit}])}, {"a": [1, {}]}),
        ({"a": {"b": 1}.keys()}, {"a": ["b"]}),
        ({"a": deque([1]), "b": map(str, [1]), "c": range(2)}, {"a": [1], "b": ["1"], "c": [0, 1]}),
        ({"a": Access.READ | Access.WRITE, "b": UserString("x")}, {"a": 3, "b": "x"}),
        ({"tools": [Tool()]}, {"tools": [{"name": "look"}]}),
        ({1: "a", Colour.RED: 2}, {"1": "a", "red": 2}),
        ("text", "text"),
        (None, None),
        ([], []),
    ],
)
def test_shapes(value: object, expected: object) -> None:
    assert sent(value) == expected


def test_it_is_compact_utf_8() -> None:
    assert encode_json({"a": "ü", "b": [1, 2]}).data == '{"a":"ü","b":[1,2]}'.encode()


def test_half_a_surrogate_pair_is_escaped() -> None:
    assert encode_json({"a": "\ud800"}).data == b'{"a":"\\ud800"}'


@pytest.mark.parametrize("around", [{}, {"left out": omit}, {"half a pair": "\ud800"}])
@pytest.mark.parametrize(
    "digits", ["0.1000000000000000055511151231257827", "-1.50", "1E+400", "12345678901234567890"]
)
def test_a_decimal_keeps_its_digits(digits: str, around: dict[str, object]) -> None:
    data, _ = encode_json({"a": decimal.Decimal(digits), **around})
    assert isinstance(data, bytes)
    assert data.startswith(b'{"a":%b' % digits.encode())


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_a_decimal_that_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match=f"`a` is {number}"):
        encode_json({"a": decimal.Decimal(number)})


@pytest.mark.parametrize("data", [b"hi", bytearray(b"hi"), io.BytesIO(b"hi"), io.StringIO("hi")])
def test_files_and_bytes_are_base64_where_the_api_has_it(data: object) -> None:
    message = {"content": [{"source": source(data)}], "iterator": iter([1])}
    assert sent(message, DATA) == {"content": [{"source": source("aGk=")}], "iterator": [1]}


def test_whatever_is_below_a_member_of_base64_is_base64() -> None:
    images = {"images": [b"hi"], "by_name": {"a": b"hi"}}
    assert sent(images, (("images", {}), ("by_name", {}))) == {
        "images": ["aGk="],
        "by_name": {"a": "aGk="},
    }
    assert sent([b"hi"], (("", {}),)) == ["aGk="]


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ({"messages": [{"content": Path(__file__)}]}, "`messages[0].content` is a PosixPath"),
        ({"messages": iter([{"content": io.BytesIO()}])}, "`messages[0].content` is a BytesIO"),
        ({"source": {"type": "text", "data": Path(__file__)}}, "`source.data` is a PosixPath"),
        ({"source": {"type": "base64", "title": b"hi"}}, "`source.title` is a bytes"),
        ({"data": memoryview(b"hi")}, "`data` is a memoryview"),
        ({"a": {"b": [0, {1, object}]}}, "`a.b[1]"),
        (b"hi", "The body is a bytes"),
    ],
)
def test_what_has_no_place_is_told_with_the_way_to_it(body: object, way: str) -> None:
    with pytest.raises(TypeError, match=re.escape(way)):
        encode_json(body, DATA)


def test_middleware_is_shown_lists_where_iterators_were() -> None:
    assert encode_json({"a": (x for x in [1]), "b": omit}).value == {"a": [1]}


def test_files_are_read_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    pending, value = encode_json({"source": source(path), "items": iter([1, 2])}, DATA)
    assert isinstance(pending, PendingFiles)
    path.write_bytes(b"hi")
    assert json.loads(pending.read()) == {"source": source("aGk="), "items": [1, 2]} == value


def test_a_model_that_pydantic_has_no_json_for() -> None:
    class Holder(pydantic.BaseModel):
        model_config = pydantic.ConfigDict(arbitrary_types_allowed=True)
        point: Point

    assert sent({"a": Holder(point=Point(1, 2)), "b": omit}) == {"a": {"point": {"x": 1, "y": 2}}}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": [float("-inf")]}])
def test_what_json_has_not_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode_json(value)


def test_unknown_objects_are_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        encode_json({"a": object()})


def test_a_body_inside_itself_is_refused() -> None:
    loop: dict[str, object] = {"a": omit}
    loop["b"] = loop
    with pytest.raises(ValueError, match=r"deep|[Cc]ircular"):
        encode_json(loop)


@pytest.mark.parametrize(
    ("body", "extra", "merged"),
    [
        ({"a": 1, "b": {"c": 1}}, {"b": {"d": 2}}, {"a": 1, "b": {"d": 2}}),
        (not_given, {"a": 1}, {"a": 1}),
        ({"a": 1}, None, {"a": 1}),
        ({"a": 1}, {"a": omit}, {"a": omit}),
        (Inner(name="n"), {"b": 1}, {"name": "n", "b": 1}),
    ],
)
def test_extra_body_is_laid_on_top(body: object, extra: object, merged: object) -> None:
    assert merge_body(body, extra) == merged


def test_extra_body_needs_an_object() -> None:
    with pytest.raises(TypeError, match="extra_body"):
        merge_body([1], {"a": 1})


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(_json)
def test_both_ways_of_encoding_agree(value: object) -> None:
    quick = encode_json({"v": value}).data
    assert encode_json({"v": value, "x": omit}).data == quick
    assert isinstance(quick, bytes)
    assert json.loads(quick) == {"v": value}
