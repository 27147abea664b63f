"""The names that a module of types uses in, its import statements out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clientsmith.api.ir import SchemaKey
from clientsmith.languages.python import Identifier
from clientsmith.names import Names
from clientsmith.present.imports import STANDARD, grouped, module_of
from clientsmith.views import ImportView

_RUNTIME = {
    "FileTypes": ("_runtime.files", "FileTypes"),
    "Base64FileInput": ("_runtime.files", "Base64FileInput"),
    "BaseModel": ("_runtime.models", "Model as BaseModel"),
    "Variants": ("_runtime.models", "Variants"),
}
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

    def constant_of(self, key: SchemaKey) -> Identifier | None:
        """The constant that holds an enumeration's values, if there is one."""
        return self._names.schemas[key].constant

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

    def imports(self, path: tuple[Identifier, ...]) -> tuple[tuple[ImportView, ...], ...]:
        """An import for each module in use but the own one, whose path this is.

        Raises KeyError for a name that stands nowhere: the engine invented it.
        """
        found: list[ImportView] = []
        for key, asked in self._classes:
            module = module_of(self._names, key, asked=asked)
            if module != ".".join(path):
                types = "." * len(path)
                found.append(ImportView(f"{types}{module}", (self.name_of(key, asked=asked),)))
        for name in self._others - _BUILTINS - {"Optional", "Union"}:
            if name in _RUNTIME:
                module, imported = _RUNTIME[name]
                found.append(ImportView(f"{'.' * (len(path) + 1)}{module}", (imported,)))
            else:
                found.append(ImportView(STANDARD[name], (name,)))
        return grouped(found)
