"""The names of schemas in, the views of the packages of types out: what each exports."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clientsmith.api.ir import Api
from clientsmith.languages.python import Identifier, class_name, variable_name
from clientsmith.names import Names, SchemaNames
from clientsmith.present.imports import exported
from clientsmith.views import ImportView, TypesIndexView

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
    schemas = sorted(api.schemas().items())
    for key, _ in schemas:
        own = names.schemas[key]
        for row in (*_forms(own), *_constants(own)):
            _export(exports, own.module[:-1], row)
    for key, schema in schemas:
        own = names.schemas[key]
        further = [(alias, _forms(own)) for alias in schema.exported_as]
        further += [(alias, rows) for alias in schema.values_as[1:] if (rows := _constants(own))]
        for alias, rows in further:
            *path, last = alias.split(".")
            package = tuple(variable_name(part) for part in path)
            for row in _also(class_name(last), rows):
                _export(exports, package, row)
    return tuple(_index(path, rows, exports) for path, rows in sorted(exports.items()))


def _forms(own: SchemaNames) -> list[_Export]:
    """A schema as a result, as a request, or both, in this order."""
    module = ".".join(own.module)
    rows = [(own.model, module), (own.param, f"{module}_params")]
    return [_Export(name, name, home) for name, home in rows if name is not None]


def _constants(own: SchemaNames) -> list[_Export]:
    """What holds an enumeration's values, if anything does."""
    if own.constant is None:
        return []
    return [_Export(own.constant, own.constant, ".".join(own.module))]


def _also(alias: Identifier, forms: list[_Export]) -> list[_Export]:
    """A further name; where a schema has two forms, the request's has `Param` behind it."""
    names = [alias]
    if len(forms) == 2:
        asked = alias.endswith(("Param", "Params"))
        forms = forms[1:] if asked else forms
        names = [alias] if asked else [alias, class_name(f"{alias}Param")]
    return [replace(form, name=name) for name, form in zip(names, forms, strict=True)]


def _export(exports: dict[_Path, dict[str, _Export]], path: _Path, row: _Export) -> None:
    for depth in range(len(path) + 1):
        exports.setdefault(path[:depth], {})
    exports[path].setdefault(row.name, row)


def _index(
    path: _Path, rows: dict[str, _Export], exports: dict[_Path, dict[str, _Export]]
) -> TypesIndexView:
    types = "." * (len(path) + 1)
    found = [ImportView(f"{types}{row.module}", (_renamed(row),)) for row in rows.values()]
    found += [ImportView(".", (package,)) for package in _packages(path, exports)]
    return TypesIndexView(
        path=path,
        file="/".join((*path, "__init__")),
        root="." * (len(path) + 2),
        exports=exported(found),
    )


def _renamed(row: _Export) -> str:
    return row.name if row.name == row.original else f"{row.original} as {row.name}"


def _packages(path: _Path, exports: dict[_Path, dict[str, _Export]]) -> tuple[Identifier, ...]:
    return tuple(
        sorted(other[-1] for other in exports if len(other) == len(path) + 1 and other[:-1] == path)
    )
