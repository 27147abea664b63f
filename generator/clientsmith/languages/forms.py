"""The closed list of forms that a type in a view is made of; a language spells each of them.

A form says what a value may be and nothing of how that is written: no language's word stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from clientsmith.api.types import JsonValue, PrimitiveKind, SchemaKey

Side: TypeAlias = Literal["request", "response"]
"""The side of a call on which a value stands."""

ContainerKind: TypeAlias = Literal[
    "page", "listing", "stream", "lines", "binary", "text", "json", "none"
]
"""What a call gives: `lines` is a stream of JSON Lines, `none` nothing."""

Constant: TypeAlias = "str | int | float | bool"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A JSON scalar; `format` is OpenAPI's, or empty."""

    kind: PrimitiveKind
    format: str = ""


@dataclass(frozen=True, slots=True)
class Any:
    """Any JSON value."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several constants; of one, it is a constant."""

    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """An array."""

    inner: Form


@dataclass(frozen=True, slots=True)
class TupleOf:
    """An array whose first items have types of their own; `rest` is that of further ones, if any."""

    items: tuple[Form, ...]
    rest: Form | None


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object whose members have names of their own choice."""

    inner: Form


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of several types."""

    members: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class OrNull:
    """A type, or JSON null."""

    inner: Form


@dataclass(frozen=True, slots=True)
class Optional:
    """A type whose value may be left out; that is not null."""

    inner: Form


@dataclass(frozen=True, slots=True)
class Recursive:
    """A required member that would hold its own type by value."""

    inner: Form


@dataclass(frozen=True, slots=True)
class Named:
    """A type with a name: `home` is the file it stands in, `kind` what the name stands for.

    A type that collects arguments stands for no schema of the document and has no `key`. What an
    alias is, once aliases are followed, is in `target`: `list`, `map`, `string.date-time`. An `open`
    object has members that it doesn't name, of a type that it says.
    """

    name: str
    home: str
    kind: Literal["object", "union", "enum", "alias"]
    key: SchemaKey | None = None
    target: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Container:
    """What a call gives, around the type of its items; `name` is the page's class.

    Around a `listing` is the model of the answer, which is a page of items of the type `item`.
    """

    kind: ContainerKind
    inner: Form | None = None
    name: str = ""
    item: Form | None = None


Form: TypeAlias = (
    "Scalar | Any | Choice | ListOf | TupleOf | MapOf | OneOf | OrNull | Optional | Recursive | Named | Container"
)


def heads_of(form: Form) -> tuple[str, ...]:
    """The names by which a table of a declared language knows a form, the most specific first.

    `string.date-time`, `string`; `constant`; `named.list`, `named.alias`, `named`; `container.page`.
    """
    match form:
        case Scalar(kind, format_):
            return (f"{kind}.{format_}", kind) if format_ else (kind,)
        case Choice(values):
            return ("constant",) if len(values) == 1 else ("choice",)
        case Named(kind="alias", target=target):
            whole, base = f"named.{target}", f"named.{target.partition('.')[0]}"
            return tuple(dict.fromkeys((whole, base, "named.alias", "named")))
        case Named(kind=kind):
            return f"named.{kind}", "named"
        case Container(kind=kind):
            return (f"container.{kind}",)
        case TupleOf(rest=rest) if rest is not None:
            return "tuple.open", "tuple"
        case OneOf() if open_choice(form) is not None:
            return "one_of.open", "one_of"
        case _:
            return (_HEADS[type(form)],)


_HEADS: dict[type, str] = {
    Any: "any",
    ListOf: "list",
    TupleOf: "tuple",
    MapOf: "map",
    OneOf: "one_of",
    OrNull: "or_null",
    Optional: "optional",
    Recursive: "recursive",
}


def open_choice(form: OneOf) -> Choice | None:
    """The constants of an enumeration to which others may be added, where a union is just that."""
    choices = [each for each in form.members if isinstance(each, Choice)]
    others = [each for each in form.members if not isinstance(each, Choice)]
    if len(choices) == 1 and others == [scalar_of(choices[0].values)]:
        return choices[0]
    return None


def scalar_of(values: tuple[JsonValue, ...]) -> Scalar | Any:
    """The scalar that all of some constants are, or anything."""
    kinds: set[PrimitiveKind] = {_kind(value) for value in values}
    return Scalar(kinds.pop()) if len(kinds) == 1 else Any()


def _kind(value: JsonValue) -> PrimitiveKind:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case None:
            return "null"
        case _:
            return "string"
