"""A file's data in, a tree that can be changed out: every node of it remembers where it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from clientsmith.document.limits import is_index, is_list, is_mapping
from clientsmith.document.source import Source
from clientsmith.problems import Place

Origin: TypeAlias = "tuple[Source, tuple[str, ...]]"


class Cell:
    """A node: an object's or array's cells, or a plain value; and the place it comes from."""

    __slots__ = ("origin", "parent", "value")

    def __init__(self, data: Any, origin: Origin, parent: Cell | None = None) -> None:
        source, tokens = origin
        self.origin = origin
        self.parent = parent
        self.value: Any = data
        if is_mapping(data):
            self.value = {
                key: Cell(each, (source, (*tokens, key)), self) for key, each in data.items()
            }
        elif is_list(data):
            self.value = [
                Cell(each, (source, (*tokens, str(index))), self) for index, each in enumerate(data)
            ]

    @property
    def kind(self) -> str:
        """What the node is, in JSON's words."""
        return "object" if is_mapping(self.value) else "array" if is_list(self.value) else "value"

    @property
    def place(self) -> Place:
        """Where the node was written."""
        source, tokens = self.origin
        return source.place(tokens)

    def children(self) -> Iterator[tuple[str | int, Cell]]:
        """The cells inside, by name or index."""
        if is_mapping(self.value):
            yield from self.value.items()
        elif is_list(self.value):
            yield from enumerate(self.value)

    def child(self, token: str) -> Cell | None:
        """The cell that a token of a JSON pointer names."""
        if is_mapping(self.value):
            return self.value.get(token)
        if is_list(self.value) and is_index(token, len(self.value)):
            found: Cell = self.value[int(token)]
            return found
        return None

    def data(self) -> Any:
        """Plain data again."""
        if is_mapping(self.value):
            return {key: cell.data() for key, cell in self.value.items()}
        if is_list(self.value):
            return [cell.data() for cell in self.value]
        return self.value

    def copy(self, parent: Cell | None) -> Cell:
        """The same below another parent."""
        made = Cell(None, self.origin, parent)
        made.value = self.value
        if is_mapping(self.value):
            made.value = {key: cell.copy(made) for key, cell in self.value.items()}
        elif is_list(self.value):
            made.value = [cell.copy(made) for cell in self.value]
        return made

    @property
    def depth(self) -> int:
        """How many nodes it stands in."""
        return 0 if self.parent is None else 1 + self.parent.depth

    def extent(self) -> tuple[int, int]:
        """How many nodes there are, itself and all inside, and how many levels of them."""
        inside = [cell.extent() for _, cell in self.children()]
        levels = max((levels for _, levels in inside), default=0)
        return 1 + sum(nodes for nodes, _ in inside), 1 + levels

    def leave_out(self, gone: Sequence[Cell]) -> None:
        """Takes nodes out of those that stand in this one."""
        ids = {id(cell) for cell in gone}
        if is_mapping(self.value):
            self.value = {key: cell for key, cell in self.value.items() if id(cell) not in ids}
        elif is_list(self.value):
            self.value = [cell for cell in self.value if id(cell) not in ids]
        for cell in gone:
            cell.parent = None


class ChangedSource(Source):
    """A file as it is after changes, whose nodes still stand where they were written."""

    def __init__(self, source: Source, root: Cell) -> None:
        self.path = source.path
        self.name = source.name
        self.data = root.data()
        self.notes = source.notes
        self.is_dynamic = True  # an overlay may have brought some
        self._root = root

    def place(self, tokens: Sequence[str], *, key: bool = False) -> Place:
        """Where the node at a pointer stands, in the file it was written in."""
        cell = self._root
        for token in tokens:
            found = cell.child(token)
            if found is None:
                break
            cell = found
        source, way = cell.origin
        return source.place(way, key=key)
