"""Types of every kind, as the templates print them for pydantic."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Dict, List, Literal, TypeAlias, Union

from pydantic import Field
from runtime_pydantic.models import Model as BaseModel, Variants


class Text(BaseModel):

    type: Literal["text"]
    text: str


class RoundStamp(BaseModel):

    type: Literal["stamp", "old_stamp"]
    shape: Literal["round"]
    cents: int


class SquareStamp(BaseModel):

    type: Literal["stamp"]
    shape: Literal["square"]
    cents: int


class Parcel(BaseModel):

    type: Literal["parcel"]
    inside: List[Page]
    stamp: Stamp


class Plain(BaseModel):

    type: Literal["plain"] | None = None
    size: int
    inside: List[Wrapping] | None = None


class Cat(BaseModel):

    name: str
    whiskers: int


class Dog(BaseModel):

    name: str
    barks: bool


class Home(BaseModel):

    pet: Cat | Dog
    pets: Dict[str, Cat] | None = None
    many: List[Cat] | List[Dog] | None = None


class Letter(BaseModel):

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
    class_: str | None = Field(default=None, alias="class")
    from_: str = Field(alias="from")
    reply: Letter | None = None
    wrapped: Wrapping | None = None


Mood: TypeAlias = Literal["calm", "wild"]

Stamp: TypeAlias = Annotated[Union[RoundStamp, SquareStamp], Variants("shape")]

Enclosure: TypeAlias = Annotated[Union[Parcel, Stamp], Variants("type")]

Page: TypeAlias = Annotated[Union[Text, Enclosure], Variants("type")]

Wrapping: TypeAlias = Annotated[Union[Plain, Parcel, Text], Variants("type", Plain)]
