"""Types of an `ir.Api` in, JSON values of them out: always the same ones, small or with everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clientsmith.api.ir import AliasShape, Api, Property
from clientsmith.api.types import Array, Enumeration, MapOf, Nullable, Primitive, Ref, Type, Union

_DEEPEST = 6
_TEXTS = {
    "date-time": "2026-01-02T03:04:05Z",
    "date": "2026-01-02",
    "time": "03:04:05Z",
    "duration": "P1DT2H",
    "uuid": "5b7d2a0e-8f43-4c1b-9d0e-1a2b3c4d5e6f",
    "decimal": "1.50",
    "byte": "YWJj",
    "binary": "abc",
}


@dataclass(frozen=True)
class Instances:
    """Makes values for one side of a call: `full` with every member, otherwise the required ones.

    `variant` picks the member of each union; it wraps around.
    """

    api: Api
    asked: bool
    full: bool = False
    variant: int = 0

    def of(self, type_: Type, depth: int = 0) -> Any:
        """A value of a type."""
        if isinstance(type_, Ref):
            return self._named(type_, depth)
        if isinstance(type_, Primitive):
            return _primitive(type_)
        if isinstance(type_, Enumeration):
            return type_.values[self.variant % len(type_.values)]
        if isinstance(type_, Array):
            return [] if depth > _DEEPEST else [self.of(type_.item, depth + 1)]
        if isinstance(type_, MapOf):
            return (
                {}
                if depth > _DEEPEST or not self.full
                else {"key": self.of(type_.value, depth + 1)}
            )
        if isinstance(type_, Nullable):
            return None if depth > _DEEPEST else self.of(type_.inner, depth + 1)
        if isinstance(type_, Union):
            # Deep down the first member only: a recursive union has to end somewhere.
            index = self.variant % len(type_.members) if depth <= _DEEPEST else 0
            return self.of(type_.members[index], depth + 1)
        return {"any": "thing"}

    def members(self, properties: tuple[Property, ...], depth: int = 0) -> dict[str, Any]:
        """Values for an object's members."""
        return {
            each.name: self.of(each.type, depth + 1)
            for each in properties
            if (each.required or (self.full and depth <= _DEEPEST)) and not self._hidden(each)
        }

    def _named(self, ref: Ref, depth: int) -> Any:
        shape = self.api.schemas()[ref.key].shape
        if isinstance(shape, AliasShape):
            return self.of(shape.type, depth + 1)
        return self.members(shape.properties, depth)

    def _hidden(self, each: Property) -> bool:
        return each.read_only if self.asked else each.write_only


def _primitive(type_: Primitive) -> Any:
    if type_.kind == "string":
        return _TEXTS.get(type_.format, "text")
    return {"integer": 7, "number": 1.5, "boolean": True, "null": None}[type_.kind]
