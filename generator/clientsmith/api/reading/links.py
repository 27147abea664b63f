"""The document's root in, out which operation's result holds the address of another's response."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clientsmith.api.ir import Link
from clientsmith.api.reading.locations import accessors_of
from clientsmith.document import Node
from clientsmith.document.grammar import METHODS
from clientsmith.document.pointers import pointer_tokens


@dataclass(frozen=True, slots=True)
class Links:
    """By operationId: how the operation that gives the address is called, and the member it is in."""

    by_target: Mapping[str, tuple[tuple[tuple[str, ...], ...], str]]

    def of(self, operation: Node, accessor: tuple[str, ...]) -> Link | None:
        """Where the response of an operation is; below a mount, the mount's own accessor says it."""
        found = self.by_target.get(operation.text("operationId"))
        if found is None:
            return None
        sources, property_ = found
        near = (each for each in sources if each[0] == accessor[0])
        return Link(".".join(next(near, sources[0])), property_)


def read_links(root: Node) -> Links:
    """Every link of a successful response whose `x-client` says that it leads to an address."""
    found: dict[str, tuple[tuple[tuple[str, ...], ...], str]] = {}
    for operation, method, path in _operations(root):
        for link in _links(operation):
            extension = link.get("x-client")
            url = extension.text("url") if extension is not None else ""
            if url and link.text("operationId"):
                property_ = pointer_tokens(url.partition("#")[2])[-1]
                sources = tuple(accessors_of(operation, method, path))
                found[link.text("operationId")] = (sources, property_)
    return Links(found)


def _operations(root: Node) -> Iterator[tuple[Node, str, str]]:
    paths = root.get("paths")
    for path, entry in paths.items() if paths is not None else ():
        item = entry.resolve() if not path.startswith("x-") else entry
        for method in METHODS:
            operation = entry.get(method) or item.get(method)
            if operation is not None and not path.startswith("x-"):
                yield operation, method, path


def _links(operation: Node) -> Iterator[Node]:
    responses = operation.get("responses")
    for status, response in responses.items() if responses is not None else ():
        links = response.resolve().get("links") if status.startswith("2") else None
        for _, link in links.items() if links is not None else ():
            yield link.resolve()
