"""Files by their names in, their texts with the present keys out, and what is left to be done by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from clientsmith.document.yaml_errors import yaml_problem
from clientsmith.lint.old_keys import RENAMED, old_keys
from clientsmith.problems import Place, Problem, ProblemsFound
from clientsmith.upgrade.roles import renamed_target, role_at, role_of
from clientsmith.upgrade.yaml_edits import (
    Notation,
    TextEdit,
    applied,
    children,
    data,
    find,
    pairs,
)


@dataclass(frozen=True, slots=True)
class Upgraded:
    """Each file's text as it is now, and the old keys that only their author can rewrite."""

    texts: Mapping[str, str]
    left: tuple[Problem, ...]


def upgrade(texts: Mapping[str, str]) -> Upgraded:
    """The files of a document, of its overlays, or of both.

    Raises ProblemsFound when one of them is no YAML.
    """
    files = [_File(name, text, _composed(name, text)) for name, text in texts.items()]
    work = _Work(files)
    for file in files:
        work.rewrite(file)
    done = {file.name: applied(file.notation.text, file.edits) for file in files}
    return Upgraded(done, tuple(work.left))


@dataclass(slots=True)
class _File:
    name: str
    text: str
    tree: yaml.Node | None
    edits: set[TextEdit] = field(default_factory=set[TextEdit])

    @property
    def notation(self) -> Notation:
        return Notation(self.text, json_only=self.name.lower().endswith(".json"))

    def place(self, node: yaml.Node) -> Place:
        return Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1)


def _composed(name: str, text: str) -> yaml.Node | None:
    try:
        return yaml.CSafeLoader(text).get_single_node()
    except yaml.YAMLError as error:
        raise ProblemsFound([yaml_problem(error, text, name)]) from error


class _Work:
    """The edits of all files; what stands in one may cause one in another."""

    def __init__(self, files: list[_File]) -> None:
        self.left: list[Problem] = []
        self._operations: dict[str, tuple[_File, yaml.Node]] = {}
        self._linked: set[tuple[str, str]] = set()
        for file in files:
            for operation in _operations(file.tree):
                for name in _accessors(operation):
                    self._operations.setdefault(name, (file, operation))

    def rewrite(self, file: _File) -> None:
        """Notes the edits for every extension in a file."""
        pending: list[tuple[yaml.Node, str]] = [(file.tree, "")] if file.tree is not None else []
        seen: set[int] = set()
        while pending:
            node, operation = pending.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            own = find(node, "operationId")
            if not operation and own is not None and find(node, "responses") is not None:
                operation = str(own.value)
            self._target(file, node)
            extension = find(node, "x-client")
            if isinstance(extension, yaml.MappingNode):
                names = {str(key.value) for key, _ in pairs(node)} - {"x-client"}
                role = role_of(names, data(extension))
                self._extension(file, node, extension, role, operation)
            pending.extend((child, operation) for child in children(node))

    def _target(self, file: _File, action: yaml.Node) -> None:
        """An overlay's action: its target, and what it puts into an extension."""
        target, update = find(action, "target"), find(action, "update")
        if not isinstance(target, yaml.ScalarNode) or not str(target.value).startswith("$"):
            return
        start, end = target.start_mark.index, target.end_mark.index
        written = file.text[start:end]
        file.edits.add(TextEdit(start, end, renamed_target(written, RENAMED)))
        role = role_at(str(target.value))
        if role is not None and isinstance(update, yaml.MappingNode):
            self._extension(file, action, update, role, "")

    def _extension(
        self, file: _File, holder: yaml.Node, node: yaml.MappingNode, role: str, operation: str
    ) -> None:
        for way, _ in old_keys(role, data(node)):
            inner = find(node, *way[:-1])
            key, value = next(each for each in pairs(inner) if each[0].value == way[-1])
            if way == ("follow",):
                self._link(file, holder, node, value, operation)
            elif way == ("headers",) and isinstance(value, yaml.MappingNode):
                file.edits.update(_listed(file.notation, value))
            else:
                name = RENAMED[role].get(way[-1], "per_attempt")
                file.edits.add(file.notation.renamed(key, name))

    def _link(
        self,
        file: _File,
        holder: yaml.Node,
        extension: yaml.MappingNode,
        follow: yaml.Node,
        operation: str,
    ) -> None:
        """`follow` becomes a link of the other operation's response; an alias's follows from it."""
        source = find(follow, "operation")
        found = self._operations.get(str(source.value)) if source is not None else None
        response = _success(found[1]) if found is not None else None
        url = find(follow, "url")
        if not operation or found is None or response is None or url is None:
            message = "`follow` is now a link of the response that holds the address"
            remedy = "name the file of that operation as well, or write the link by hand"
            self.left.append(Problem(file.place(follow), message, remedy, "upgrade"))
            return
        name = str(_own_name(found[1]))
        if (name, operation) not in self._linked:
            self._linked.add((name, operation))
            notation = found[0].notation
            found[0].edits.add(notation.added(response, "links", _flow(notation, operation, url)))
        index = next(i for i, each in enumerate(extension.value) if each[1] is follow)
        if len(extension.value) > 1:
            file.edits.add(file.notation.removed(extension, index))
        elif isinstance(holder, yaml.MappingNode):
            at = next(i for i, each in enumerate(holder.value) if each[1] is extension)
            file.edits.add(file.notation.removed(holder, at))


