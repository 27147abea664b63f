"""A document in, its operations out, with values for what each is given; read with PyYAML alone.

Nothing here asks the generator's stages: this is what they are held against.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

Node = Mapping[str, Any]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
_IGNORED = ("accept", "content-type")
_DEEPEST = 5
_TEXT = "text/with & more"
_TEXTS = {
    "date-time": "2026-01-02T03:04:05+00:00",
    "date": "2026-01-02",
    "uuid": "5b7d2a0e-8f43-4c1b-9d0e-1a2b3c4d5e6f",
    "byte": "YWJj",
    "time": "03:04:05",
    "duration": "P1D",
}


@dataclass(frozen=True)
class At:
    """A value of the document, references followed, and the file it stands in."""

    value: Any
    file: Path
    files: dict[Path, Any] = field(repr=False)

    def get(self, key: str) -> At | None:
        """A member, if there is one."""
        if not isinstance(self.value, dict) or key not in self.value:
            return None
        return self.to(self.value[key])

    def say(self, key: str, default: Any = None) -> Any:
        """A member as it is written."""
        return self.value.get(key, default) if isinstance(self.value, dict) else default

    def items(self, key: str) -> Iterator[tuple[str, At]]:
        """The members of a member."""
        found = self.get(key)
        if found is not None and isinstance(found.value, dict):
            yield from ((str(name), found.to(each)) for name, each in found.value.items())

    def elements(self, key: str) -> Iterator[At]:
        """The elements of a member."""
        yield from (self.to(each) for each in self.say(key) or ())

    def to(self, value: Any) -> At:
        """Another value of the same file, or what it refers to."""
        file = self.file
        for _ in range(50):
            if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
                break
            name, _, pointer = value["$ref"].partition("#")
            if not name and not pointer.startswith("/"):
                return At({}, file, self.files)
            file = (file.parent / name).resolve() if name else file
            value = _load(file, self.files)
            for token in pointer.split("/")[1:]:
                token = token.replace("~1", "/").replace("~0", "~")
                value = value[int(token)] if isinstance(value, list) else value[token]
        return At(value, file, self.files)


def _load(file: Path, files: dict[Path, Any]) -> Any:
    if file not in files:
        text = file.read_text(encoding="utf-8")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        files[file] = json.loads(text) if file.suffix == ".json" else yaml.load(text, loader)
    return files[file]


@dataclass(frozen=True)
class Declared:
    """A parameter, or a member of a body: its place and name on the wire, and how it is written."""

    place: str
    name: str
    schema: At
    required: bool
    style: str
    explode: bool
    media_type: str = ""


@dataclass(frozen=True)
class DocumentedOperation:
    """An operation of a document."""

    method: str
    path: str
    node: At
    item: At
    root: At

    @property
    def schemes(self) -> list[At]:
        """The security schemes of the first requirement that asks for any, all of them defined."""
        components = self.root.get("components") or self.root
        defined = dict(components.items("securitySchemes"))
        said = self.node if self.node.say("security") is not None else self.root
        for requirement in said.say("security") or ():
            if requirement and all(name in defined for name in requirement):
                return [defined[name] for name in requirement]
        return []

    @cached_property
    def parameters(self) -> list[Declared]:
        """What is given outside the body; the operation's own replace those of the path."""
        found: dict[tuple[str, str], Declared] = {}
        for holder in (self.item, self.node):
            for each in holder.elements("parameters"):
                place, name = str(each.say("in")), str(each.say("name"))
                if place == "header" and name.lower() in _IGNORED:
                    continue
                if place == "path" and f"{{{name}}}" not in self.path:
                    continue
                key = (place, name.lower() if place == "header" else name)
                found[key] = self._parameter(place, name, each)
        for name in re.findall(r"\{(.+?)\}", self.path.partition("?")[0]):
            text = self.root.to({"type": "string"})
            found.setdefault(("path", name), Declared("path", name, text, True, "simple", False))
        return list(found.values())

    def _parameter(self, place: str, name: str, node: At) -> Declared:
        style = node.say("style") or _STYLES.get(place, "form")
        explode = node.say("explode", style == "form")
        required = place == "path" or node.say("required") is True
        for media_type, medium in node.items("content"):
            schema = medium.get("schema") or medium.to({})
            return Declared(place, name, schema, required, style, explode, media_type)
        return Declared(place, name, node.get("schema") or node, required, style, explode)

    @property
    def content(self) -> dict[str, At]:
        """The body by its media types."""
        body = self.node.get("requestBody")
        return dict(body.items("content")) if body is not None else {}

    @property
    def answer(self) -> tuple[int, str, At | None]:
        """The status, media type and schema of the first success."""
        for status, response in self.node.items("responses"):
            if status.startswith("2"):
                code = int(status) if status.isdigit() else 200
                for media_type, medium in response.items("content"):
                    return code, media_type, medium.get("schema")
                return code, "", None
        return 204, "", None


