"""The aliases of a module in, their views out, in an order in which Python can evaluate them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientsmith.ir import AliasShape, Anything, Array, MapOf, Nullable, Ref, Schema, SchemaKey, Type, Union
from clientsmith.languages.python import Annotations, Identifier
from clientsmith.names import Names
from clientsmith.understand.grouping import references
from clientsmith.views import AliasView


def order_aliases(aliases: Iterable[Schema]) -> Iterator[tuple[Schema, frozenset[SchemaKey]]]:
    """Each alias after those it names, with the keys that it must not name.

    An alias that comes back to itself through aliases alone has no end that Python could evaluate:
    at the point of return anything goes.
    """
    pending = {schema.key: schema for schema in aliases}
    done: set[SchemaKey] = set()
    while pending:
        ready = [
            key
            for key, schema in pending.items()
            if not (set(_named(schema)) & pending.keys())
        ]
        broken: frozenset[SchemaKey] = frozenset()
        if not ready:
            first = next(iter(pending))
            ready, broken = [first], frozenset(pending)
        for key in ready:
            yield pending.pop(key), broken
            done.add(key)


def _named(schema: Schema) -> Iterator[SchemaKey]:
    assert isinstance(schema.shape, AliasShape)
    return references(schema.shape.type)


def present_alias(
    schema: Schema, names: Names, broken: frozenset[SchemaKey], *, asked: bool
) -> AliasView:
    """One alias, as one side of a call has it."""
    assert isinstance(schema.shape, AliasShape)

    def name_of(key: SchemaKey) -> Identifier:
        own = names.schemas[key]
        name = own.param if asked else own.model
        assert name is not None
        return name

    annotations = Annotations(name_of, asked=asked)
    type_ = _without(schema.shape.type, broken)
    written = annotations.write(type_)
    if asked and schema.accepts:
        accepted = [names.schemas[ref.key].model or "object" for ref in schema.accepts]
        written = annotations.alternatives([written, *accepted])
    discriminator = type_.discriminator if isinstance(type_, Union) and not asked else None
    return AliasView(
        name=name_of(schema.key),
        annotation=written,
        description=schema.description,
        tag=discriminator.property if discriminator is not None else "",
        tags=tuple(
            (tag, name_of(key)) for tag, key in (discriminator.mapping if discriminator else ())
        ),
    )


def _without(type_: Type, broken: frozenset[SchemaKey]) -> Type:
    """The type with anything at all in place of the names that may not be used."""
    if isinstance(type_, Ref):
        return Anything() if type_.key in broken else type_
    if isinstance(type_, Array):
        return Array(_without(type_.item, broken))
    if isinstance(type_, MapOf):
        return MapOf(_without(type_.value, broken))
    if isinstance(type_, Nullable):
        return Nullable(_without(type_.inner, broken))
    if isinstance(type_, Union):
        return Union(tuple(_without(each, broken) for each in type_.members), type_.discriminator)
    return type_
