"""The types of an API: a closed algebra over JSON, in which schemas are named and never nested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
PrimitiveKind: TypeAlias = Literal["string", "integer", "number", "boolean", "null"]


@dataclass(frozen=True, slots=True, order=True)
class SchemaKey:
    """The symbolic name of a schema: its module (a path below the types) and its own name."""

    module: tuple[str, ...]
    name: str

    def __str__(self) -> str:
        return ".".join((*self.module, self.name))


@dataclass(frozen=True, slots=True)
class Ref:
    """A use of a named schema."""

    key: SchemaKey


@dataclass(frozen=True, slots=True)
class Primitive:
    """A JSON scalar; `format` is OpenAPI's (`date-time`, `uuid`, `byte`, …) or empty.

    What a request sends as it is, and not inside JSON, is a string of the format `binary` or `text`.
    """

    kind: PrimitiveKind
    format: str = ""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """One of a list of constants; with a name and a description for each, if any has one."""

    values: tuple[str | int | float | bool, ...]
    names: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()

    @property
    def is_described(self) -> bool:
        """Whether more is said of any constant than its value."""
        return bool(self.names or self.descriptions)

    def rows(self) -> Iterator[tuple[str | int | float | bool, str, str]]:
        """Each constant with its name and its description, empty where there is none."""
        none = ("",) * len(self.values)
        yield from zip(self.values, self.names or none, self.descriptions or none, strict=True)


@dataclass(frozen=True, slots=True)
class Array:
    """A JSON array."""

    item: Type


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A JSON array whose first elements have types of their own; `rest` is that of further ones."""

    items: tuple[Type, ...]
    rest: Type | None = None


@dataclass(frozen=True, slots=True)
class MapOf:
    """A JSON object whose members have names of their own choice."""

    value: Type


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The member that tells the variants of a union apart, and the variant of each of its values.

    `default` is the variant of what has no such member, or a value of it that nothing is known of.
    """

    property: str
    mapping: tuple[tuple[str, SchemaKey], ...]
    default: SchemaKey | None = None


@dataclass(frozen=True, slots=True)
class Union:
    """Any of several types."""

    members: tuple[Type, ...]
    discriminator: Discriminator | None = None


@dataclass(frozen=True, slots=True)
class Nullable:
    """A type, or JSON null."""

    inner: Type


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value."""


Type: TypeAlias = (
    "Ref | Primitive | Enumeration | Array | TupleOf | MapOf | Union | Nullable | Anything"
)
