"""A type in, a function that makes the nearest typed value of any JSON value out.

Nothing here raises for a value that JSON can hold: what doesn't fit stays as it came, and an object
is a model of its class with the fields that it has. Each type is looked at once; a function of None
says that values of the type are what they are in JSON.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeAlias, Union, cast, get_args, get_origin
from uuid import UUID

from .description import Describe, Description
from .scalars import (
    to_date,
    to_datetime,
    to_decimal,
    to_float,
    to_time,
    to_timedelta,
    to_uuid,
)
from .unions import LISTS, MAPPINGS, UNIONS, Variants, fitting, tag_of, unmarked

Convert: TypeAlias = Callable[[Any], Any]

_SCALARS: dict[Any, Convert] = {
    float: to_float,
    datetime.datetime: to_datetime,
    datetime.date: to_date,
    datetime.time: to_time,
    datetime.timedelta: to_timedelta,
    Decimal: to_decimal,
    UUID: to_uuid,
}


class Converters:
    """The functions of all types of one flavour, each made when first asked for."""

    def __init__(self, describe: Describe, unknown: type[Any]) -> None:
        """`unknown` is the class of variants that aren't known."""
        self._describe = describe
        self._unknown = unknown
        self._made: dict[Any, Convert | None] = {}

    def convert(self, target: Any, value: Any) -> Any:
        """The value as the type; what is too deep stays as it came."""
        convert = self.of(target)
        if convert is None:
            return value
        try:
            return convert(value)
        except RecursionError:
            return value

    def of(self, target: Any) -> Convert | None:
        """The function of a type."""
        try:
            if target not in self._made:
                self._made[target] = self._make(target)
            return self._made[target]
        except TypeError:  # a type whose annotations can't be hashed
            return self._make(target)

    def _make(self, target: Any) -> Convert | None:
        """By the kind of type.

        a model              field by field
        an alias             what it stands for
        a marked union       the member whose tag the value has
        a union              the member of the value's shape
        a list, a mapping    each value for itself
        anything else        a scalar
        """
        description = self._describe(target)
        if description is not None:
            return self._model(description)
        alias = getattr(target, "__value__", None)
        if alias is not None:
            return self._alias(alias)
        inner, marker = unmarked(target)
        origin, args = get_origin(inner), get_args(inner)
        if origin in UNIONS:
            return self._tagged(inner, marker) if marker else self._by_shape(args)
        if inner is not target:
            return self.of(inner)
        if origin in LISTS:
            return _list(self.of(args[0]))
        if origin in MAPPINGS:
            return _mapping(self.of(args[1]))
        return _SCALARS.get(inner) if isinstance(inner, type) else None

    def _model(self, description: Description) -> Convert:
        build, keeps = description.build, description.keeps_unknown

        # Not before the first object: the class may contain itself.
        @cache
        def table() -> tuple[dict[str, tuple[str, Convert | None]], Convert | None]:
            fields = {
                field.wire_name: (field.name, self.of(field.type)) for field in description.fields
            }
            return fields, self.of(description.additional)

        def convert(value: Any) -> Any:
            if type(value) is not dict:
                return value
            fields, further = table()
            contents: dict[str, Any] = {}
            unknown: dict[str, Any] = {}
            for key, item in cast("dict[str, Any]", value).items():
                found = fields.get(key)
                if found is not None:
                    contents[found[0]] = item if found[1] is None else found[1](item)
                elif keeps:
                    unknown[key] = item if further is None else further(item)
            return build(contents, unknown)

        return convert

    def _alias(self, meant: Any) -> Convert:
        # Not before the first value: the alias may contain itself.
        @cache
        def function() -> Convert | None:
            return self.of(meant)

        def convert(value: Any) -> Any:
            found = function()
            return value if found is None else found(value)

        return convert

    def _tagged(self, union: Any, marker: Variants) -> Convert:
        property = marker.property

        @cache
        def table() -> tuple[dict[Any, Convert], Convert]:
            tagged: dict[Any, Convert] = {}
            others: list[Any] = []
            for tags, member in marker.members(union, self._describe):
                convert = self.of(member)
                for tag in tags if convert else ():
                    tagged.setdefault(tag, cast("Convert", convert))
                if not tags:
                    others.append(member)
            return tagged, self._untagged(others, marker.default)

        def convert(value: Any) -> Any:
            tagged, otherwise = table()
            if type(value) is not dict:
                return otherwise(value)
            return tagged.get(tag_of(cast("Any", value), property), otherwise)(value)

        return convert

    def _untagged(self, others: list[Any], default: Any) -> Convert:
        """For what has the tag of no member: the default, a member of that shape, or `Unknown`."""
        if default is None and not any(self._is_object(each) for each in others):
            default = self._unknown
        as_default = self.of(default) if default else None
        by_shape = self._by_shape(tuple(others))

        def convert(value: Any) -> Any:
            if as_default is not None and type(value) is dict:
                return as_default(value)
            return value if by_shape is None else by_shape(value)

        return convert

    def _is_object(self, member: Any) -> bool:
        return self._describe(member) is not None or get_origin(member) in MAPPINGS

    def _by_shape(self, members: tuple[Any, ...]) -> Convert | None:
        """The function of an unmarked union: one each for objects, lists and scalars."""
        plain = [(member, get_origin(unmarked(member)[0])) for member in members]
        items = [get_args(member)[0] for member, origin in plain if origin in LISTS]
        objects = self._object([member for member, _ in plain])
        lists = _list(self.of(_union(items))) if items else None
        scalars = self._scalar([member for member, _ in plain])
        if objects is None and lists is None and scalars is None:
            return None

        def convert(value: Any) -> Any:
            kind = cast("object", type(value))
            found = objects if kind is dict else lists if kind is list else scalars
            return value if found is None else found(value)

        return convert

    def _object(self, members: list[Any]) -> Convert | None:
        """For an object: a union that is marked, the class that fits best, or a mapping."""
        described = [each for each in map(self._describe, members) if each is not None]
        values = [get_args(each)[1] for each in members if get_origin(each) in MAPPINGS]
        nested = [each for each in members if get_origin(unmarked(each)[0]) in UNIONS]
        mapping = _mapping(self.of(_union(values))) if values else None
        last = mapping or (self.of(nested[0]) if nested else None)
        if not described:
            return last
        if len(described) == 1 and last is None:
            return self.of(described[0].cls)

        def convert(value: Any) -> Any:
            found = fitting(described, value)
            chosen = last if found is None else self.of(found.cls)
            return value if chosen is None else chosen(value)

        return convert

    def _scalar(self, members: list[Any]) -> Convert | None:
        """For a text or a number; where a text is welcome as it is, it stays one."""
        if any(member is str or get_origin(member) is Literal for member in members):
            return None
        found = [_SCALARS[member] for member in members if member in _SCALARS]
        if len(found) < 2:
            return found[0] if found else None

        def convert(value: Any) -> Any:
            for each in found:
                made = each(value)
                if made is not value:
                    return made
            return value

        return convert


def _union(members: list[Any]) -> Any:
    """Lists of this and lists of that are lists of either, for our purposes."""
    return members[0] if len(members) == 1 else cast("Any", Union)[tuple(members)]


def _list(item: Convert | None) -> Convert | None:
    if item is None:
        return None

    def convert(value: Any) -> Any:
        return [item(each) for each in cast("Any", value)] if type(value) is list else value

    return convert


def _mapping(item: Convert | None) -> Convert | None:
    if item is None:
        return None

    def convert(value: Any) -> Any:
        if type(value) is not dict:
            return value
        return {name: item(each) for name, each in cast("dict[str, Any]", value).items()}

    return convert
