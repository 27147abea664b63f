"""A checked annotation in, its final spelling for one side of a call out."""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping

_SCALARS = frozenset({"str", "int", "float", "bool", "bytes", "FileTypes", "Literal"})


class _Spelling(ast.NodeTransformer):
    """What may be anything is an object: it has to be looked at before it is used."""

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name("object", ast.Load()) if node.id == "Any" else node


class _AskedSpelling(_Spelling):
    """What a request takes may be any iterable or mapping, not only a list or dict."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """`List[X]` -> `Sequence[X]` for scalars, `Iterable[X]` for objects; `Dict` -> `Mapping`."""
        self.generic_visit(node)
        if isinstance(node.value, ast.Name):
            if node.value.id == "List":
                node.value.id = "Sequence" if _is_scalar(node.slice) else "Iterable"
            elif node.value.id == "Dict":
                node.value.id = "Mapping"
        return node


def _is_scalar(node: ast.expr) -> bool:
    name = node.value if isinstance(node, ast.Subscript) else node
    return isinstance(name, ast.Name) and name.id in _SCALARS


class _Naming(ast.NodeTransformer):
    """Puts the final names of classes in place of their tokens."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._names.get(node.id, node.id), ast.Load())


def respell(node: ast.expr, *, asked: bool) -> ast.expr:
    """The annotation as one side of a call has it, still with tokens for classes."""
    spelling = _AskedSpelling() if asked else _Spelling()
    found: ast.expr = spelling.visit(copy.deepcopy(node))
    return found


def write(node: ast.expr, names: Mapping[str, str]) -> str:
    """The annotation's source, tokens replaced by their names; None stands last of alternatives."""
    named = _Naming(names).visit(copy.deepcopy(node))
    ordered = sorted(dict.fromkeys(_flatten(named)), key=lambda part: part == "None")
    if "object" in ordered:
        return "object"
    return " | ".join(ordered)


def _flatten(node: ast.expr) -> list[str]:
    if isinstance(node, ast.BinOp):
        return [*_flatten(node.left), *_flatten(node.right)]
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        if node.value.id == "Optional":
            return [*_flatten(node.slice), "None"]
        if node.value.id == "Union" and isinstance(node.slice, ast.Tuple):
            return [part for each in node.slice.elts for part in _flatten(each)]
    return [ast.unparse(node)]


def names_in(node: ast.expr) -> set[str]:
    """The names that an annotation uses."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
