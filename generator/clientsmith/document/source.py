"""The text of one file in, plain data out, and the place of each node when it is asked for."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeGuard

import yaml

from clientsmith.problems import Place, Problem, ProblemsFound

MAX_BYTES = 100 * 2**20
MAX_DEPTH = 200
MAX_NODES = 5_000_000

_INTEGER = re.compile(r"[-+]?[0-9]+|0x[0-9A-Fa-f]+|0o[0-7]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
# Numbers by YAML 1.2 that YAML 1.1, whose tags PyYAML gives, takes for texts.
_NUMBERS_OF_12 = re.compile(r"0o[0-7]+|[-+]?[0-9.]+[eE][-+]?[0-9]+")
_CONSTANTS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_LONGEST_INTEGER = 1000  # Python reads 4,300 digits at most; longer ones are text here
_BRACKETS = re.compile(r"[\[\]{}]")
_SUSPICIOUS = re.compile(rf"^(?: |- |\? ){{{MAX_DEPTH}}}", re.MULTILINE)
_TAGS = frozenset(
    {"map", "seq", "str", "bool", "int", "float", "null", "timestamp", "merge", "value"}
)
_PREFIX = "tag:yaml.org,2002:"


def is_mapping(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether data is an object, whose keys are texts in all that is read here."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether data is an array."""
    return isinstance(value, list)


class Source:
    """A file of the document: its data, and where everything in it stands."""

    def __init__(self, path: Path, name: str) -> None:
        """Reads a file.

        Raises ProblemsFound when it is no YAML or JSON, or more than the bounds allow.
        """
        self.path = path
        self.name = name
        self._text = _read(path, name)
        self._tree: yaml.Node | None = None
        if path.suffix == ".json":
            self.data = _parse_json(self._text, name)
        else:
            self._tree = _compose(self._text, name)
            self.data = _Builder(name).build(self._tree) if self._tree is not None else None

    def place(self, tokens: Sequence[str], *, key: bool = False) -> Place:
        """Where the node at a pointer stands; with `key`, where its name in its parent does."""
        if self._tree is None:
            self._tree = _compose(self._text.replace("\t", " "), self.name)
        node, name = self._tree, self._tree
        for token in tokens:
            found = _step(node, token)
            if found is None:
                break
            name, node = found
        chosen = name if key else node
        mark = chosen.start_mark if chosen is not None else None
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)


