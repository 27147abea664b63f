"""The schemas of an API in, a view of each module of types out: annotations by the engine, names ours."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

from clientsmith.cache import Cache
from clientsmith.ir import AliasShape, Api, ObjectShape, Schema, SchemaKey, SchemaModule
from clientsmith.languages.python import Identifier
from clientsmith.models.aliases import order_aliases, present_alias
from clientsmith.models.annotations import names_in, spell
from clientsmith.models.components import ComponentsWriter, visible
from clientsmith.models.door import ClassFields, FieldAnnotation, annotate
from clientsmith.models.imports import ClassHomes
from clientsmith.names import Names
from clientsmith.views import ClassView, FieldView, TypesModuleView

__all__ = ["make_models"]

_ENGINE = "1"
"""Part of every cache key: raise it when the way the engine is called changes."""


def make_models(api: Api, names: Names, cache: Cache) -> tuple[TypesModuleView, ...]:
    """Every module of types, models and TypedDicts apart; a module of neither is left out."""
    homes = ClassHomes(api, names)
    found: list[TypesModuleView] = []
    for module in api.modules:
        for asked in (False, True):
            view = _make(module, names, homes, cache, asked=asked)
            if view.classes or view.aliases:
                found.append(view)
    return tuple(found)


def _make(
    module: SchemaModule, names: Names, homes: ClassHomes, cache: Cache, *, asked: bool
) -> TypesModuleView:
    schemas = [each for each in module.schemas if (each.in_request if asked else each.in_response)]
    classes = tuple(_classes(schemas, names, cache, asked=asked))
    declared = [each for each in schemas if isinstance(each.shape, AliasShape)]
    aliases = tuple(
        present_alias(each, names, broken, asked=asked) for each, broken in order_aliases(declared)
    )
    own = names.schemas[module.schemas[0].key].module
    path = (*own[:-1], Identifier(f"{own[-1]}_params")) if asked else own
    eager = {name for each in aliases for name in names_in(each.annotation)}
    lazy = {name for each in classes for field in each.fields for name in names_in(field.annotation)}
    local = {each.name for each in classes} | {each.name for each in aliases}
    root = "." * (len(path) + 1)
    return TypesModuleView(
        path=path,
        module=".".join(path),
        asked=asked,
        imports=homes.imports((eager | lazy) - local, root, asked=asked),
        typed_imports=(),
        classes=classes,
        aliases=aliases,
    )


def _classes(
    schemas: list[Schema], names: Names, cache: Cache, *, asked: bool
) -> Iterator[ClassView]:
    objects = [each for each in schemas if isinstance(each.shape, ObjectShape)]
    document = ComponentsWriter(names, asked=asked).document(objects)
    annotated = _cached(document, cache, asked=asked)
    for schema in objects:
        own = names.schemas[schema.key]
        name = own.param if asked else own.model
        assert name is not None
        assert isinstance(schema.shape, ObjectShape)
        fields = tuple(_fields(schema.key, schema.shape, annotated[name], names, asked=asked))
        functional = asked and any(
            not each.wire_name.isidentifier() or each.name != each.wire_name for each in fields
        )
        yield ClassView(name, schema.description, fields, functional)


def _fields(
    key: SchemaKey,
    shape: ObjectShape,
    annotated: dict[str, FieldAnnotation],
    names: Names,
    *,
    asked: bool,
) -> Iterator[FieldView]:
    for member in visible(shape, asked=asked):
        field = names.schemas[key].fields[member.name]
        found = annotated[field]
        yield FieldView(
            name=field,
            wire_name=member.name,
            annotation=spell(found.annotation, asked=asked),
            required=found.required,
            renamed=field != member.name,
            description=member.description,
        )


def _cached(
    document: dict[str, object], cache: Cache, *, asked: bool
) -> dict[str, dict[str, FieldAnnotation]]:
    """The engine's annotations, from the cache where the same document has been seen."""
    key = json.dumps([_ENGINE, asked, document], sort_keys=True)
    kept = cache.get("models", key)
    if kept is None:
        kept = json.dumps(_pack(annotate(document, asked=asked)))
        cache.put("models", key, kept)
    return {
        name: {
            field: FieldAnnotation(ast.parse(text, mode="eval").body, required)
            for field, (text, required) in fields.items()
        }
        for name, fields in json.loads(kept).items()
    }


def _pack(classes: ClassFields) -> dict[str, dict[str, tuple[str, bool]]]:
    return {
        name: {
            field: (ast.unparse(found.annotation), found.required) for field, found in fields.items()
        }
        for name, fields in classes.items()
    }
