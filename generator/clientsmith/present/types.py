"""The names of schemas in, the views of the packages of types out: what each exports."""

from __future__ import annotations

from clientsmith.ir import Api
from clientsmith.languages.python import Identifier, class_name, variable_name
from clientsmith.names import Names
from clientsmith.views import ExportView, TypesIndexView

_Path = tuple[Identifier, ...]


def present_types(api: Api, names: Names) -> tuple[TypesIndexView, ...]:
    """One view for `types` and for each package below it."""
    exports: dict[_Path, dict[str, ExportView]] = {(): {}}
    for key, schema in sorted(api.schemas().items()):
        own = names.schemas[key]
        rows = [(own.model, ".".join(own.module)), (own.param, f"{'.'.join(own.module)}_params")]
        for name, module in rows:
            if name is not None:
                _export(exports, own.module[:-1], name, module, name)
        for alias in schema.exported_as:
            *path, last = alias.split(".")
            name, module = rows[0] if rows[0][0] is not None else rows[1]
            assert name is not None
            package = tuple(variable_name(part) for part in path)
            _export(exports, package, class_name(last), module, name)
    return tuple(
        TypesIndexView(
            path=path,
            file="/".join((*path, "__init__")),
            root=_root(path),
            exports=tuple(rows[name] for name in sorted(rows)),
            packages=_packages(path, exports),
        )
        for path, rows in sorted(exports.items())
    )


def _root(path: _Path) -> str:
    """The package's own root, from `types/…/__init__.py`."""
    return "." * (len(path) + 2)


def _export(
    exports: dict[_Path, dict[str, ExportView]],
    path: _Path,
    name: Identifier,
    module: str,
    original: Identifier,
) -> None:
    for depth in range(len(path) + 1):
        exports.setdefault(path[:depth], {})
    home = f"{_root(path)}types.{module}" + ("" if name == original else f":{original}")
    exports[path].setdefault(name, ExportView(name, module, original, home))


def _packages(path: _Path, exports: dict[_Path, dict[str, ExportView]]) -> tuple[Identifier, ...]:
    return tuple(
        sorted(other[-1] for other in exports if len(other) == len(path) + 1 and other[:-1] == path)
    )