def documented(spec: Path) -> list[DocumentedOperation]:
    """Every operation of a document."""
    files: dict[Path, Any] = {}
    root = At(_load(spec.resolve(), files), spec.resolve(), files)
    return [
        DocumentedOperation(method.upper(), path.partition("#")[0], node, item, root)
        for path, item in root.items("paths")
        for method in METHODS
        if (node := item.get(method)) is not None
    ]


# --- values -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Members:
    """An object's members, put together from all parts of its schema."""

    named: dict[str, At]
    required: frozenset[str]

    def sent(self) -> dict[str, At]:
        """Those that a request has."""
        return {name: each for name, each in self.named.items() if not _read_only(each)}


def members_of(schema: At, depth: int = 0) -> Members:
    """The members that a schema and the parts of it name."""
    said = schema.say("required")
    named, required = dict(schema.items("properties")), set(said if isinstance(said, list) else ())
    alternatives = list(schema.elements("oneOf")) + list(schema.elements("anyOf"))
    alike = all(each.value is alternatives[0].value for each in alternatives)
    parts = [*schema.elements("allOf"), *(alternatives[:1] if alike else ())]
    for part in parts if depth < 12 else ():
        inner = members_of(part, depth + 1)
        named, required = {**inner.named, **named}, required | inner.required
    return Members(named, frozenset(required))


def _read_only(schema: At, depth: int = 0) -> bool:
    parts = list(schema.elements("allOf")) if depth < 12 else []
    return schema.say("readOnly") is True or any(_read_only(each, depth + 1) for each in parts)


def value_of(schema: At, *, full: bool, depth: int = 0) -> Any:
    """A value that a schema allows, with all members or the required ones."""
    if "const" in (schema.value or {}):
        return schema.say("const")
    if schema.say("enum"):
        return next((each for each in schema.say("enum") if each is not None), None)
    members = members_of(schema)
    if members.named:
        return {
            name: value_of(each, full=full, depth=depth + 1)
            for name, each in members.sent().items()
            if name in members.required or (full and depth < _DEEPEST)
        }
    for keyword in ("oneOf", "anyOf", "allOf"):
        for part in schema.elements(keyword):
            if part.say("type") != "null" and part.say("enum") != [None] and depth < 3 * _DEEPEST:
                return value_of(part, full=full, depth=depth + 1)
    return _by_type(schema, full=full, depth=depth)


def _by_type(schema: At, *, full: bool, depth: int) -> Any:
    type_ = type_of(schema)
    if type_ == "array":
        items = schema.get("items")
        return (
            []
            if items is None or depth > _DEEPEST
            else [value_of(items, full=full, depth=depth + 1)]
        )
    if type_ == "object":
        inner = schema.get("additionalProperties")
        plain = inner is None or not isinstance(inner.value, dict)
        return (
            {}
            if plain or not full or depth > _DEEPEST
            else {"key": value_of(inner, full=full, depth=depth + 1)}
        )
    if type_ == "string":
        return _TEXTS.get(str(schema.say("format")), _TEXT)
    return {"integer": 7, "number": 1.5, "boolean": True}.get(type_, _TEXT)


def type_of(schema: At) -> str:
    """The one type that a schema has, less null; nothing where it says none."""
    type_ = schema.say("type")
    if isinstance(type_, list):
        return next((str(each) for each in type_ if each != "null"), "")
    if type_ is None and schema.say("items") is not None:
        return "array"
    return str(type_ or "")