def _flow(notation: Notation, operation: str, url: yaml.Node) -> str:
    """The links of a response, with the one that is called as the other operation's method."""
    address = notation.word("x-client"), notation.word("url")
    value = notation.word(f"$response.body#/{url.value}")
    name, key = notation.word(operation.rpartition(".")[2]), notation.word("operationId")
    target = notation.word(operation)
    return f"{{{name}: {{{key}: {target}, {address[0]}: {{{address[1]}: {value}}}}}}}"


def _listed(notation: Notation, headers: yaml.MappingNode) -> Iterator[TextEdit]:
    """Headers as a list of parameters, each where its name and value stood."""
    for key, value in headers.value:
        rows = {
            "name": notation.value(str(key.value)) if notation.json_only else str(key.value),
            "in": notation.word("header"),
            "required": "true",
        }
        members = [f"{notation.word(name)}: {text}" for name, text in rows.items()]
        kind, constant = notation.word("type"), notation.word("const")
        schema = f"{kind}: {notation.word('string')}, {constant}: {notation.value(value.value)}"
        dash = "" if headers.flow_style else "- "
        text = f"{dash}{{{', '.join(members)}, {notation.word('schema')}: {{{schema}}}}}"
        yield TextEdit(key.start_mark.index, value.end_mark.index, text)
    if headers.flow_style:
        start, end = headers.start_mark.index, headers.end_mark.index
        yield TextEdit(start, start + 1, "[")
        yield TextEdit(end - 1, end, "]")


def _operations(tree: yaml.Node | None) -> Iterator[yaml.Node]:
    pending, seen = [tree] if tree is not None else [], set[int]()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if find(node, "operationId") is not None and find(node, "responses") is not None:
            yield node
        else:
            pending.extend(children(node))


def _own_name(operation: yaml.Node) -> str:
    node = find(operation, "operationId")
    return str(node.value) if node is not None else ""


def _accessors(operation: yaml.Node) -> Iterator[str]:
    yield _own_name(operation)
    for key in ("also", "aliases"):
        names = find(operation, "x-client", key)
        for alias in names.value if isinstance(names, yaml.SequenceNode) else ():
            yield str(alias.value) if isinstance(alias, yaml.ScalarNode) else _own_name(alias)


def _success(operation: yaml.Node) -> yaml.MappingNode | None:
    """The response of a success, unless it is a reference, or has links already."""
    for status, response in pairs(find(operation, "responses")):
        if str(status.value).startswith("2") and isinstance(response, yaml.MappingNode):
            taken = find(response, "$ref") or find(response, "links")
            return response if taken is None else None
    return None
