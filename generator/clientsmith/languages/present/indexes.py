"""The names of schemas in, the packages of types out: what each exports."""

from __future__ import annotations

from dataclasses import replace

from clientsmith.api.ir import Api
from clientsmith.languages.names import Names, SchemaNames
from clientsmith.languages.present.exports import Export, grouped
from clientsmith.languages.protocol import Identifier, Language
from clientsmith.languages.views import ExportGroupView, ExportView, TypesIndexView

_Path = tuple[Identifier, ...]
_Exports = dict[_Path, dict[str, Export]]


def present_indexes(api: Api, names: Names, language: Language) -> tuple[TypesIndexView, ...]:
    """One view for the package of all types and for each package below it."""
    return _Indexes(api, names, language).present()


class _Indexes:
    """Collects what packages export: own names first, further names where they are free."""

    def __init__(self, api: Api, names: Names, language: Language) -> None:
        self._api = api
        self._names = names
        self._language = language
        self._exports: _Exports = {(): {}}

    def present(self) -> tuple[TypesIndexView, ...]:
        """Every package, outermost first."""
        schemas = sorted(self._api.schemas().items())
        params = {each.replaces: each for each in self._names.params.values() if each.replaces}
        for collected in self._names.params.values():
            home = self._language.file(collected.module, "request")
            self._export(collected.module[:-1], Export(collected.name, collected.name, home))
        self._export_mounted()
        for key, _ in schemas:
            own = self._names.schemas[key]
            for row in (*self._forms(own), *self._constants(own)):
                self._export(own.module[:-1], row)
        for key, schema in schemas:
            own = self._names.schemas[key]
            forms = self._forms(own)
            if key in params:
                home = self._language.file(params[key].module, "request")
                forms = [Export(params[key].name, params[key].name, home)]
            further = [(alias, forms) for alias in schema.exported_as]
            constants = self._constants(own)
            further += [(alias, constants) for alias in schema.values_as[1:] if constants]
            for alias, rows in further:
                *path, last = alias.split(".")
                package = tuple(self._language.identifier("module", part) for part in path)
                for row in self._further(self._language.identifier("type", last), rows):
                    self._export(package, row)
        return tuple(self._index(path) for path in sorted(self._exports))

    def _export_mounted(self) -> None:
        """The arguments of a resource that is mounted elsewhere are exported there as well."""
        for operation in self._api.operations():
            own = self._names.params.get(".".join(operation.id.split(".")[1:]))
            if operation.unchanged and own is not None:
                package = tuple(
                    self._language.identifier("module", part) for part in operation.resource[:-1]
                )
                home = self._language.file(own.module, "request")
                self._export(package, Export(own.name, own.name, home))

    def _forms(self, own: SchemaNames) -> list[Export]:
        """A schema as a result, as a request, or both, in this order."""
        found: dict[str, Export] = {}
        if own.response is not None:
            home = self._language.file(own.module, "response")
            found[own.response] = Export(own.response, own.response, home)
        if own.request is not None:
            home = self._language.file(own.module, "request")
            found.setdefault(own.request, Export(own.request, own.request, home))
        return list(found.values())

    def _constants(self, own: SchemaNames) -> list[Export]:
        """What holds an enumeration's values, if anything does."""
        if own.constant is None:
            return []
        home = self._language.file(own.module, "response")
        return [Export(own.constant, own.constant, home, value=True)]

    def _further(self, alias: Identifier, forms: list[Export]) -> list[Export]:
        """A further name; where a schema has two forms, the request's has `Param` behind it."""
        names = [alias]
        if len(forms) == 2:
            requested = alias.endswith(("Param", "Params"))
            forms = forms[1:] if requested else forms
            param = self._language.identifier("type", f"{alias}Param")
            names = [alias] if requested else [alias, param]
        return [replace(form, name=name) for name, form in zip(names, forms, strict=True)]

    def _export(self, path: _Path, row: Export) -> None:
        for depth in range(len(path) + 1):
            self._exports.setdefault(path[:depth], {})
        self._exports[path].setdefault(row.name, row)

    def _index(self, path: _Path) -> TypesIndexView:
        inner = sorted(
            other[-1] for other in self._exports if len(other) > len(path) and other[:-1] == path
        )
        packages = ExportGroupView(
            "/".join(("types", *path)),
            True,
            tuple(ExportView(each, each, value=False) for each in inner),
            inner=True,
        )
        groups = grouped(self._exports[path].values())
        return TypesIndexView(
            path=path,
            file=self._language.index_file(path),
            groups=(packages, *groups) if inner else groups,
        )
