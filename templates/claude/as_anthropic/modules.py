"""The path of a module inside `anthropic` in, the modules of this package that have its names out.

types.beta.beta_text_block           types.beta, as there is a `BetaTextBlock` in it
resources.beta.messages.messages     resources.beta.messages
lib.streaming._messages              lib.streaming
_exceptions                          by the table: the package itself
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .names import DEEP, PRIVATE, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PACKAGE = __name__.partition(".")[0]
_MISSING = object()


@dataclass(frozen=True)
class Module:
    """What a module of `anthropic` is made of."""

    homes: tuple[str, ...]
    """Modules of this package, below it; the first that has a name gives it."""
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    also: Mapping[str, str] = field(default_factory=dict[str, str])
    """Names that are called otherwise here."""

    def get(self, name: str) -> Any:
        """What a name stands for.

        Raises:
            AttributeError: for nothing.
        """
        for home in self.homes:
            found = getattr(_module(home), self.also.get(name, name), _MISSING)
            if found is not _MISSING and not isinstance(found, ModuleType):
                return found
        raise AttributeError(f"{_PACKAGE} has no `{name}` in the place of this module's")

    def names(self) -> Iterator[str]:
        """The names that there are."""
        yield from self.also
        for home in self.homes:
            yield from (name for name in dir(_module(home)) if not name.startswith("_"))


@cache
def find(path: str) -> Module | None:
    """The module at a path, None if `anthropic` has none there or this package nothing for it."""
    if path in PRIVATE:
        values = (
            {"__version__": VERSION, "__title__": "anthropic"} if path in ("", "_version") else {}
        )
        return Module(PRIVATE[path], values)
    parent, _, leaf = path.rpartition(".")
    root = path.partition(".")[0]
    if root == "types":
        return _types(path, parent, leaf)
    if _exists(path) and root in ("lib", "pagination", "resources", "tools"):
        return Module((path,))
    # The official SDK has the classes of a package in a module of the same name inside it.
    if root == "resources" and leaf == parent.rpartition(".")[2] and _exists(parent):
        return Module((parent,))
    if root == "lib" and leaf.startswith("_") and _exists(parent):
        return Module((parent,))
    return None


def _types(path: str, parent: str, leaf: str) -> Module | None:
    """A module of types: a package, a module there is, or one called after a type of its package."""
    is_of_a_type = leaf.islower() and _exists(parent) and _squeezed(leaf) in _types_in(parent)
    if not is_of_a_type:
        return Module((path,)) if _exists(path) else None
    also = {
        name: ours
        for name, rows in DEEP.items()
        for pattern, ours in reversed(rows.items())
        if fnmatchcase(leaf, pattern)
    }
    own = (path,) if _exists(path) else ()
    return Module((*own, *_above(path)), also=also)


def _above(path: str) -> Iterator[str]:
    """The packages that a module's names may stand in: those above it, in both forms of the API."""
    while path := path.rpartition(".")[0]:
        yield path
        if "types.beta." in path:
            yield path.replace("types.beta.", "types.")


def _squeezed(name: str) -> str:
    """`beta_api_error` and `BetaAPIError` are one."""
    return name.replace("_", "").lower()


@cache
def _types_in(package: str) -> frozenset[str]:
    return frozenset(_squeezed(name) for name in dir(_module(package)) if name[0].isupper())


@cache
def _exists(path: str) -> bool:
    try:
        return find_spec(f"{_PACKAGE}.{path}") is not None
    except ModuleNotFoundError:
        return False


def _module(path: str) -> ModuleType:
    return import_module(f"{_PACKAGE}.{path}" if path else _PACKAGE)
