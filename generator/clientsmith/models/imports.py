"""The names that a module of types uses in, its import statements out."""

from __future__ import annotations

from collections.abc import Iterable

from clientsmith.ir import Api
from clientsmith.names import Names
from clientsmith.present.imports import STANDARD, merged, module_of
from clientsmith.views import ImportView

_RUNTIME = {"FileTypes": "_runtime.files", "Base64FileInput": "_runtime.files"}
_BUILTINS = frozenset({"str", "int", "float", "bool", "bytes", "object", "None"})


class ClassHomes:
    """Where the class of every name stands."""

    def __init__(self, api: Api, names: Names) -> None:
        self._homes: dict[str, str] = {}
        for key in api.schemas():
            own = names.schemas[key]
            for name, asked in ((own.model, False), (own.param, True)):
                if name is not None:
                    self._homes[name] = module_of(names, key, asked=asked)

    def imports(self, used: Iterable[str], root: str, *, asked: bool) -> tuple[ImportView, ...]:
        """An import for each module that the used names stand in.

        Raises LookupError for a name that stands nowhere: the engine invented it.
        """
        del asked
        found: list[ImportView] = []
        for name in sorted(set(used) - _BUILTINS):
            if name in self._homes:
                found.append(ImportView(f"{root}types.{self._homes[name]}", (name,)))
            elif name in _RUNTIME:
                found.append(ImportView(f"{root}{_RUNTIME[name]}", (name,)))
            else:
                found.append(ImportView(STANDARD[name], (name,)))
        return merged(found)
