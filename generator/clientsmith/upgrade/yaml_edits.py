"""A YAML or JSON text and what changes at its nodes in, the changed text out; the rest stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

Pair = tuple[yaml.Node, yaml.Node]


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """What stands between two offsets of a text from now on."""

    start: int
    end: int
    text: str


def applied(text: str, edits: set[TextEdit]) -> str:
    """The text with all edits done, which don't overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def pairs(node: yaml.Node | None) -> list[Pair]:
    """The keys and values of a mapping; none of anything else."""
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def find(node: yaml.Node | None, *way: str) -> yaml.Node | None:
    """The node at the end of a way through mappings, if it goes that far."""
    for name in way:
        node = next((value for key, value in pairs(node) if key.value == name), None)
    return node


def data(node: yaml.Node) -> Any:
    """The plain data of a node, as far as it is told apart here: numbers, texts, collections."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [data(each) for each in node.value]
    return int(node.value, 0) if node.tag.endswith(":int") else str(node.value)


def end_of(node: yaml.Node) -> int:
    """Where a node ends; a block's mark stands behind the comments after it, its last child's not."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(node, yaml.MappingNode) else last)
    return int(node.end_mark.index)


class Notation:
    """How a file is written: as YAML or as JSON, and with which line ends."""

    def __init__(self, text: str, *, json_only: bool) -> None:
        self.text = text
        self.json_only = json_only
        self.line_end = "\r\n" if "\r\n" in text else "\n"

    def word(self, text: str) -> str:
        """A plain text that YAML needs no quotes for."""
        return json.dumps(text) if self.json_only else text

    def value(self, text: str) -> str:
        """Any text."""
        if self.json_only:
            return json.dumps(text)
        return "'" + text.replace("'", "''") + "'"

    def renamed(self, key: yaml.Node, name: str) -> TextEdit:
        """Another key, in the quotes that the old one had."""
        start, end = int(key.start_mark.index), int(key.end_mark.index)
        quote = self.text[start] if self.text[start] in "\"'" else ""
        return TextEdit(start, end, f"{quote}{name}{quote}")

    def added(self, mapping: yaml.MappingNode, name: str, inner: str) -> TextEdit:
        """A member more at a mapping's end, its value written in one line."""
        if mapping.flow_style:
            start = end_of(mapping) - 1
            comma = ", " if mapping.value else ""
            return TextEdit(start, start, f"{comma}{self.word(name)}: {inner}")
        indent = " " * mapping.start_mark.column
        start = end_of(mapping)
        return TextEdit(start, start, f"{self.line_end}{indent}{name}: {inner}")

    def removed(self, mapping: yaml.MappingNode, index: int) -> TextEdit:
        """One member less of a mapping that has several."""
        key, value = mapping.value[index]
        start, end = int(key.start_mark.index), end_of(value)
        following = mapping.value[index + 1 :]
        line = self.text.rfind("\n", 0, start) + 1
        if not mapping.flow_style and not self.text[line:start].strip():
            behind = self.text.find("\n", end) + 1
            return TextEdit(line, behind or len(self.text), "")
        if following:
            return TextEdit(start, int(following[0][0].start_mark.index), "")
        return TextEdit(end_of(mapping.value[index - 1][1]), end, "")


def children(node: yaml.Node) -> Iterator[yaml.Node]:
    """The nodes inside a node."""
    if isinstance(node, yaml.MappingNode):
        yield from (value for _, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value
