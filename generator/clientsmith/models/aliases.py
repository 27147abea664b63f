"""The aliases of a module in, their views out, in an order in which Python can evaluate them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientsmith.api.ir import (
    AliasShape,
    Anything,
    Array,
    MapOf,
    Nullable,
    Ref,
    Schema,
    SchemaKey,
    Type,
    Union,
)
from clientsmith.api.modules import references
from clientsmith.languages.python import Annotations
from clientsmith.models.imports import Used
from clientsmith.views import AliasView


def order_aliases(aliases: Iterable[Schema]) -> Iterator[tuple[Schema, frozenset[SchemaKey]]]:
    """Each alias after those it names, with the keys that it must not name.

    An alias that comes back to itself through aliases alone has no end that Python could evaluate:
    at the point of return anything goes.
    """
    pending = {schema.key: schema for schema in aliases}
    while pending:
        ready = [
            key for key, schema in pending.items() if not (set(_named(schema)) & pending.keys())
        ]
        broken: frozenset[SchemaKey] = frozenset()
        if not ready:
            first = next(iter(pending))
            ready, broken = [first], frozenset(pending)
        for key in ready:
            yield pending.pop(key), broken


def _named(schema: Schema) -> Iterator[SchemaKey]:
    assert isinstance(schema.shape, AliasShape)
    return references(schema.shape.type)


def present_alias(
    schema: Schema, broken: frozenset[SchemaKey], used: Used, *, asked: bool
) -> AliasView:
    """One alias, as one side of a call has it; what it uses is noted."""
    assert isinstance(schema.shape, AliasShape)
    annotations = Annotations(lambda key: used.name_of(key, asked=asked), asked=asked)
    type_ = _without(schema.shape.type, broken)
    written = annotations.write(type_)
    if asked and schema.accepts:
        accepted = [ref.key for ref in schema.accepts]
        written = annotations.alternatives(
            [written, *(used.name_of(key, asked=False) for key in accepted)]
        )
        used.note_schemas(accepted, asked=False)
    used.note_schemas(annotations.schemas, asked=asked)
    used.note(annotations.typing | annotations.runtime, {})
    discriminator = type_.discriminator if isinstance(type_, Union) and not asked else None
    default = discriminator.default if discriminator is not None else None
    return AliasView(
        name=used.name_of(schema.key, asked=asked),
        annotation=written,
        description=schema.description,
        tag=discriminator.property if discriminator is not None else "",
        default=used.name_of(default, asked=False) if default is not None else None,
        constant=None if asked else used.constant_of(schema.key),
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
