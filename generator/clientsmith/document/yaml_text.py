"""A YAML text in, plain data out by YAML 1.2's core rules, and the places that its nodes stand at."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import yaml

from clientsmith.document.limits import (
    LONGEST_INTEGER,
    MAX_COPIES,
    MAX_DEPTH,
    double_key,
    is_index,
    is_list,
    is_mapping,
    refuse_depth,
)
from clientsmith.document.yaml_errors import place_at, yaml_problem
from clientsmith.problems import Place, Problem, ProblemsFound

_TOO_DEEP = "exceeded maximum nesting depth"
_INTEGER = re.compile(r"[-+]?[0-9]+|0x[0-9A-Fa-f]+|0o[0-7]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
# Numbers by YAML 1.2 that YAML 1.1, whose tags PyYAML gives, takes for texts.
_NUMBERS_OF_12 = re.compile(r"0o[0-7]+|[-+]?[0-9.]+[eE][-+]?[0-9]+")
_CONSTANTS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_BRACKETS = re.compile(r"""[\[\]{}]|"(?:\\.|[^"\\])*"|'[^']*'""")
_TAGS = frozenset(
    {"map", "seq", "str", "bool", "int", "float", "null", "timestamp", "merge", "value"}
)
_PREFIX = "tag:yaml.org,2002:"

Member: TypeAlias = "tuple[yaml.Node, yaml.Node]"
"""The name and the value of a child; for a list's the value twice."""


class YamlText:
    """The data of a YAML text, and where everything in it stands."""

    def __init__(self, text: str, name: str) -> None:
        """Raises ProblemsFound when it is no YAML, no plain data, or more than the bounds allow."""
        self._name = name
        self._tree = _compose(text, name)
        self._members: dict[int, dict[str, Member]] = {}
        builder = _Builder(name)
        self.data = builder.build(self._tree) if self._tree is not None else None
        self.notes = builder.notes

    def place(self, tokens: Sequence[str], *, key: bool = False) -> Place:
        """Where the node at a pointer stands, or as much of the way as there is."""
        node, name = self._tree, self._tree
        for token in tokens:
            found = self._step(node, token)
            if found is None:
                break
            name, node = found
        chosen = name if key else node
        return _place(self._name, chosen.start_mark) if chosen is not None else Place(self._name)

    def _step(self, node: yaml.Node | None, token: str) -> Member | None:
        if isinstance(node, yaml.MappingNode):
            return self._named(node).get(token)
        if not isinstance(node, yaml.SequenceNode) or not is_index(token, len(node.value)):
            return None
        return node.value[int(token)], node.value[int(token)]

    def _named(self, node: yaml.MappingNode) -> dict[str, Member]:
        """The members of a mapping, those merged into it behind its own."""
        if id(node) not in self._members:
            found = {str(key.value): (key, each) for key, each in node.value if not _merges(key)}
            for merged in (each for key, each in node.value if _merges(key)):
                for one in merged.value if isinstance(merged, yaml.SequenceNode) else (merged,):
                    more = self._named(one) if isinstance(one, yaml.MappingNode) else {}
                    for name, member in more.items():
                        found.setdefault(name, member)
            self._members[id(node)] = found
        return self._members[id(node)]


def _place(name: str, mark: Any) -> Place:
    return Place(name, mark.line + 1, mark.column + 1) if mark is not None else Place(name)


def _merges(key: yaml.Node) -> bool:
    return bool(key.tag == f"{_PREFIX}merge")


def _compose(text: str, name: str) -> yaml.Node | None:
    loader = None
    try:
        loader = yaml.CSafeLoader(text)
        return loader.get_single_node()
    except yaml.YAMLError as error:
        _check_depth(text, name)
        raise ProblemsFound([yaml_problem(error, text, name)]) from error
    finally:
        if loader is not None:
            loader.dispose()


def _check_depth(text: str, name: str) -> None:
    """Whether what the library refuses is too deep for us already, in front of where it stops."""
    loader: Any = yaml.CSafeLoader(text)
    depth = seen = 0
    try:
        while loader.check_event():
            event = loader.get_event()
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            seen = event.end_mark.index
            if depth > MAX_DEPTH:
                refuse_depth(_place(name, event.start_mark))
    except yaml.MarkedYAMLError as error:
        # `[[[[…` gives no event while a key may begin with it: what was read ahead is counted here.
        end = error.problem_mark.index + 1 if error.problem_mark is not None else seen
        for found in _BRACKETS.finditer(text, seen, end):
            depth += (found[0] in "[{") - (found[0] in "]}")
            if depth > MAX_DEPTH:
                refuse_depth(place_at(text, name, found.start()))
    except yaml.YAMLError:
        return
    finally:
        loader.dispose()


