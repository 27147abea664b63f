"""What rules look at: a document's nodes by their roles, its operations, where its references lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clientsmith.document import Document, Node
from clientsmith.document.edits import Edit
from clientsmith.lint.advice import Advice
from clientsmith.problems import Place, ProblemsFound


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, what, and how to mend it.

    `reading` says what is made of it where it is only warned of, and `edits` make it so.
    """

    place: Place
    message: str
    remedy: str = ""
    reading: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation, the path and method it stands under, and the path item around it.

    `entry` is where it stands; `node` is what that leads to, if it is a reference.
    """

    path: str
    method: str
    item: Node
    entry: Node
    node: Node

    @property
    def label(self) -> str:
        """What the operation is called in a message."""
        return f"{self.method.upper()} {self.path}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A `$ref`, what role stands there, and what it leads to in one step, if anything.

    `needed`: a client can't be right without what stands there.
    """

    node: Node
    holder: Node
    role: str
    target: Node | None
    needed: bool


@dataclass(frozen=True, slots=True)
class Misshapen:
    """A value of another kind than OpenAPI has in its place, and what that should be."""

    node: Node
    shape: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """The nodes of a document by role, its operations, and where its references lead."""

    document: Document
    nodes: Mapping[str, Sequence[Node]]
    operations: Sequence[Operation]
    references: Sequence[Reference]
    mapped: Sequence[Node]
    misshapen: Sequence[Misshapen]
    advice: Advice

    def of(self, *roles: str) -> Iterator[Node]:
        """Every node that has one of these roles, each once."""
        for role in roles:
            yield from self.nodes.get(role, ())

    @property
    def version(self) -> str:
        """The version of OpenAPI, as `3.1`."""
        return str(self.document.root.value.get("openapi", ""))[:3]


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


def accessors(survey: Survey) -> Iterator[Node]:
    """Every name that an operation is called by: its operationId, and what it is mounted as."""
    for operation in survey.operations:
        if "operationId" in operation.node:
            yield operation.node["operationId"]
        aliases = operation.node.at(("x-client", "aliases"))
        for entry in aliases.elements() if aliases is not None else ():
            if isinstance(entry.value, str):
                yield entry
            elif "operationId" in entry:
                yield entry["operationId"]
