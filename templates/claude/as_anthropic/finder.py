"""The import of a module of `anthropic` in, a module of this client's names out; its metadata as well."""

from __future__ import annotations

from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import DistributionFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .distribution import StandIn
from .modules import Module, find
from .names import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAME = "anthropic"
_ANY = DistributionFinder.Context()


class AnthropicFinder(MetaPathFinder):
    """Finds `anthropic` and what is in it, before the finder of what is installed does."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """A spec for a module of `anthropic` that there is; None for all others."""
        name, _, inside = fullname.partition(".")
        if name != NAME or (found := find(inside)) is None:
            return None
        return ModuleSpec(fullname, _Loader(found), is_package=True)

    def find_distributions(self, context: DistributionFinder.Context = _ANY) -> Iterable[StandIn]:
        """The distribution that a program asks for the version of."""
        if context.name is None or context.name.lower() == NAME:
            yield StandIn(VERSION)


class _Loader(Loader):
    def __init__(self, found: Module) -> None:
        self._found = found

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name, self._found)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run: names are looked up when they are asked for."""


class _StandIn(ModuleType):
    """A module whose names are those of modules of this package."""

    def __init__(self, name: str, found: Module) -> None:
        super().__init__(name, f"`{name}`, of this client's own classes.")
        self.__dict__.update(found.values)
        self._found = found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        inside = f"{self.__name__}.{name}".partition(".")[2]
        # A module of that name goes first, as it does once it is imported.
        if name != "__all__" and find(inside) is not None:
            return import_module(f"{NAME}.{inside}")
        found = self._found.get(name)
        self.__dict__[name] = found
        return found

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._found.names()})
