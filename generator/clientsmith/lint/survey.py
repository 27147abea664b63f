"""A document in, everything in it by its role out: what rules look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from clientsmith.document import Document, Node
from clientsmith.document.grammar import MAPS, METHODS, NOT_ONLY_OBJECTS, SHAPES
from clientsmith.problems import Place, ProblemsFound

Identity: TypeAlias = tuple[Path, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, what, and how to mend it."""

    place: Place
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation, the path and method it stands under, and the path item around it."""

    path: str
    method: str
    item: Node
    node: Node

    @property
    def label(self) -> str:
        """What the operation is called in a message."""
        return f"{self.method.upper()} {self.path}"


@dataclass(frozen=True, slots=True)
class Survey:
    """The nodes of a document by role, its operations, and where its references lead."""

    document: Document
    nodes: Mapping[str, Sequence[Node]]
    operations: Sequence[Operation]
    references: Sequence[tuple[Node, Node]]
    mapped: Sequence[Node]
    broken: Sequence[Node]
    misshapen: Sequence[Finding]

    def of(self, *roles: str) -> Iterator[Node]:
        """Every node that has one of these roles, each once."""
        for role in roles:
            yield from self.nodes.get(role, ())

    @property
    def version(self) -> str:
        """The version of OpenAPI, as `3.1`."""
        return str(self.document.root.value.get("openapi", ""))[:3]


def take_survey(document: Document) -> Survey:
    """Walks from the root through every member that has a role, and through references."""
    walk = _Walk()
    walk.pending.append(("root", document.root))
    while walk.pending:
        walk.visit(*walk.pending.pop())
    return Survey(
        document,
        walk.nodes,
        tuple(_operations(document.root)),
        walk.references,
        walk.mapped,
        walk.broken,
        walk.misshapen,
    )


def resolved(node: Node) -> Node | None:
    """What a node's references lead to in the end; None where they lead nowhere."""
    try:
        return node.resolve()
    except ProblemsFound:
        return None


def mapped(discriminator: Node) -> Iterator[tuple[str, Node]]:
    """What a discriminator names schemas for: its tags, and what has none; and the names."""
    mapping, default = discriminator.get("mapping"), discriminator.get("defaultMapping")
    for tag, node in mapping.items() if mapping is not None else ():
        yield f"the tag `{tag}`", node
    if default is not None:
        yield "the default", default


def is_object(node: Node) -> bool:
    """Whether a node has members."""
    return isinstance(node.value, dict)


def raw(node: Node, key: str) -> Any:
    """The data of a member, None where there is none."""
    return node.value.get(key) if is_object(node) else None


class _Walk:
    """The state of a walk; depth is on a list of its own, so no document is too deep."""

    def __init__(self) -> None:
        self.pending: list[tuple[str, Node]] = []
        self.nodes: dict[str, list[Node]] = {}
        self.references: list[tuple[Node, Node]] = []
        self.mapped: list[Node] = []
        self.broken: list[Node] = []
        self.misshapen: list[Finding] = []
        self._seen: set[tuple[str, Identity]] = set()

    def visit(self, role: str, node: Node) -> None:
        """Notes a node under its role, and what is to be visited after it."""
        if (role, node.identity) in self._seen:
            return
        self._seen.add((role, node.identity))
        if not is_object(node):
            if type(node.value) is not NOT_ONLY_OBJECTS.get(role):
                self._misshapen(node, f"an object is expected here: {_A[role]}")
            return
        if isinstance(raw(node, "$ref"), str):
            self._follow(role, node)
            if role not in ("schema", "path_item"):
                return
        elif "$ref" in node:
            self._misshapen(node["$ref"], "a reference is a text")
        self.nodes.setdefault(role, []).append(node)
        if role == "discriminator":
            self._map(node)
        if role in MAPS:
            self.pending.extend((MAPS[role], each) for each in _named(node))
        for key, shape in SHAPES.get(role, {}).items():
            if key in node:
                self._member(shape, node[key])

    def _follow(self, role: str, node: Node) -> None:
        reference = node["$ref"]
        target = node.document.find(node.source, reference.value)
        if target is None:
            self.broken.append(reference)
        else:
            self.references.append((reference, target))
            self.pending.append((role, target))

    def _map(self, discriminator: Node) -> None:
        """What a discriminator's tags stand for is used by them."""
        for _, each in mapped(discriminator):
            try:
                target = each.follow()
            except ProblemsFound:
                continue
            self.mapped.append(target)
            self.pending.append(("schema", target))

    def _member(self, shape: str, node: Node) -> None:
        role = shape.strip("[]{}")
        if shape.startswith("["):
            self._expect(node, list, "a list")
            self.pending.extend((role, each) for each in node.elements())
        elif shape.startswith("{"):
            self._expect(node, dict, "an object")
            self.pending.extend((role, each) for each in _named(node))
        else:
            self.pending.append((role, node))

    def _expect(self, node: Node, kind: type, called: str) -> None:
        if not isinstance(node.value, kind):
            self._misshapen(node, f"{called} is expected here")

    def _misshapen(self, node: Node, message: str) -> None:
        self.misshapen.append(Finding(node.place, message, "see the OpenAPI Specification"))


def accessors(survey: Survey) -> Iterator[Node]:
    """Every name that an operation is called by: its operationId, and what it is mounted as."""
    for operation in survey.operations:
        if "operationId" in operation.node:
            yield operation.node["operationId"]
        also = operation.node.at(("x-client", "also"))
        for entry in also.elements() if also is not None else ():
            if isinstance(entry.value, str):
                yield entry
            elif "operationId" in entry:
                yield entry["operationId"]


_A = {role: role.replace("_", " ") for role in (*SHAPES, *MAPS)}
_EXTENSIBLE = frozenset({"paths", "responses", "webhooks"})


def _named(node: Node) -> Iterator[Node]:
    """The entries of a mapping, less the extensions that may stand among them."""
    may_be = bool(node.tokens) and node.tokens[-1] in _EXTENSIBLE
    for name, each in node.items():
        if not (may_be and name.startswith("x-")):
            yield each


def _operations(root: Node) -> Iterator[Operation]:
    paths = root.get("paths")
    for path, entry in paths.items() if paths is not None else ():
        item = None if path.startswith("x-") else resolved(entry)
        for method in METHODS if item is not None else ():
            node = item.get(method) if item is not None else None
            if item is not None and node is not None and is_object(node):
                yield Operation(path, method, item, node)
