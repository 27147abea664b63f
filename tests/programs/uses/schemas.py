"""Schemas and types, and what is sent of them: keywords that the API has, and those told in words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Annotated, Any, Generic, Literal, Optional, TypeVar, Union
from uuid import UUID

import anthropic
import pydantic
from typing_extensions import NotRequired, TypedDict
from uses.use import ASKED, plain, tried, use

from helpers.saying import message, text

T = TypeVar("T")

STRINGS = [
    {"minLength": 1},
    {"maxLength": 9, "pattern": "^a"},
    *({"format": name} for name in ("date-time", "time", "date", "duration", "email", "hostname")),
    *({"format": name} for name in ("uri", "ipv4", "ipv6", "uuid", "binary", "regex", "password")),
    {"enum": ["a", "b"], "default": "a"},
    {"contentEncoding": "base64", "examples": ["eA=="], "deprecated": True},
]
NUMBERS = [
    *({name: 3} for name in ("minimum", "maximum", "multipleOf", "exclusiveMinimum")),
    {"exclusiveMaximum": 3.5, "description": "Few."},
    {"enum": [1, 2]},
]
ARRAYS = [
    *({"minItems": count} for count in (0, 1, 2)),
    {"maxItems": 3, "uniqueItems": True},
    {"items": {"type": "string", "minLength": 2}},
    {"prefixItems": [{"type": "string"}, {"type": "integer"}]},
    {"items": {"anyOf": [{"type": "string", "format": "color"}, {"type": "null"}]}},
]
OBJECTS = [
    {},
    {"properties": {}},
    {"properties": {"a": {"type": "string"}}},
    {"additionalProperties": False},
    {"additionalProperties": {"type": "integer", "minimum": 1}},
    {"properties": {"a": {"type": "integer", "maximum": 3}}, "required": ["a"], "minProperties": 1},
    {
        "properties": {"a": {"$ref": "#/$defs/A"}},
        "$defs": {"A": {"type": "string", "maxLength": 2}},
    },
    {
        "properties": {
            "a": {"type": "object", "properties": {"b": {"type": "array", "maxItems": 2}}}
        }
    },
]
OTHERS: list[Any] = [
    {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}], "default": None},
    {"oneOf": [{"type": "object", "properties": {"a": {"type": "null"}}}, {"type": "integer"}]},
    {"allOf": [{"type": "object", "properties": {"a": {"type": "string"}}}]},
    {"type": "boolean", "title": "T", "readOnly": True},
    {"type": "null"},
    {"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"type": "integer"}}},
    {},
]
OF_NO_ONE_TYPE: list[Any] = [
    {"not": {"type": "string"}},
    {"enum": ["a", 1, None]},
    {"type": ["string", "null"], "maxLength": 3},
]
CONSTANTS: list[Any] = [{"type": "string", "const": "a"}]


@use()
def schemas() -> Any:
    written = [
        *({"type": "string", **each} for each in STRINGS),
        *({"type": kind, **each} for kind in ("number", "integer") for each in NUMBERS),
        *({"type": "array", **each} for each in ARRAYS),
        *({"type": "object", **each} for each in OBJECTS),
        *OTHERS,
    ]
    return [made(written), json.loads(json.dumps(written))]


@use()
def schemas_of_no_one_type() -> Any:
    return made(OF_NO_ONE_TYPE)


@use()
def constants() -> Any:
    return made(CONSTANTS)


def made(written: Iterable[Any]) -> list[Any]:
    """What becomes of schemas."""
    return [tried(lambda each=each: anthropic.transform_schema(each)) for each in written]


class Kind(str, Enum):
    """A kind."""

    TEA = "tea"
    BREAD = "bread"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Leaf(pydantic.BaseModel):
    """A leaf."""

    type: Literal["leaf"] = "leaf"
    size: Annotated[int, pydantic.Field(gt=0, lt=9, description="How large.")]
    when: Optional[datetime] = None
    id: Optional[UUID] = None


class Branch(pydantic.BaseModel):
    type: Literal["branch"] = "branch"
    leaves: list[Union[Leaf, Branch]] = pydantic.Field(min_length=1)
    named: dict[str, int] = {}
    kind: Kind = Kind.TEA
    level: Level


class Aliased(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(title="With aliases", extra="forbid")

    own: str = pydantic.Field(alias="ownName", examples=["a"], max_length=3)
    price: Decimal = pydantic.Field(ge=0, decimal_places=2)
    pair: tuple[int, str]
    one_of: Annotated[Union[Leaf, Branch], pydantic.Field(discriminator="type")]


class Page(pydantic.BaseModel, Generic[T]):
    items: list[T]


@dataclass
class Point:
    """A place."""

    x: int
    when: date
    tags: list[str] = field(default_factory=list)


class Row(TypedDict):
    name: str
    age: NotRequired[int]


MODELS = [Leaf, Branch, Aliased, Page[Leaf], pydantic.RootModel[list[Leaf]]]
TYPES: list[Any] = [*MODELS, Point, Row, Kind, int, bool, list[Leaf], dict[str, Leaf]]
TYPES += [Optional[Leaf], Union[Leaf, Point], Literal["a", "b"], list[Union[int, str]]]


@use()
def of_models() -> Any:
    return made(MODELS)


@use(*(message(text("x")) for _ in TYPES))
def of_types_in_requests() -> Any:
    client = anthropic.Anthropic(max_retries=0)
    return [
        # What is said is no JSON: that it is read is compared in tests/differential.
        tried(lambda each=each: plain(client.messages.parse(**ASKED, output_format=each)))
        for each in TYPES
    ]


def known(values: Iterable[Any]) -> list[Any]:
    """What was parsed, as JSON."""
    return [pydantic.TypeAdapter(object).dump_python(each, mode="json") for each in values]


SAID: list[tuple[Any, str]] = [
    (Leaf, '{"type": "leaf", "size": 3, "when": "2026-01-02T03:04:05Z", "id": null}'),
    (Leaf, '{"size": 30}'),
    (Point, '{"x": 1, "when": "2026-01-02"}'),
    (Row, '{"name": "a", "more": 1}'),
    (int, "3"),
    (int, '"3"'),
    (list[Leaf], '[{"size": 3}]'),
    (Optional[Leaf], "null"),
    (Kind, '"tea"'),
    (Literal["a", "c"], '"b"'),
    (Leaf, "no JSON"),
    (Leaf, ""),
]


@use(*(message(text(said)) for _, said in SAID))
def what_is_read() -> Any:
    client = anthropic.Anthropic(max_retries=0)
    return [
        tried(
            lambda kind=kind: known(
                [client.beta.messages.parse(**ASKED, output_format=kind).parsed_output]
            )
        )
        for kind, _ in SAID
    ]


@use(
    message(text("Say: "), text('{"size": 3}')),
    message(text('{"size": 3}'), stop="max_tokens"),
    message(text('{"size": '), stop="max_tokens"),
    message(text("No."), stop="refusal"),
    message(stop="end_turn"),
)
def what_is_read_of_odd_messages() -> Any:
    client = anthropic.Anthropic(max_retries=0)
    return [
        tried(lambda: known([client.messages.parse(**ASKED, output_format=Leaf).parsed_output]))
        for _ in range(5)
    ]
