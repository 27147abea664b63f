"""An API and its names in, the surface of its client out: all that a user's code can hold on to.

A surface is plain: it is kept as JSON for the next run, and holds no word of OpenAPI. A type is a
tree of texts: `("string",)`, `("const", "a")`, `("name", "Message")`, `("list", T)`, `("or", T, U)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Shape: TypeAlias = "tuple[Any, ...]"


@dataclass(frozen=True, slots=True)
class Member:
    """An argument of a method or a field of a type; `key` is what it is called on the wire.

    `text` is what it is documented as, limits and default included.
    """

    key: str
    shape: Shape
    required: bool
    deprecated: bool
    text: str
    place: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what is sent where, what it takes, and what it gives."""

    call: str
    arguments: Mapping[str, Member]
    positional: tuple[str, ...]
    returns: Shape
    stream: Shape | None
    deprecated: bool
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class NamedType:
    """A type that has a name: an object with fields, or another name for a shape.

    `side` is `request`, `response`, or `both`, where one name serves both.
    """

    side: str
    fields: Mapping[str, Member] | None
    shape: Shape | None
    deprecated: bool
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Surface:
    """A client: methods by accessor, types by the name that they are exported by."""

    name: str
    version: str
    client: str
    methods: Mapping[str, Method] = field(default_factory=dict[str, Method])
    types: Mapping[str, NamedType] = field(default_factory=dict[str, NamedType])
    exports: tuple[str, ...] = ()
    """Every name that types are exported by, further ones as well."""


def spelled(shape: Shape) -> str:
    """A type as a reader of any language understands it: `list[string | null]`."""
    match shape:
        case ("const", value):
            return repr(value) if isinstance(value, str) else str(value).lower()
        case ("name", name):
            return str(name)
        case ("or", *members):
            return " | ".join(map(spelled, members))
        case (head,):
            return str(head)
        case (head, *inner):
            return f"{head}[{', '.join(map(spelled, inner))}]"
        case _:
            return "nothing"
