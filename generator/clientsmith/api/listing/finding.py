"""Operations of which the document doesn't say how their lists continue in, the same out with what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from clientsmith.api.case import pascal
from clientsmith.api.free_names import free_name
from clientsmith.api.ir import Api, Body, Operation, Resource, Schema
from clientsmith.api.listing.leads import Lead, Position, lead_of, more_of, pages_of, total_of
from clientsmith.api.listing.members import Answer, Shapes
from clientsmith.api.pages import Listing
from clientsmith.api.types import SchemaKey
from clientsmith.problems import Problem

# A search that has more to say than fits into an address is sent as a body.
_READING = frozenset({"GET", "POST", "QUERY"})
_SAID = {
    "cursor": "the cursor `{source}`, sent as `{parameter}`",
    "address": "the address in `{source}`",
    "header": "the header `Link`",
    "last_item": "the id of the last item, sent as `{parameter}`",
    "number": "the number of the page, sent as `{parameter}`",
    "offset": "the number of items before it, sent as `{parameter}`",
}


def find_listings(
    operations: Iterable[Operation],
    schemas: Mapping[SchemaKey, Schema],
    silent: Collection[str],
) -> list[Operation]:
    """The operations, each list with what leads from one of its pages to the next.

    It is sought in those of which the document is `silent`.
    """
    finder = _Finder(Shapes(schemas), {key.name for key in schemas})
    return [finder.extended(each) if each.id in silent else each for each in operations]


def without_listings(api: Api) -> Api:
    """The API for a language that has no pages of this kind: its lists are answers like others."""
    return replace(api, resources=tuple(map(_plain, api.resources)))


def _plain(resource: Resource) -> Resource:
    return replace(
        resource,
        operations=tuple(replace(each, listing=None) for each in resource.operations),
        children=tuple(map(_plain, resource.children)),
    )


def notes_of(operations: Iterable[Operation]) -> Iterator[Problem]:
    """What was found, and how it is switched off."""
    for each in operations:
        if each.listing is not None:
            said = _SAID[each.listing.kind].format(
                source=".".join(name for _, name in each.listing.source),
                parameter=".".join(each.listing.parameter),
            )
            said += " in the body" if each.listing.in_body else ""
            remedy = "`x-client: {pagination: false}` on the operation, and it is no list"
            message = f"`{each.id}` is read as a list; the next page is known by {said}"
            yield Problem(each.place, message, remedy, "pagination", "note")


@dataclass
class _Finder:
    """Finds the lists of one document; one class of pages for each model and way to go on."""

    shapes: Shapes
    taken: set[str]
    found: dict[Listing, Listing] = field(default_factory=dict[Listing, Listing])

    def extended(self, operation: Operation) -> Operation:
        """The operation with its listing, if it is a list."""
        answer = self.shapes.answer(operation.result.type, operation.path)
        if answer is None or operation.method not in _READING or not _has_one_result(operation):
            return operation
        lead = lead_of(
            self._positions(operation, answer),
            answer.members,
            link=_has_link(operation),
            ids=self.shapes.has_text(answer.item, "id"),
        )
        if lead is None:
            return operation
        listing = self._named(_listing(answer, lead), answer.model)
        return replace(operation, listing=listing, page_item=answer.item)

    def _positions(self, operation: Operation, answer: Answer) -> Iterator[Position]:
        for each in operation.parameters:
            if each.location == "query" and not each.is_constant:
                yield Position(each, self.shapes.kinds(each.type), (each.name,))
        if operation.body is not None and _is_search(operation.body, answer):
            for way, member in self.shapes.sent(operation.body.main.sent()):
                yield Position(member, self.shapes.kinds(member.type), way, in_body=True)

    def _named(self, listing: Listing, model: SchemaKey) -> Listing:
        """The listing with the name of its class, which other lists of its kind have as well."""
        if listing not in self.found:
            name = pascal(model.name)
            base = f"{name}s" if name.endswith("Page") else f"{name}Page"
            self.found[listing] = replace(listing, class_name=free_name(base, self.taken))
        return self.found[listing]


def _listing(answer: Answer, lead: Lead) -> Listing:
    counted = lead.kind in ("number", "offset")
    return Listing(
        class_name="",
        model=answer.model,
        items=answer.items,
        kind=lead.kind,
        parameter=lead.position.way if lead.position else (),
        in_body=lead.position is not None and lead.position.in_body,
        source=lead.source,
        more=more_of(answer.members),
        total=total_of(answer.members) if counted else (),
        pages=pages_of(answer.members) if lead.kind == "number" else (),
        first=lead.first,
    )


def _has_one_result(operation: Operation) -> bool:
    """Whether every success gives the same; one that gives nothing doesn't count."""
    given = {each.type for row in operation.responses if row.success for each in row.content}
    plain = operation.stream is None and operation.link is None and operation.pagination is None
    return plain and given <= {operation.result.type} and operation.result.kind == "json"


def _is_search(body: Body, answer: Answer) -> bool:
    """Whether a body asks for something, and doesn't write the very items that it is answered by."""
    items = answer.items[-1][1] if answer.items else ""
    return len(body.content) == 1 and body.main.kind == "json" and items not in body.members()


def _has_link(operation: Operation) -> bool:
    return any(
        header.name.lower() == "link"
        for response in operation.responses
        if response.success
        for header in response.headers
    )
