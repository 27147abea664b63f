"""Types of an `ir.Api` in, strategies that make JSON values of them, and spoil them, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timezone
from functools import cache
from typing import Any, cast

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from clientsmith.api.ir import AliasShape, ObjectShape
from clientsmith.api.types import (
    Anything,
    Array,
    Enumeration,
    JsonValue,
    MapOf,
    Nullable,
    Primitive,
    Ref,
    SchemaKey,
    Type,
    Union,
)
from support.claude import schemas

Values = SearchStrategy[Any]

_DEEPEST = 4
_TEXTS = st.text(max_size=12)
# Whole numbers up to here are the same as integers and as floats.
_EXACT = 2**53
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-_EXACT, _EXACT)
_SCALARS = st.none() | st.booleans() | _NUMBERS | _TEXTS
ANYTHING: Values = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=6,
)
_MOMENTS = st.datetimes(timezones=st.just(timezone.utc)).map(
    lambda moment: moment.isoformat().replace("+00:00", "Z")
)
_FORMATS: Mapping[str, Values] = {
    "date-time": _MOMENTS,
    "date": st.dates().map(lambda day: day.isoformat()),
}


@cache
def values(type_: Type, depth: int = 0) -> Values:
    """Values of a type: every variant, with and without what may be left out."""
    return _MAKERS[type(type_)](type_, depth)


@cache
def objects(key: SchemaKey, depth: int = 0) -> Values:
    """Values of a named type; now and then with a member that no document foresaw."""
    shape = schemas()[key].shape
    if isinstance(shape, AliasShape):
        return values(shape.type, depth)
    members = {each.name: values(each.type, depth + 1) for each in shape.properties}
    required = {each.name: members[each.name] for each in shape.properties if each.required}
    optional = {} if depth > _DEEPEST else {**members, "came_later": ANYTHING}
    rest = {name: made for name, made in optional.items() if name not in required}
    return st.fixed_dictionaries(required, optional=rest)


@st.composite
def spoilt(draw: DrawFn, key: SchemaKey) -> JsonValue:
    """A value of a named type with one part of it, or all of it, replaced by something else."""
    value: Any = draw(objects(key))
    places = [_nothing, *_places(value)]
    put = draw(st.sampled_from(places))
    other = draw(ANYTHING)
    put(other)
    return other if put is _nothing else cast("JsonValue", value)


def _nothing(_: Any) -> None:
    """Stands for the place of the whole value."""


def _places(value: Any) -> list[Callable[[Any], None]]:
    """A function for each place in a value, that puts something else there."""
    found: list[Callable[[Any], None]] = []
    pending = [value]
    while pending:
        holder = pending.pop()
        keys: Any = holder if isinstance(holder, dict) else range(len(holder))
        found += [_putter(holder, key) for key in keys]
        pending += [holder[key] for key in keys if isinstance(holder[key], dict | list)]
    return found


def _putter(holder: Any, key: Any) -> Callable[[Any], None]:
    return lambda other: holder.__setitem__(key, other)


def _primitive(type_: Primitive, depth: int) -> Values:
    del depth
    if type_.kind == "string":
        return _FORMATS.get(type_.format, _TEXTS)
    kinds: dict[str, Values] = {
        "integer": st.integers(-_EXACT, _EXACT),
        "number": _NUMBERS,
        "boolean": st.booleans(),
        "null": st.none(),
    }
    return kinds[type_.kind]


def _array(type_: Array, depth: int) -> Values:
    if depth > _DEEPEST:
        return st.just([]).map(list)
    return st.lists(values(type_.item, depth + 1), max_size=3)


def _mapping(type_: MapOf, depth: int) -> Values:
    if depth > _DEEPEST:
        return st.just({}).map(dict)
    return st.dictionaries(_TEXTS, values(type_.value, depth + 1), max_size=2)


def _nullable(type_: Nullable, depth: int) -> Values:
    return st.none() if depth > _DEEPEST else st.none() | values(type_.inner, depth)


def _union(type_: Union, depth: int) -> Values:
    # Deep down the first member only: a recursive union has to end somewhere.
    members = type_.members[:1] if depth > _DEEPEST else type_.members
    return st.one_of(*(values(member, depth + 1) for member in members))


_MAKERS: Mapping[type, Callable[[Any, int], Values]] = {
    Ref: lambda type_, depth: objects(type_.key, depth),
    Primitive: _primitive,
    Enumeration: lambda type_, depth: st.sampled_from(type_.values),
    Array: _array,
    MapOf: _mapping,
    Nullable: _nullable,
    Union: _union,
    Anything: lambda type_, depth: ANYTHING,
}


def answered() -> list[SchemaKey]:
    """The keys of all objects that responses give."""
    return [
        key
        for key, schema in schemas().items()
        if schema.in_response and isinstance(schema.shape, ObjectShape)
    ]
