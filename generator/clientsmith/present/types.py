"""The names of schemas in, the views of the packages of types out: what each exports."""

from __future__ import annotations

from dataclasses import dataclass

from clientsmith.ir import Api
from clientsmith.languages.python import Identifier, class_name, variable_name
from clientsmith.names import Names
from clientsmith.present.imports import export_order, merged
from clientsmith.views import ExportView, ImportView, TypesIndexView

_Path = tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class _Export:
    """A name that a package exports, what it is called where it stands, and that module."""

    name: Identifier
    original: Identifier
    module: str


def present_types(api: Api, names: Names) -> tuple[TypesIndexView, ...]:
    """One view for `types` and for each package below it."""
    exports: dict[_Path, dict[str, _Export]] = {(): {}}
    for key, schema in sorted(api.schemas().items()):
        own = names.schemas[key]
        rows = [(own.model, ".".join(own.module)), (own.param, f"{'.'.join(own.module)}_params")]
        for name, module in rows:
            if name is not None:
                _export(exports, own.module[:-1], _Export(name, name, module))
        for alias in schema.exported_as:
            *path, last = alias.split(".")
            name, module = rows[0] if rows[0][0] is not None else rows[1]
            assert name is not None
            package = tuple(variable_name(part) for part in path)
            _export(exports, package, _Export(class_name(last), name, module))
    return tuple(_index(path, rows, exports) for path, rows in sorted(exports.items()))


def _export(exports: dict[_Path, dict[str, _Export]], path: _Path, row: _Export) -> None:
    for depth in range(len(path) + 1):
        exports.setdefault(path[:depth], {})
    exports[path].setdefault(row.name, row)


def _index(
    path: _Path, rows: dict[str, _Export], exports: dict[_Path, dict[str, _Export]]
) -> TypesIndexView:
    types = "." * (len(path) + 1)
    ordered = [rows[name] for name in sorted(rows, key=export_order)]
    packages = _packages(path, exports)
    return TypesIndexView(
        path=path,
        file="/".join((*path, "__init__")),
        root="." * (len(path) + 2),
        imports=_imports(ordered, packages, types),
        exports=tuple(ExportView(row.name, f"{types}{_home(row)}") for row in ordered),
        packages=packages,
    )


def _imports(
    rows: list[_Export], packages: tuple[Identifier, ...], types: str
) -> tuple[ImportView, ...]:
    """Every name as `X as X`, which says to type checkers that it is exported (PEP 484)."""
    names = [ImportView(f"{types}{row.module}", (f"{row.original} as {row.name}",)) for row in rows]
    return merged([*names, *(ImportView(".", (f"{name} as {name}",)) for name in packages)])


def _home(row: _Export) -> str:
    return row.module if row.name == row.original else f"{row.module}:{row.original}"


def _packages(path: _Path, exports: dict[_Path, dict[str, _Export]]) -> tuple[Identifier, ...]:
    return tuple(
        sorted(other[-1] for other in exports if len(other) == len(path) + 1 and other[:-1] == path)
    )
