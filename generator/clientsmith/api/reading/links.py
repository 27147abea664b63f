"""Operations at their accessors in, out which one's result holds the address of another's response."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clientsmith.api.pages import Link
from clientsmith.document import Node
from clientsmith.document.nodes import Identity
from clientsmith.document.pointers import pointer_tokens


@dataclass(frozen=True, slots=True)
class Links:
    """By operationId: how the operation that gives the address is called, and the member it is in."""

    by_target: Mapping[str, tuple[tuple[str, ...], str]]

    def of(self, operation: Node, accessor: tuple[str, ...]) -> Link | None:
        """Where the response of an operation is; below a mount, the mount's own accessor says it."""
        found = self.by_target.get(operation.text("operationId"))
        if found is None:
            return None
        sources, property_ = found
        near = (each for each in sources if each.partition(".")[0] == accessor[0])
        return Link(next(near, sources[0]), property_)


def read_links(operations: Iterable[tuple[str, Node]]) -> Links:
    """Every link of a successful response whose `x-client` says that it leads to an address.

    An operation comes once for each of its accessors.
    """
    sources: dict[Identity, tuple[Node, list[str]]] = {}
    for accessor, operation in operations:
        sources.setdefault(operation.identity, (operation, []))[1].append(accessor)
    found: dict[str, tuple[tuple[str, ...], str]] = {}
    for operation, accessors in sources.values():
        for link in _links(operation):
            extension = link.get("x-client")
            url = extension.text("url") if extension is not None else ""
            if url and link.text("operationId"):
                property_ = pointer_tokens(url.partition("#")[2])[-1]
                found[link.text("operationId")] = (tuple(accessors), property_)
    return Links(found)


def _links(operation: Node) -> Iterator[Node]:
    responses = operation.get("responses")
    for status, response in responses.items() if responses is not None else ():
        links = response.resolve().get("links") if status.startswith("2") else None
        for _, link in links.items() if links is not None else ():
            yield link.resolve()
