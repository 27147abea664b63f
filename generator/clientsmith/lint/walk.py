"""A document in, everything in it by its role out."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.document import Document, Node
from clientsmith.document.grammar import EXTENSIBLE, MAPS, NOT_ONLY_OBJECTS, SHAPES
from clientsmith.document.nodes import Identity
from clientsmith.document.path_items import operations_in
from clientsmith.lint.advice import Advice
from clientsmith.lint.survey import (
    Misshapen,
    Operation,
    Reference,
    Survey,
    is_object,
    mapped,
    raw,
    resolved,
)
from clientsmith.problems import Problem

# What a call can do without; and what stands in the components, until something refers to it.
_DISPENSABLE = frozenset({"example", "link", "callback", "header", "encoding", "components"})


def take_survey(document: Document) -> Survey:
    """Walks from the root through every member that has a role, and through references.

    What a call needs comes first, so that the rest is known for what nothing needs.
    """
    walk = _Walk()
    walk.pending.append(("root", document.root))
    walk.go()
    walk.needed = False
    walk.pending.extend(reversed(walk.later))
    walk.go()
    return Survey(
        document,
        walk.nodes,
        tuple(_operations(document.root)),
        walk.references,
        walk.mapped,
        walk.misshapen,
        Advice(),
    )


class _Walk:
    """The state of a walk; depth is on a list of its own, so no document is too deep."""

    def __init__(self) -> None:
        self.pending: list[tuple[str, Node]] = []
        self.later: list[tuple[str, Node]] = []
        self.needed = True
        self.nodes: dict[str, list[Node]] = {}
        self.references: list[Reference] = []
        self.mapped: list[Node] = []
        self.misshapen: list[Misshapen] = []
        self._seen: set[tuple[str, Identity]] = set()

    def go(self) -> None:
        """Visits what is pending, and all that it leads to."""
        while self.pending:
            self._visit(*self.pending.pop())

    def _visit(self, role: str, node: Node) -> None:
        """Notes a node under its role, and what is to be visited after it."""
        if (role, node.identity) in self._seen:
            return
        self._seen.add((role, node.identity))
        if not is_object(node):
            if type(node.value) is not NOT_ONLY_OBJECTS.get(role):
                self._misshapen(node, role)
            self._add((role, each) for each in node.elements() if role == "schema")
            return
        if isinstance(raw(node, "$ref"), str):
            self._follow(role, node)
            if role not in ("schema", "path_item"):
                return
        elif "$ref" in node:
            self._misshapen(node["$ref"], "$ref")
        self.nodes.setdefault(role, []).append(node)
        if role == "discriminator":
            self._map(node)
        if role in MAPS:
            self._add((MAPS[role], each) for each in _named(node))
        for key, shape in SHAPES.get(role, {}).items():
            if key in node:
                self._member(shape, node[key])

    def _add(self, rows: Iterator[tuple[str, Node]]) -> None:
        for role, node in rows:
            later = self.needed and (role in _DISPENSABLE or node.tokens[:1] == ("webhooks",))
            (self.later if later else self.pending).append((role, node))

    def _follow(self, role: str, node: Node) -> None:
        target = node["$ref"].target()
        found = None if isinstance(target, Problem) else target
        self.references.append(Reference(node["$ref"], node, role, found, self.needed))
        if found is not None:
            self._add(iter([(role, found)]))

    def _map(self, discriminator: Node) -> None:
        """What a discriminator's tags stand for is used by them."""
        for _, each in mapped(discriminator):
            target = each.target()
            if not isinstance(target, Problem):
                self.mapped.append(target)
                self._add(iter([("schema", target)]))

    def _member(self, shape: str, node: Node) -> None:
        role = shape.strip("[]{}")
        if shape.startswith("["):
            if not isinstance(node.value, list):
                self._misshapen(node, shape)
            self._add((role, each) for each in node.elements())
        elif shape.startswith("{"):
            if not is_object(node):
                self._misshapen(node, shape)
            self._add((role, each) for each in _named(node))
        else:
            self._add(iter([(role, node)]))

    def _misshapen(self, node: Node, shape: str) -> None:
        self.misshapen.append(Misshapen(node, shape, self.needed))


def _named(node: Node) -> Iterator[Node]:
    """The entries of a mapping, less the extensions that may stand among them."""
    may_be = bool(node.tokens) and node.tokens[-1] in EXTENSIBLE
    for name, each in node.items():
        if not (may_be and name.startswith("x-")):
            yield each


def _operations(root: Node) -> Iterator[Operation]:
    paths = root.get("paths")
    for path, entry in paths.items() if paths is not None else ():
        item = None if path.startswith("x-") else resolved(entry)
        for method, at in operations_in(item) if item is not None else ():
            node = resolved(at)
            if item is not None and node is not None and is_object(node):
                yield Operation(path, method, item, at, node)
