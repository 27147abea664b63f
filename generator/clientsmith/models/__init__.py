"""The schemas of an API in, a view of each module of types out: annotations by the engine, names ours."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.api.ir import AliasShape, Api, SchemaModule
from clientsmith.cache import Cache
from clientsmith.languages.python import Identifier
from clientsmith.models.aliases import order_aliases, present_alias
from clientsmith.models.classes import ClassMaker
from clientsmith.models.imports import Used
from clientsmith.names import Names
from clientsmith.views import AliasView, ClassView, TypesModuleView

__all__ = ["make_models"]


def make_models(api: Api, names: Names, cache: Cache) -> tuple[TypesModuleView, ...]:
    """Every module of types, models and TypedDicts apart; a module of neither is left out."""
    found: list[TypesModuleView] = []
    for module in api.modules:
        for asked in (False, True):
            view = _make(module, names, cache, asked=asked)
            if view.classes or view.aliases:
                found.append(view)
    return tuple(found)


def _make(module: SchemaModule, names: Names, cache: Cache, *, asked: bool) -> TypesModuleView:
    schemas = [each for each in module.schemas if (each.in_request if asked else each.in_response)]
    own = names.schemas[module.schemas[0].key].module
    path = (*own[:-1], Identifier(f"{own[-1]}_params")) if asked else own
    used = Used(names)
    classes = ClassMaker(names, cache, used, asked=asked).make(schemas)
    declared = [each for each in schemas if isinstance(each.shape, AliasShape)]
    aliases = tuple(
        present_alias(each, broken, used, asked=asked) for each, broken in order_aliases(declared)
    )
    used.note(_needed(classes, aliases, asked=asked), {})
    return TypesModuleView(
        path=path,
        file="/".join(path),
        module=".".join(path),
        asked=asked,
        imports=used.imports(path),
        classes=classes,
        aliases=aliases,
    )


def _needed(
    classes: tuple[ClassView, ...], aliases: tuple[AliasView, ...], *, asked: bool
) -> Iterator[str]:
    """The names that declarations need, beside those in annotations."""
    if classes:
        yield "TypedDict" if asked else "BaseModel"
    if aliases:
        yield "TypeAlias"
    if any(alias.tag for alias in aliases):
        yield from ("Annotated", "Variants")
    if any(alias.constant for alias in aliases):
        yield "get_args"
    fields = [field for each in classes for field in each.fields]
    if asked and any(not field.required for field in fields):
        yield "NotRequired"
    if not asked and any(field.renamed for field in fields):
        yield "Field"
