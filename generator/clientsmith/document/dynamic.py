"""A document in, the same without `$dynamicRef` out: what each of them means is written in its place.

`$dynamicRef: '#item'` in a page means the `$dynamicAnchor: item` of whoever uses the page. So the
page is written out in each schema that is made of it and has such an anchor, and there the
reference leads to that anchor; in the page itself it leads to the page's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clientsmith.document.edits import Edit, edited, left_out, read_as
from clientsmith.document.limits import MAX_COPIES, is_list, is_mapping, refuse_excess
from clientsmith.document.nodes import Document, Node
from clientsmith.document.pointers import pointer_text

_DYNAMIC, _ANCHOR = "$dynamicRef", "$dynamicAnchor"
# What names a schema, and would name its copy as well.
_OWN = frozenset({_ANCHOR, "$anchor", "$id", "$defs"})


def plain(document: Document) -> Document:
    """The document with references that mean the same wherever they are met from."""
    files = [each for each in document.files if each.source.is_dynamic]
    return edited(document, [edit for file in files for edit in _File(file).edits()])


class _File:
    """The dynamic references of a file, and the anchors that they may mean."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._anchors: dict[str, list[Node]] = {}
        self._uses: dict[tuple[str, ...], str] = {}
        self._copied = 0
        for node in _mappings(root):
            if isinstance(node.mapping.get(_ANCHOR), str):
                self._anchors.setdefault(node.value[_ANCHOR], []).append(node)
            if isinstance(node.mapping.get(_DYNAMIC), str):
                self._uses[node.tokens] = node.value[_DYNAMIC]

    def edits(self) -> Iterator[Edit]:
        """Each reference as what it means where it stands, and the schemas that change that."""
        for tokens, said in self._uses.items():
            node = self._root.at(tokens)
            if node is not None:
                yield left_out(node[_DYNAMIC])
                yield Edit(node.source.path, (*tokens, "$ref"), self._static(tokens, said))
        for holder, bound in self._holders():
            yield from self._written_out(holder, bound)

    def _static(self, tokens: tuple[str, ...], said: str) -> str:
        """What a reference means by itself: the anchor of its name that stands nearest to it."""
        known = self._anchors.get(said[1:]) if said.startswith("#") else None
        if not known:
            return said
        return pointer_text(max(known, key=lambda each: _shared(each.tokens, tokens)).tokens)

    def _holders(self) -> Iterator[tuple[Node, Mapping[str, Node]]]:
        """The schemas that have anchors, themselves or in their `$defs`, and these by name."""
        found: dict[tuple[str, ...], dict[str, Node]] = {}
        for name, anchors in self._anchors.items():
            for anchor in anchors:
                within = anchor.tokens[-2:-1] == ("$defs",)
                home = anchor.tokens[:-2] if within else anchor.tokens
                found.setdefault(home, {})[name] = anchor
        for tokens, bound in found.items():
            holder = self._root.at(tokens)
            if holder is not None:
                yield holder, bound

    def _written_out(self, holder: Node, bound: Mapping[str, Node]) -> Iterator[Edit]:
        """The references of a schema to what uses its anchors, replaced by what stands there."""
        parts = holder.get("allOf")
        rows = [holder, *(parts.elements() if parts is not None else ())]
        copies: list[Any] = []
        for row in rows:
            target = self._target(row)
            if target is None or target.tokens == holder.tokens or not self._has_use(target, bound):
                continue
            copy = self._copy(target.value, target.tokens, bound)
            kept = {key: each for key, each in copy.items() if key not in _OWN}
            if row is holder:
                copies.append(kept)
                yield left_out(row["$ref"])
            else:
                yield read_as(row, kept)
        for copy in copies:
            yield Edit(holder.source.path, (*holder.tokens, "allOf", "-"), copy)

    def _target(self, row: Node) -> Node | None:
        """The schema of this file that a part refers to."""
        said = row.mapping.get("$ref")
        found = row.document.find(row.source, said) if isinstance(said, str) else None
        inside = found is not None and found.source is row.source and is_mapping(found.value)
        return found if inside else None

    def _has_use(self, target: Node, bound: Mapping[str, Node]) -> bool:
        return any(
            tokens[: len(target.tokens)] == target.tokens and said[1:] in bound
            for tokens, said in self._uses.items()
        )

    def _copy(self, value: Any, tokens: tuple[str, ...], bound: Mapping[str, Node]) -> Any:
        """A schema with the references in it as they are bound, or as they are by themselves."""
        self._copied += 1
        if self._copied > MAX_COPIES:
            message = f"`$dynamicRef` adds more than {MAX_COPIES:,} nodes"
            refuse_excess(self._root.place, message)
        if is_list(value):
            rows = enumerate(value)
            return [self._copy(each, (*tokens, str(index)), bound) for index, each in rows]
        if not is_mapping(value):
            return value
        found = {key: self._copy(each, (*tokens, key), bound) for key, each in value.items()}
        said = found.pop(_DYNAMIC, None) if tokens in self._uses else None
        if said is not None:
            anchor = bound.get(said[1:]) if said.startswith("#") else None
            static = self._static(tokens, said)
            found["$ref"] = static if anchor is None else pointer_text(anchor.tokens)
        return found


def _mappings(root: Node) -> Iterator[Node]:
    pending = [root]
    while pending:
        node = pending.pop()
        if is_mapping(node.value):
            yield node
        pending.extend(node.children())


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many steps two ways have in common."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
