"""The text of a printed client in, its methods out: what they are called, take, and send where.

Nothing here asks the stages that made the names: what a caller sees is what counts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

OPTIONS = {"extra_headers", "extra_query", "extra_body", "timeout"}
"""What every method takes of its own."""


@dataclass(frozen=True)
class PrintedMethod:
    """A method of a synchronous resource: the way to it, its descriptor, and its arguments."""

    accessor: tuple[str, ...]
    name: str
    descriptor: Mapping[str, Any]
    positional: tuple[str, ...]
    keywords: tuple[str, ...]
    required: frozenset[str]
    annotations: tuple[tuple[str, ast.expr], ...]

    @property
    def arguments(self) -> dict[tuple[str, str], str]:
        """The arguments by the place they are sent to, and their name on the wire."""
        wire_names = self.descriptor.get("wire_names", {})
        own = {wire: name for name, wire in self.descriptor.get("path_names", {}).items()}
        path = {
            own.get(each, each): each for each in re.findall(r"{(.+?)}", self.descriptor["path"])
        }
        found: dict[tuple[str, str], str] = {}
        for name in (*self.positional, *(key for key in self.keywords if key not in OPTIONS)):
            if name in path:
                found["path", path[name]] = name
            elif name in self.descriptor.get("query", ()):
                found["query", wire_names.get(name, name)] = name
            elif name in self.descriptor.get("headers", {}):
                found["header", self.descriptor["headers"][name]] = name
            elif name in self.descriptor.get("cookies", {}):
                found["cookie", self.descriptor["cookies"][name]] = name
            elif name in {row.get("whole_body") for row in (self.descriptor, *self.bodies)}:
                found["whole", ""] = name
            elif name == self.descriptor.get("media_type"):
                found["media_type", ""] = name
            else:
                found["body", wire_names.get(name, name)] = name
        return found

    @property
    def bodies(self) -> tuple[Mapping[str, Any], ...]:
        """A row for each media type of the body, if there are several."""
        return tuple(self.descriptor.get("bodies", ()))

    def of(self, client: Any) -> Any:
        """The method of a client."""
        return getattr(self.holder(client), self.name)

    def holder(self, client: Any) -> Any:
        """The resource that has the method."""
        for part in self.accessor:
            client = getattr(client, part)
        return client


@cache
def printed_methods(package: Path) -> dict[str, PrintedMethod]:
    """Every method that calls an operation, by the operation's id."""
    found: dict[str, PrintedMethod] = {}
    resources = package / "resources"
    for file in sorted(resources.rglob("*.py")):
        accessor = file.relative_to(resources).with_suffix("").parts
        accessor = accessor[:-1] if accessor[-1] == "__init__" else accessor
        for method in _methods(ast.parse(file.read_text()), accessor):
            # An operation's own method comes first; helpers that call it as well come after.
            found.setdefault(method.descriptor["id"], method)
        found.update(_mounted(ast.parse(file.read_text()), file, accessor))
    return found


def _methods(module: ast.Module, accessor: tuple[str, ...]) -> Iterator[PrintedMethod]:
    descriptors = {
        node.targets[0].id: _descriptor(node.value)
        for node in module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
    }
    for cls in module.body:
        if not isinstance(cls, ast.ClassDef) or cls.name.startswith("Async"):
            continue
        for node in cls.body:
            if isinstance(node, ast.FunctionDef) and (constant := _called(node)) in descriptors:
                yield _method(node, accessor, descriptors[constant])


def _method(
    node: ast.FunctionDef, accessor: tuple[str, ...], descriptor: Mapping[str, Any]
) -> PrintedMethod:
    defaults = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    positional = tuple(each.arg for each in node.args.args if each.arg != "self")
    required = {each.arg for each, default in defaults if default is None}
    keywords = tuple(each.arg for each in node.args.kwonlyargs)
    annotations = tuple(
        (each.arg, each.annotation)
        for each in (*node.args.args, *node.args.kwonlyargs)
        if each.annotation is not None
    )
    return PrintedMethod(
        accessor,
        node.name,
        descriptor,
        positional,
        keywords,
        frozenset({*positional, *required}),
        annotations,
    )


def _called(function: ast.FunctionDef) -> str:
    """The descriptor that a method calls; nothing for one that calls none."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "self._call",
            "self._call_none",
        ):
            return ast.unparse(node.args[0])
    return ""


def _descriptor(call: ast.Call) -> dict[str, Any]:
    return {
        keyword.arg: ast.literal_eval(keyword.value)
        for keyword in call.keywords
        if keyword.arg and keyword.arg != "follow"
    }


def _mounted(
    module: ast.Module, file: Path, accessor: tuple[str, ...]
) -> Iterator[tuple[str, PrintedMethod]]:
    """The methods of a resource that is another's: its module only imports that one's classes."""
    if any(isinstance(node, ast.ClassDef) for node in module.body):
        return
    imports = [node for node in module.body if isinstance(node, ast.ImportFrom) and node.level > 0]
    for node in imports:
        home = file.parents[node.level - 1].joinpath(*(node.module or "").split("."))
        target = (
            home.with_suffix(".py") if home.with_suffix(".py").is_file() else home / "__init__.py"
        )
        if "resources" not in target.parts:
            continue
        for method in _methods(ast.parse(target.read_text()), accessor):
            id_ = f"{accessor[0]}.{method.descriptor['id']}"
            yield id_, replace(method, descriptor={**method.descriptor, "id": id_})
