"""Types of every kind, as the templates print them for msgspec."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar, Dict, List, Literal, TypeAlias, Union

from runtime_msgspec.models import Field, Model as BaseModel, Variants


class Text(BaseModel, kw_only=True, tag_field="type", tag="text"):

    type: ClassVar[Literal["text"]] = "text"
    text: str


class RoundStamp(BaseModel, kw_only=True):

    type: Literal["stamp", "old_stamp"]
    shape: Literal["round"]
    cents: int


class SquareStamp(BaseModel, kw_only=True):

    type: Literal["stamp"]
    shape: Literal["square"]
    cents: int


class Parcel(BaseModel, kw_only=True, tag_field="type", tag="parcel"):

    type: ClassVar[Literal["parcel"]] = "parcel"
    inside: List[Page]
    stamp: Stamp


class Plain(BaseModel, kw_only=True):

    type: Literal["plain"] | None = None
    size: int
    inside: List[Wrapping] | None = None


class Cat(BaseModel, kw_only=True):

    name: str
    whiskers: int


class Dog(BaseModel, kw_only=True):

    name: str
    barks: bool


class Home(BaseModel, kw_only=True):

    pet: Cat | Dog
    pets: Dict[str, Cat] | None = None
    many: List[Cat] | List[Dog] | None = None


class Letter(BaseModel, kw_only=True):

    kind: Literal["letter"]
    pages: List[Page]
    first: Page | None = None
    either: str | List[Page] | None = None
    mood: Mood | None = None
    moods: List[Mood] | None = None
    weight: int
    price: float | None = None
    sent: datetime | None = None
    due: date | datetime | None = None
    when: str | datetime | None = None
    class_: str | None = Field(default=None, name="class")
    from_: str = Field(name="from")
    reply: Letter | None = None
    wrapped: Wrapping | None = None


Mood: TypeAlias = Literal["calm", "wild"]

Stamp: TypeAlias = Annotated[Union[RoundStamp, SquareStamp], Variants("shape")]

Enclosure: TypeAlias = Annotated[Union[Parcel, Stamp], Variants("type")]

Page: TypeAlias = Annotated[Union[Text, Enclosure], Variants("type")]

Wrapping: TypeAlias = Annotated[Union[Plain, Parcel, Text], Variants("type", Plain)]
