"""How answers continue: lists as a document says or as it was found, others at an address they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from clientsmith.api.types import SchemaKey

ListingKind: TypeAlias = Literal["cursor", "address", "header", "last_item", "number", "offset"]
Way: TypeAlias = "tuple[tuple[SchemaKey, str], ...]"
"""The way to a member of an answer: the objects on it, and their members."""


@dataclass(frozen=True, slots=True)
class Link:
    """The answer is at an address that another operation's result gives."""

    operation: str
    property: str


@dataclass(frozen=True, slots=True)
class PageScheme:
    """How a list continues: where its items are, and which member goes into which parameter."""

    name: str
    class_name: str
    items: str
    more: str | None
    next: tuple[str, str]
    previous: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """How a list continues of which the document doesn't say so.

    A page is the `model` of the answer with iteration added. Where the answer is the list itself,
    there is no way to its `items`. The next page begins where the `source` says, sent as the
    `parameter` of the query, or as the member of the body that is on this way; or at the address that the source or the header `Link` has; or behind the last item;
    or one page, or so many items, further on, counted from `first`.
    """

    class_name: str
    model: SchemaKey
    items: Way
    kind: ListingKind
    parameter: tuple[str, ...] = ()
    in_body: bool = False
    source: Way = ()
    more: Way = ()
    total: Way = ()
    pages: Way = ()
    first: int = 0
