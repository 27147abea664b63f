"""The source of a module in, the names out that another module can import from it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator


def definitions(source: str) -> frozenset[str]:
    """Classes, functions, constants and what is imported, under whatever condition.

    A module that is no Python has none.
    """
    try:
        return frozenset(_defined(ast.parse(source).body))
    except SyntaxError:
        return frozenset()


def _defined(body: Iterable[ast.AST]) -> Iterator[str]:
    for node in body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (each.asname or each.name.partition(".")[0] for each in names)
            case ast.Assign() | ast.AnnAssign():
                yield from _targets(node)
            case ast.If() | ast.Try() | ast.With():
                yield from _defined(ast.iter_child_nodes(node))
            case _:
                continue


def _targets(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            yield each.id