def _read(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            _fail(Place(name), f"the file is larger than {MAX_BYTES // 2**20} MiB", "split it")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        _fail(Place(name), f"the file is not UTF-8 ({error.reason})", "save it as UTF-8")
    except OSError as error:
        _fail(Place(name), f"the file can't be read: {error.strerror}", "check its path")
    if _SUSPICIOUS.search(text) or _brackets(text) > MAX_DEPTH:
        _check_depth(text, name)
    return text


def _brackets(text: str) -> int:
    """How deep brackets nest at most, those in texts counted as well."""
    depth = deepest = 0
    for bracket in _BRACKETS.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _check_depth(text: str, name: str) -> None:
    """Counts exactly, and without recursion, what looks as if it were too deep."""
    loader: Any = yaml.CSafeLoader(text)
    depth = 0
    try:
        while loader.check_event():
            event = loader.get_event()
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                place = Place(name, event.start_mark.line + 1, event.start_mark.column + 1)
                _fail(place, f"nested deeper than {MAX_DEPTH}", "name inner schemas, refer to them")
    except yaml.YAMLError:
        return  # told with its place when the text is read in earnest
    finally:
        loader.dispose()


def _parse_json(text: str, name: str) -> Any:
    doubles: list[str] = []

    def pairs(rows: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(rows)
        if len(found) < len(rows):
            counts = Counter(key for key, _ in rows)
            doubles.extend(key for key, count in counts.items() if count > 1)
        return found

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_float=_float, parse_constant=str)
    except json.JSONDecodeError as error:
        _fail(Place(name, error.lineno, error.colno), f"not JSON: {error.msg}", "mend the syntax")
    except RecursionError:
        _fail(Place(name), f"nested deeper than {MAX_DEPTH}", "name inner schemas")
    except ValueError as error:
        _fail(Place(name), f"not JSON: {error}", "mend the syntax")
    if doubles:
        place = _second(text, name, doubles[0])
        _fail(place, f"the key {doubles[0]!r} stands twice", "remove one of them")
    return data


def _second(text: str, name: str, key: str) -> Place:
    """Where a key stands for the second time in one object."""
    pending = [_compose(text.replace("\t", " "), name)]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            found = [each for each, _ in node.value if each.value == key]
            if len(found) > 1:
                return Place(name, found[1].start_mark.line + 1, found[1].start_mark.column + 1)
            pending.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            pending.extend(node.value)
    return Place(name)


def _float(text: str) -> float | str:
    """A number; one that no double holds stays text."""
    number = float(text)
    return number if math.isfinite(number) else text


def _compose(text: str, name: str) -> yaml.Node | None:
    loader = yaml.CSafeLoader(text)
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark is not None else Place(name)
        _fail(
            place,
            f"not YAML: {error.problem or error.context}",
            "mend the syntax here or just above",
        )
    except yaml.YAMLError as error:
        _fail(Place(name), f"not YAML: {error}", "mend the syntax")
    finally:
        loader.dispose()


class _Builder:
    """Makes data of YAML nodes by YAML 1.2's core rules: `on`, `12:30` and dates stay text."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._built: dict[int, tuple[Any, int]] = {}
        self._open: set[int] = set()
        self._problems: list[Problem] = []

    def build(self, node: yaml.Node) -> Any:
        """The data of a whole file, every problem in it reported at once."""
        data, size = self._node(node)
        if size > MAX_NODES:
            self._note(
                node, f"aliases expand to more than {MAX_NODES:,} nodes", "write less with aliases"
            )
        if self._problems:
            raise ProblemsFound(self._problems)
        return data

    def _note(self, node: yaml.Node, message: str, remedy: str) -> None:
        mark = node.start_mark
        self._problems.append(
            Problem(Place(self._name, mark.line + 1, mark.column + 1), message, remedy, "yaml")
        )

    def _node(self, node: yaml.Node) -> tuple[Any, int]:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node), 1
        if id(node) in self._built:
            return self._built[id(node)]
        if id(node) in self._open:
            self._note(node, "an alias that contains itself", "use `$ref` for recursion")
            return None, 1
        self._open.add(id(node))
        self._check_tag(node)
        if isinstance(node, yaml.SequenceNode):
            rows = [self._node(each) for each in node.value]
            built: tuple[Any, int] = [row for row, _ in rows], 1 + sum(size for _, size in rows)
        else:
            built = self._mapping(node)
        self._open.discard(id(node))
        self._built[id(node)] = built
        return built

    def _mapping(self, node: yaml.Node) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        total = 1
        for key, value in node.value:
            data, size = self._node(value)
            total += size
            if key.tag == f"{_PREFIX}merge":
                for each in data if is_list(data) else [data]:
                    merged = {**(each if is_mapping(each) else {}), **merged}
            elif not isinstance(key, yaml.ScalarNode):
                self._note(key, "a key that is no text", "keys are texts in OpenAPI")
            elif key.value in found:
                self._note(key, f"the key {key.value!r} stands twice", "remove one of them")
            else:
                found[key.value] = data
        return {**merged, **found}, total

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        self._check_tag(node)
        text = str(node.value)
        if node.style in ("'", '"', "|", ">"):
            return text
        if node.tag == f"{_PREFIX}str" and not _NUMBERS_OF_12.fullmatch(text):
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text) and len(text) <= _LONGEST_INTEGER:
            return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
        return _float(text) if _FLOAT.fullmatch(text) else text

    def _check_tag(self, node: yaml.Node) -> None:
        if not str(node.tag).startswith(_PREFIX) or str(node.tag)[len(_PREFIX) :] not in _TAGS:
            self._note(node, f"the tag {node.tag!r}", "OpenAPI is plain data: leave tags out")


def _step(node: yaml.Node | None, token: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The name and the value of a child; merged mappings are looked through."""
    if isinstance(node, yaml.SequenceNode):
        found = (
            node.value[int(token)] if token.isdecimal() and int(token) < len(node.value) else None
        )
        return (found, found) if found is not None else None
    if not isinstance(node, yaml.MappingNode):
        return None
    for key, value in node.value:
        if key.value == token and key.tag != f"{_PREFIX}merge":
            return key, value
    for key, value in node.value:
        if key.tag == f"{_PREFIX}merge":
            for each in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                inner = _step(each, token)
                if inner is not None:
                    return inner
    return None


def _fail(place: Place, message: str, remedy: str) -> NoReturn:
    raise ProblemsFound([Problem(place, message, remedy, "syntax")])
