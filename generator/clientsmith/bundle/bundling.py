"""A document of several files in, the same in one out, in the version of OpenAPI that is asked for.

What a reference leads to in another file becomes a component, once, under the name it has there; of
two with one name the later is called by its file as well (`beta_models_Model`). Path items and media
types are put in their places instead, since older versions have no components for them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from clientsmith.bundle.downgrade import to_31
from clientsmith.bundle.downgrade_schemas import to_30
from clientsmith.bundle.mappings import constant_mapping
from clientsmith.document.grammar import MAPS, SHAPES
from clientsmith.document.limits import is_list, is_mapping
from clientsmith.document.nodes import Document, Node
from clientsmith.document.pointers import pointer_text
from clientsmith.problems import Problem, ProblemsFound

Identity: TypeAlias = tuple[Path, tuple[str, ...]]

_SECTIONS = {
    "schema": "schemas",
    "response": "responses",
    "parameter": "parameters",
    "example": "examples",
    "request_body": "requestBodies",
    "header": "headers",
    "security_scheme": "securitySchemes",
    "link": "links",
    "callback": "callbacks",
}
_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_VERSIONS = ("3.0", "3.1", "3.2")


def bundle(document: Document, version: str = "3.2") -> dict[str, Any]:
    """The document in one file, ready to be written as JSON.

    A document of an older version than the one asked for stays at its own.

    Raises ProblemsFound when a reference leads nowhere.
    """
    own = str(document.root.value.get("openapi", ""))[:3]
    bundled = _Bundler(document, flat=version == "3.0").bundled()
    if version < own:
        if own == "3.2":
            bundled = to_31(bundled)
        if version == "3.0":
            bundled = to_30(bundled)
    return bundled


class _Bundler:
    """Names what other files define, and copies everything with references to these names."""

    def __init__(self, document: Document, *, flat: bool) -> None:
        self._document = document
        self._flat = flat
        self._names: dict[tuple[str, Identity], str] = {}
        self._taken: dict[str, set[str]] = {}
        self._pending: deque[tuple[str, Node]] = deque()
        self._open: list[Identity] = []

    def bundled(self) -> dict[str, Any]:
        """The whole document."""
        root = self._document.root
        self._reserve(root)
        found: dict[str, Any] = self._copy("root", root)
        components: dict[str, Any] = found.setdefault("components", {})
        while self._pending:
            role, node = self._pending.popleft()
            name = self._names[role, node.identity]
            components.setdefault(_SECTIONS[role], {})[name] = self._copy(role, node)
        if not components:
            del found["components"]
        return found

    def _reserve(self, root: Node) -> None:
        """The root's own components keep their names; one that only refers is what it refers to."""
        for role, section in _SECTIONS.items():
            entries = root.at(("components", section))
            for name, node in entries.items() if entries is not None else ():
                self._taken.setdefault(section, set()).add(name)
                if is_mapping(node.value) and set(node.value) == {"$ref"}:
                    target = self._target(node)
                    if target.source is not root.source:
                        self._names.setdefault((role, target.identity), name)

    def _copy(self, role: str, node: Node) -> Any:
        if not is_mapping(node.value):
            return _plain(node.value)
        siblings: dict[str, Any] = {}
        if isinstance(node.value.get("$ref"), str):
            if role not in _SECTIONS:
                return self._inlined(role, node)
            if self._is_its_own_component(role, node):
                return self._copy(role, self._target(node))
            siblings["$ref"] = self._referred(role, node)
        for key, child in node.items():
            if key == "$ref" and siblings:
                continue
            if role == "discriminator" and key == "mapping":
                siblings[key] = {tag: self._mapped(each) for tag, each in child.items()}
            elif role == "discriminator" and key == "defaultMapping":
                siblings[key] = self._mapped(child)
            else:
                siblings[key] = self._member(role, key, child)
        if role == "discriminator" and "mapping" not in node:
            siblings.update(self._constants(node))
        return siblings

    def _constants(self, discriminator: Node) -> dict[str, Any]:
        """The mapping that a document leaves to the constants of the variants."""
        union = Node(discriminator.document, discriminator.source, (), discriminator.source.data)
        holder = union.at(discriminator.tokens[:-1]) or union
        default = discriminator.get("defaultMapping")
        end = default.target() if default is not None else None
        rest = end.resolve() if isinstance(end, Node) else None
        found = constant_mapping(holder, discriminator.text("propertyName"), rest)
        rows = {tag: self._referred("schema", each) for tag, each in found.items()}
        return {"mapping": rows} if rows else {}

    def _member(self, role: str, key: str, child: Node) -> Any:
        shape = SHAPES.get(role, {}).get(key)
        if role in MAPS and not key.startswith("x-"):
            return self._copy(MAPS[role], child)
        if shape is None:
            return _plain(child.value)
        inner = shape.strip("[]{}")
        if shape.startswith("[") and is_list(child.value):
            return [self._copy(inner, each) for each in child.elements()]
        if shape.startswith("{") and is_mapping(child.value):
            return {name: self._copy(inner, each) for name, each in child.items()}
        return self._copy(inner, child)

    def _inlined(self, role: str, node: Node) -> Any:
        target = self._target(node)
        if target.identity in self._open:
            message = f"`{node.value['$ref']}` leads back to where it stands"
            raise ProblemsFound([Problem(node.place, message, "break the circle", "bundle")])
        self._open.append(target.identity)
        found = self._copy(role, target)
        self._open.pop()
        own = {key: self._member(role, key, each) for key, each in node.items() if key != "$ref"}
        return {**found, **own} if is_mapping(found) else found

    def _is_its_own_component(self, role: str, node: Node) -> bool:
        """Whether this is the root's component whose name its target was given."""
        if node.source is not self._document.root.source or set(node.value) != {"$ref"}:
            return False
        name = self._names.get((role, self._target(node).identity))
        return node.tokens == ("components", _SECTIONS[role], name)

    def _referred(self, role: str, node: Node) -> str:
        target = self._target(node)
        if target.source is self._document.root.source and not self._is_hidden(target):
            return pointer_text(target.tokens)
        key = (role, target.identity)
        if key not in self._names:
            self._names[key] = self._free_name(_SECTIONS[role], target)
            self._pending.append((role, target))
        return pointer_text(("components", _SECTIONS[role], self._names[key]))

    def _is_hidden(self, target: Node) -> bool:
        """Whether a target in the root is where version 3.0 has nothing."""
        return self._flat and bool({"$defs", "definitions", "pathItems"} & set(target.tokens))

    def _mapped(self, node: Node) -> Any:
        if not isinstance(node.value, str):
            return node.value
        if not set("/#") & set(node.value):
            return node.value
        holder = Node(node.document, node.source, node.tokens, {"$ref": node.value})
        return self._referred("schema", holder)

    def _target(self, node: Node) -> Node:
        reference = str(node.value["$ref"])
        found = self._document.find(node.source, reference)
        if found is None:
            message = f"`{reference}` points to nothing"
            raise ProblemsFound([Problem(node.place, message, "mend the reference", "ref")])
        return found

    def _free_name(self, section: str, target: Node) -> str:
        taken = self._taken.setdefault(section, set())
        name = next(each for each in _candidates(target) if each not in taken)
        taken.add(name)
        return name


def _candidates(target: Node) -> Iterator[str]:
    """`Model`, `models_Model`, `beta_models_Model`, …, then numbered."""
    parts = list(PurePosixPath(target.relative_file or "root").with_suffix("").parts)
    tokens = [each for each in target.tokens if each not in ("components", "$defs", "definitions")]
    last = tokens if len(tokens) == 1 else [each for each in tokens if each != "schemas"]
    name = _NO_NAME.sub("_", "_".join(last)) or _NO_NAME.sub("_", parts[-1])
    yield name
    for count in range(1, len(parts) + 1):
        yield _NO_NAME.sub("_", "_".join([*parts[-count:], name]))
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _plain(value: Any) -> Any:
    """A copy of data, so that changes of the bundle don't reach the document."""
    if is_mapping(value):
        return {key: _plain(each) for key, each in value.items()}
    if is_list(value):
        return [_plain(each) for each in value]
    return value
