"""The lists of an API that continue in ways of their own in, the views of their pages out."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.api.ir import Api, Operation
from clientsmith.api.pages import Listing, Way
from clientsmith.languages.names import Names
from clientsmith.languages.protocol import Identifier, TypeView
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import KeywordView, ListingView


def present_listings(api: Api, names: Names, trees: Trees) -> tuple[ListingView, ...]:
    """Each class of pages once, though several operations give it."""
    found: dict[Listing, Operation] = {}
    for operation in api.operations():
        if operation.listing is not None:
            found.setdefault(operation.listing, operation)
    return tuple(
        ListingView(
            class_name=names.pages[listing.class_name],
            model=TypeView(trees.named(listing.model, "response"), "response"),
            item=TypeView(trees.of(operation.page_item, "response"), "response"),
            members=tuple(names.schemas[listing.model].fields.values()),
            wire=tuple(_keywords(listing, None)),
            keywords=tuple(_keywords(listing, names)),
        )
        for listing, operation in found.items()
    )


def _keywords(listing: Listing, names: Names | None) -> Iterator[KeywordView]:
    """What leads on, as far as it says something; members by their names, or as on the wire."""
    rows: dict[str, object] = {
        "kind": listing.kind,
        "items": _path(listing.items, names),
        "parameter": listing.parameter,
        "in_body": listing.in_body,
        "source": _path(listing.source, names),
        "more": _path(listing.more, names),
        "total": _path(listing.total, names),
        "pages": _path(listing.pages, names),
        "first": listing.first,
    }
    for name, value in rows.items():
        if value:
            yield KeywordView(Identifier(name), value)


def _path(way: Way, names: Names | None) -> tuple[str, ...]:
    if names is None:
        return tuple(wire for _, wire in way)
    return tuple(str(names.schemas[key].fields[wire]) for key, wire in way)
