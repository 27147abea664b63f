"""A document and what some of its nodes are read as in, the document that reads so out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clientsmith.document.limits import ABSENT, is_list, is_mapping
from clientsmith.document.nodes import Document, Node
from clientsmith.document.source import Source
from clientsmith.problems import Place

_END = "-"
"""The token that names the place behind a list's last element (RFC 6901, section 4)."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What the node at the end of a way is read as; as nothing at all, if no value is given."""

    path: Path
    tokens: tuple[str, ...]
    value: Any = ABSENT


def left_out(node: Node) -> Edit:
    """The node is read as if it were not there."""
    return Edit(node.source.path, node.tokens)


def read_as(node: Node, value: Any) -> Edit:
    """Another value stands in the node's place."""
    return Edit(node.source.path, node.tokens, value)


def with_member(node: Node, name: str, value: Any) -> Edit:
    """The object has a member of this name and value."""
    return Edit(node.source.path, (*node.tokens, name), value)


def with_element(node: Node, name: str, value: Any) -> Edit:
    """The list that is a member of an object, and may be missing, has one element more."""
    return Edit(node.source.path, (*node.tokens, name, _END), value)


def edited(document: Document, edits: Iterable[Edit]) -> Document:
    """The document with all of these done; every node keeps its way and its place."""
    by_file: dict[Path, _Branch] = {}
    for edit in edits:
        by_file.setdefault(edit.path, _Branch()).note(edit)
    if not by_file:
        return document
    files = document.sources
    changed = {path: _EditedSource(files[path], branch) for path, branch in by_file.items()}
    return document.changed({**files, **changed})


@dataclass(slots=True)
class _Branch:
    """The edits at a node, in the order they were made, and below it."""

    values: list[Any] = field(default_factory=list[Any])
    inside: dict[str, _Branch] = field(default_factory=dict[str, "_Branch"])

    def note(self, edit: Edit) -> None:
        branch = self
        for token in edit.tokens:
            branch = branch.inside.setdefault(token, _Branch())
        branch.values.append(edit.value)

    def applied(self, value: Any) -> Any:
        """A node's value after the edits; what they don't touch is shared with the old one."""
        value = self.values[0] if self.values else value
        if value is ABSENT or not self.inside:
            return value
        if is_list(value):
            return self._list(value)
        return self._mapping(value if is_mapping(value) else {})

    def _list(self, value: Sequence[Any]) -> list[Any]:
        rows = list(value)
        for token, branch in self.inside.items():
            if token != _END:
                rows[int(token)] = branch.applied(rows[int(token)])
        return [*rows, *(self.inside[_END].values if _END in self.inside else ())]

    def _mapping(self, value: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(value)
        for token, branch in self.inside.items():
            empty: Any = [] if _END in branch.inside else {}
            found[token] = branch.applied(found.get(token, empty))
        return {key: each for key, each in found.items() if each is not ABSENT}


class _EditedSource(Source):
    """A file after edits; what stands in it stands where it stood before."""

    def __init__(self, source: Source, edits: _Branch) -> None:
        self.path = source.path
        self.name = source.name
        self.data = edits.applied(source.data)
        self.notes = source.notes
        self._source = source

    def place(self, tokens: Sequence[str], *, key: bool = False) -> Place:
        """Where the node was written, or what was nearest to it."""
        return self._source.place(tokens, key=key)