class _Built(NamedTuple):
    """The data of a node; how many nodes it has, and how deep, with its aliases written out."""

    data: Any
    size: int = 1
    depth: int = 0


class _Builder:
    """Makes data of nodes: `on`, `12:30` and dates stay text, whatever YAML 1.1 says."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._built: dict[int, _Built] = {}
        self._open: set[int] = set()
        self._written = 0
        self._problems: list[Problem] = []
        self.notes: list[Problem] = []

    def build(self, node: yaml.Node) -> Any:
        """The data of a whole file, every problem in it reported at once."""
        built = self._node(node)
        if built.size > self._written + MAX_COPIES:
            message = f"aliases add more than {MAX_COPIES:,} nodes"
            self._note(node, message, "write less with aliases")
        if self._problems:
            raise ProblemsFound(self._problems)
        return built.data

    def _note(self, node: yaml.Node, message: str, remedy: str) -> None:
        place = _place(self._name, node.start_mark)
        self._problems.append(Problem(place, message, remedy, "yaml"))

    def _node(self, node: yaml.Node) -> _Built:
        if isinstance(node, yaml.ScalarNode):
            self._written += 1
            return _Built(self._scalar(node))
        if id(node) in self._built:
            return self._built[id(node)]
        if id(node) in self._open:
            self._note(node, "an alias that contains itself", "use `$ref` for recursion")
            return _Built(None)
        if len(self._open) == MAX_DEPTH:
            refuse_depth(_place(self._name, node.start_mark))
        self._open.add(id(node))
        self._written += 1
        self._check_tag(node)
        built = self._mapping(node) if isinstance(node, yaml.MappingNode) else self._list(node)
        if built.depth > MAX_DEPTH:
            self._note(node, f"aliases nest deeper than {MAX_DEPTH}", "write less with aliases")
            built = _Built(None)
        self._open.discard(id(node))
        self._built[id(node)] = built
        return built

    def _list(self, node: yaml.Node) -> _Built:
        rows = [self._node(each) for each in node.value]
        return _around([row.data for row in rows], rows)

    def _mapping(self, node: yaml.Node) -> _Built:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        rows: list[_Built] = []
        for key, value in node.value:
            row = self._node(value)
            rows.append(row)
            self._check_tag(key)
            if _merges(key):
                self._merge(value, row.data, merged)
            elif not isinstance(key, yaml.ScalarNode):
                self._note(key, "a key that is no text", "keys are texts in OpenAPI")
            else:
                if key.value in found:
                    self.notes.append(double_key(_place(self._name, key.start_mark), key.value))
                found[key.value] = row.data
        return _around({**merged, **found}, rows)

    def _merge(self, node: yaml.Node, data: Any, merged: dict[str, Any]) -> None:
        for each in data if is_list(data) else [data]:
            if not is_mapping(each):
                self._note(node, "`<<` merges objects", "name objects with it, or leave it out")
                return
            for key, value in each.items():
                merged.setdefault(key, value)

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        self._check_tag(node)
        text = str(node.value)
        if node.style in ("'", '"', "|", ">"):
            return text
        if node.tag == f"{_PREFIX}str" and not _NUMBERS_OF_12.fullmatch(text):
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text) and len(text) <= LONGEST_INTEGER:
            return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
        return _float(text) if _FLOAT.fullmatch(text) else text

    def _check_tag(self, node: yaml.Node) -> None:
        if not str(node.tag).startswith(_PREFIX) or str(node.tag)[len(_PREFIX) :] not in _TAGS:
            self._note(node, f"the tag {node.tag!r}", "OpenAPI is plain data: leave tags out")


def _around(data: Any, rows: Sequence[_Built]) -> _Built:
    size = 1 + sum(row.size for row in rows)
    return _Built(data, size, 1 + max((row.depth for row in rows), default=0))


def _float(text: str) -> float | str:
    """A number; one that no double holds stays text."""
    number = float(text)
    return number if math.isfinite(number) else text
