"""A document and overlays in, the document as they change it out (OpenAPI Overlay 1.0 and 1.1).

Two things go beyond the standard, which knows documents of one file only. A target's path goes
through references: `$.paths['/pets'].get` is found where `/pets` is a `$ref` to another file, and
changed there. And a reference in an overlay is read as if it stood in the file that it is put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from clientsmith.document.jsonpath import Tree, parse, select
from clientsmith.document.limits import (
    MAX_COPIES,
    MAX_DEPTH,
    is_list,
    is_mapping,
    refuse_depth,
    refuse_excess,
)
from clientsmith.document.mutable_tree import Cell, ChangedSource
from clientsmith.document.nodes import Document
from clientsmith.document.pointers import pointer_tokens, target_path
from clientsmith.document.source import Source
from clientsmith.problems import Place, Problem, ProblemsFound

_RULE = "overlay"
_LONGEST_CHAIN = 64
_KEYS = frozenset({"target", "description", "update", "remove", "copy"})


def apply_overlays(document: Document, overlays: Sequence[tuple[Path, str]]) -> Document:
    """Each overlay's actions, in order; files are given with the names that a reader knows them by.

    A target that selects nothing is a note of the document; anything that can't be done is raised.
    """
    for path, name in overlays:
        work = _Work(document)
        overlay = Source(path.resolve(), name)
        for action in _actions(overlay):
            work.apply(action)
        if work.problems:
            raise ProblemsFound(work.problems)
        document = work.result()
    return document


def _actions(overlay: Source) -> Iterator[Cell]:
    root = Cell(overlay.data, (overlay, ()))
    version = root.child("overlay")
    if version is None or not str(version.value).startswith(("1.0", "1.1")):
        place = version.place if version is not None else Place(overlay.name, 1, 1)
        _fail(place, "this is no overlay of version 1.0 or 1.1", "begin it with `overlay: 1.1.0`")
    actions = root.child("actions")
    if actions is None or not is_list(actions.value) or not actions.value:
        place = actions.place if actions is not None else Place(overlay.name, 1, 1)
        _fail(place, "an overlay without actions", "list them: `actions: [{target: …, update: …}]`")
    else:
        yield from actions.value


class _Work:
    """The files of a document while they are changed, and what could not be done."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._roots: dict[Path, Cell] = {}
        self._notes: list[Problem] = []
        self._added = 0
        """Nodes that were not in the document."""
        self._place = document.root.place
        """Where the action that is being done stands."""
        self.problems: list[Problem] = []
        self._tree = Tree(self._children, Cell.data)

    def result(self) -> Document:
        """The document with the files that were looked at replaced."""
        files = self._document.sources
        changed = {path: ChangedSource(files[path], root) for path, root in self._roots.items()}
        return self._document.changed({**files, **changed}, self._notes)

    def apply(self, action: Cell) -> None:
        """One action on every node that its target selects."""
        if not self._is_sound(action):
            return
        self._place = action.place
        targets = self._select(action.value["target"])
        if targets is None:
            return
        if not targets:
            message = f"the target {action.value['target'].value!r} selects nothing"
            self._note(action.value["target"], message, "mend it, or drop the action", "warning")
        remove = action.child("remove")
        if remove is not None and remove.value is True:
            self._remove(targets, action.value["target"])
        else:
            self._merge_all(action, targets)

    def _is_sound(self, action: Cell) -> bool:
        before = len(self.problems)
        target = action.child("target")
        if not is_mapping(action.value) or target is None or not isinstance(target.value, str):
            self._note(action, "an action without a target", "add `target: $.…`")
            return False
        for key, cell in action.value.items():
            if key not in _KEYS and not key.startswith("x-"):
                self._note(
                    cell, f"`{key}` means nothing in an action", f"known are {sorted(_KEYS)}"
                )
        removes = "remove" in action.value and action.value["remove"].value is True
        if not removes and ("update" in action.value) == ("copy" in action.value):
            self._note(
                action, "an action does one thing", "give it `update`, `copy` or `remove: true`"
            )
        return len(self.problems) == before

    def _select(self, said: Cell) -> list[Cell] | None:
        try:
            query = parse(str(said.value))
        except ValueError as error:
            self._note(said, f"{said.value!r} is no JSONPath known here: {error}", "mend it")
            return None
        found = select(query, self._root(self._document.root.source), self._tree)
        return list({id(cell): cell for cell in found}.values())

    def _remove(self, targets: list[Cell], said: Cell) -> None:
        gone: dict[int, tuple[Cell, list[Cell]]] = {}
        for cell in targets:
            if cell.parent is None:
                self._note(said, "the whole document can't be removed", "say what to remove of it")
            else:
                gone.setdefault(id(cell.parent), (cell.parent, []))[1].append(cell)
        for parent, cells in gone.values():
            parent.leave_out(cells)

    def _merge_all(self, action: Cell, targets: list[Cell]) -> None:
        update = action.child("update")
        if update is None:
            said = action.value["copy"]
            found = self._select(said) if isinstance(said.value, str) else []
            if found is None:
                return
            if len(found) != 1:
                self._note(said, f"`copy` selects {len(found)} nodes", "let it select one")
                return
            update = found[0].copy(None)
        whole = [self._behind(cell, update) for cell in targets]
        if len({cell.kind for cell in whole}) > 1:
            remedy = "select objects, arrays or plain values, one kind at a time"
            self._note(action.value["target"], "the target selects nodes of several kinds", remedy)
            return
        for cell in whole:
            self._merge(cell, update, top=True)

    def _merge(self, target: Cell, update: Cell, *, top: bool = False) -> None:
        if is_mapping(target.value) and is_mapping(update.value):
            for key, cell in update.value.items():
                if key in target.value:
                    self._merge(target.value[key], cell)
                else:
                    target.value[key] = self._copied(cell, target)
        elif is_list(target.value) and (top or is_list(update.value)):
            more = update.value if is_list(update.value) else [update]
            target.value.extend([self._copied(cell, target) for cell in more])
        elif target.kind == update.kind:
            target.value, target.origin = update.value, update.origin
        else:
            message = f"the {update.kind} can't be merged into the {target.kind} at {target.place}"
            self._note(update, message, "remove that first, in an action before this one")

    def _copied(self, cell: Cell, parent: Cell) -> Cell:
        """A node of an overlay below a node of the document."""
        nodes, levels = cell.extent()
        self._added += nodes
        if self._added > MAX_COPIES:
            refuse_excess(self._place, f"overlays add more than {MAX_COPIES:,} nodes")
        if parent.depth + levels > MAX_DEPTH:
            refuse_depth(self._place)
        return cell.copy(parent)

    # --- walking ---

    def _children(self, cell: Cell) -> Iterator[tuple[str | int, Cell]]:
        return self._behind(cell).children()

    def _behind(self, cell: Cell, update: Cell | None = None) -> Cell:
        """What a node's reference leads to; the node itself if an update is about the reference."""
        for _ in range(_LONGEST_CHAIN):
            reference = cell.child("$ref") if is_mapping(cell.value) else None
            if reference is None or not isinstance(reference.value, str):
                break
            if update is not None and update.child("$ref") is not None:
                break
            found = self._find(cell, reference.value)
            if found is None:
                break
            cell = found
        return cell

    def _find(self, cell: Cell, reference: str) -> Cell | None:
        root = cell
        while root.parent is not None:
            root = root.parent
        here = next((path for path, each in self._roots.items() if each is root), None)
        if here is None:
            return None
        source = self._document.sources.get(target_path(here, reference))
        found = self._root(source) if source is not None else None
        for token in pointer_tokens(reference.partition("#")[2]):
            found = found.child(token) if found is not None else None
        return found

    def _root(self, source: Source) -> Cell:
        if source.path not in self._roots:
            self._roots[source.path] = Cell(source.data, (source, ()))
        return self._roots[source.path]

    def _note(self, cell: Cell, message: str, remedy: str, severity: Any = "error") -> None:
        notes = self.problems if severity == "error" else self._notes
        notes.append(Problem(cell.place, message, remedy, _RULE, severity))


def _fail(place: Place, message: str, remedy: str) -> None:
    raise ProblemsFound([Problem(place, message, remedy, _RULE)])
