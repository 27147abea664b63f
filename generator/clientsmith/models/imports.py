"""The names that a module of types uses in, its import statements out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clientsmith.ir import SchemaKey
from clientsmith.languages.python import Identifier
from clientsmith.names import Names
from clientsmith.present.imports import STANDARD, merged, module_of
from clientsmith.views import ImportView

_RUNTIME = {"FileTypes": "_runtime.files", "Base64FileInput": "_runtime.files"}
_BUILTINS = frozenset({"str", "int", "float", "bool", "bytes", "object", "None"})


class Used:
    """What a module of types mentions, and where each of it stands."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._classes: set[tuple[SchemaKey, bool]] = set()
        self._others: set[str] = set()

    def name_of(self, key: SchemaKey, *, asked: bool) -> Identifier:
        """The class that stands for one side of a schema.

        Raises LookupError where the schema does not stand on that side.
        """
        own = self._names.schemas[key]
        name = own.param if asked else own.model
        if name is None:
            raise LookupError(f"{key} does not stand on this side")
        return name

    def note(self, used: Iterable[str], tokens: Mapping[str, tuple[SchemaKey, bool]]) -> None:
        """Notes the names of an annotation; `tokens` tells which of them are schemas."""
        for name in used:
            if name in tokens:
                self._classes.add(tokens[name])
            else:
                self._others.add(name)

    def note_schemas(self, keys: Iterable[SchemaKey], *, asked: bool) -> None:
        """Notes schemas, all on one side."""
        self._classes.update((key, asked) for key in keys)

    def imports(self, root: str, own: str) -> tuple[ImportView, ...]:
        """An import for each module in use but the own one.

        Raises KeyError for a name that stands nowhere: the engine invented it.
        """
        found: list[ImportView] = []
        for key, asked in self._classes:
            module = module_of(self._names, key, asked=asked)
            if module != own:
                found.append(ImportView(f"{root}types.{module}", (self.name_of(key, asked=asked),)))
        for name in self._others - _BUILTINS - {"Optional", "Union"}:
            home = f"{root}{_RUNTIME[name]}" if name in _RUNTIME else STANDARD[name]
            found.append(ImportView(home, (name,)))
        return merged(found)

