"""Names that annotations use in, the import statements that bring them out."""

from __future__ import annotations

from collections.abc import Iterable

from clientsmith.api.ir import SchemaKey
from clientsmith.languages.python import Annotations, Identifier
from clientsmith.names import Names
from clientsmith.views import ExportsView, ImportView

STANDARD = {
    "Annotated": "typing",
    "NotRequired": "typing_extensions",
    "TypeAlias": "typing",
    "TypedDict": "typing_extensions",
    "Field": "pydantic",
    "Iterable": "collections.abc",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "date": "datetime",
    "datetime": "datetime",
    "Any": "typing",
    "Dict": "typing",
    "List": "typing",
    "Literal": "typing",
    "get_args": "typing",
}


class Side:
    """The annotations of one side of a call, and the modules their classes live in."""

    def __init__(self, names: Names, *, asked: bool) -> None:
        self._names = names
        self._asked = asked
        self.annotations = Annotations(self.name_of, asked=asked)

    def name_of(self, key: SchemaKey) -> Identifier:
        """The class that stands for a schema on this side."""
        schema = self._names.schemas[key]
        name = schema.param if self._asked else schema.model
        if name is None:
            raise LookupError(f"{key} does not stand on this side")
        return name

    def module_of(self, key: SchemaKey) -> str:
        """The module of that class, dotted, below `types`."""
        return module_of(self._names, key, asked=self._asked)

    def imports(self, root: str) -> list[ImportView]:
        """An import for each module of types in use."""
        found: dict[str, set[str]] = {}
        for key in self.annotations.schemas:
            module = f"{root}types.{self.module_of(key)}"
            found.setdefault(module, set()).add(self.name_of(key))
        return [ImportView(module, tuple(sorted(names))) for module, names in found.items()]


def module_of(names: Names, key: SchemaKey, *, asked: bool) -> str:
    """The module of types in which one side of a schema is written, dotted."""
    path = ".".join(names.schemas[key].module)
    return f"{path}_params" if asked else path


def standard_imports(used: Iterable[str]) -> list[ImportView]:
    """The imports of the standard library that annotations need."""
    found: dict[str, set[str]] = {}
    for name in used:
        found.setdefault(STANDARD[name], set()).add(name)
    return [ImportView(module, tuple(sorted(names))) for module, names in sorted(found.items())]


def grouped(imports: Iterable[ImportView]) -> tuple[tuple[ImportView, ...], ...]:
    """One import a module, in the order and groups of PEP 8: standard, installed, our own."""
    rows = merged(imports)
    groups = [[each for each in rows if _group(each.module) == number] for number in range(3)]
    return tuple(tuple(group) for group in groups if group)


def merged(imports: Iterable[ImportView]) -> tuple[ImportView, ...]:
    """One import a module, the furthest first."""
    found: dict[str, set[str]] = {}
    for each in imports:
        found.setdefault(each.module, set()).update(each.names)
    return tuple(
        ImportView(module, tuple(sorted(names, key=name_order)))
        for module, names in sorted(found.items(), key=lambda row: _order(row[0]))
    )


def exported(imports: Iterable[ImportView]) -> ExportsView:
    """What a package exports by importing it."""
    groups = grouped(imports)
    names = {_own_name(name) for group in groups for each in group for name in each.names}
    return ExportsView(groups, tuple(sorted(names, key=lambda name: (_kind_order(name), name))))


def name_order(name: str) -> tuple[int, str, str]:
    """Constants, classes, functions, each by the alphabet: as isort has it, and so most linters."""
    return _kind_order(name), name.lower(), name


def _own_name(imported: str) -> str:
    original, _, other = imported.partition(" as ")
    return other or original


def _kind_order(name: str) -> int:
    original = name.partition(" ")[0]
    if original.isupper() and len(original) > 1:
        return 0
    return 1 if original[:1].isupper() else 2


def _order(module: str) -> tuple[int, int, str]:
    dots = len(module) - len(module.lstrip("."))
    return _group(module), -dots, module


def _group(module: str) -> int:
    if module.startswith("."):
        return 2
    return 1 if module in ("httpx", "pydantic", "typing_extensions") else 0
