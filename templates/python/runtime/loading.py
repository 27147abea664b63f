"""A package whose modules import names for type checkers alone in, the same with those names there out."""

from __future__ import annotations

import ast
import inspect
import sys
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from .models import finish_class

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def load_types() -> None:
    """Let annotations be read at run time, as frameworks do.

    Until then a method's annotations are names that nothing is bound to, as importing all types
    takes seconds that a call doesn't need. After it, `typing.get_type_hints` and
    `inspect.signature(..., eval_str=True)` work, and `model_fields` of every model is resolved.
    """
    package = __name__.partition("._runtime.")[0]
    pending = [
        (module, statement)
        for module in _modules(package)
        for statement in _for_type_checkers(module)
    ]
    # A name may come from another module that has it for type checkers alone: until none is new.
    while pending:
        left = [each for each in pending if not _run(*each)]
        if len(left) == len(pending):
            break
        pending = left
    for name in [name for name in sys.modules if name.startswith(f"{package}.types.")]:
        for _, found in inspect.getmembers(sys.modules[name], inspect.isclass):
            finish_class(found)


def _modules(package: str) -> Iterator[ModuleType]:
    for found in walk_packages(import_module(package).__path__, f"{package}."):
        # What an extra brings may not be installed.
        with suppress(ImportError):
            yield import_module(found.name)


def _for_type_checkers(module: ModuleType) -> list[ast.stmt]:
    """The statements below `if TYPE_CHECKING:`, less those that have something else at run time."""
    try:
        tree = ast.parse(inspect.getsource(module))
    except OSError:  # an empty file, or one that came without its source
        return []
    return [
        statement
        for each in tree.body
        if isinstance(each, ast.If) and not each.orelse
        if isinstance(each.test, ast.Name) and each.test.id == "TYPE_CHECKING"
        for statement in each.body
    ]


def _run(module: ModuleType, statement: ast.stmt) -> bool:
    """Whether a statement of a module could be run in it."""
    code = compile(ast.Module([statement], []), str(module.__file__), "exec")
    try:
        exec(code, vars(module))  # nosec B102 - the module's own text
    except (ImportError, AttributeError, NameError):
        return False
    return True
