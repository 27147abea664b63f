"""Schemas with unions in, the same with a discriminator wherever their variants have a telling tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clientsmith.api.graph import components
from clientsmith.api.ir import (
    AliasShape,
    Discriminator,
    Enumeration,
    ObjectShape,
    Property,
    Ref,
    Schema,
    SchemaKey,
    Union,
)
from clientsmith.document.limits import MAX_MEMBERS, refuse_excess


def infer_discriminators(schemas: Mapping[SchemaKey, Schema]) -> dict[SchemaKey, Schema]:
    """Named unions whose variants differ in a constant member are told apart by it.

    `oneOf: [Cat, Dog]` where both have `kind: {const: …}` reads as if the document said
    `discriminator: {propertyName: kind}`. A mapping that the document leaves out is filled in.
    """
    found = dict(schemas)
    reader = _Unions(schemas)
    for key, schema in schemas.items():
        if isinstance(schema.shape, AliasShape) and isinstance(schema.shape.type, Union):
            union = reader.told_apart(key, schema.shape.type)
            found[key] = replace(schema, shape=AliasShape(union))
    return found


class _Unions:
    """Tells the variants of unions apart; what it has looked up once it remembers."""

    def __init__(self, schemas: Mapping[SchemaKey, Schema]) -> None:
        self._schemas = schemas
        self._constants: dict[SchemaKey, dict[str, tuple[str, ...]]] = {}
        self._variants = _variants(schemas)

    def told_apart(self, key: SchemaKey, union: Union) -> Union:
        """The union with the member that tells its variants apart, or with none."""
        keys = self._variants[key]
        if keys is None or len(keys) < 2:
            return replace(union, discriminator=None)
        declared = union.discriminator
        names = [declared.property] if declared is not None else self._common(keys)
        default = declared.default if declared is not None and declared.default in keys else None
        for name in names:
            mapping = self._mapping(name, keys, declared)
            if mapping is not None:
                return replace(union, discriminator=Discriminator(name, mapping, default))
        return replace(union, discriminator=None)

    def _common(self, keys: list[SchemaKey]) -> list[str]:
        """The members that every variant has as constants, in the order of the first."""
        rows = [self._constants_of(key) for key in keys]
        return [name for name in rows[0] if all(name in row for row in rows[1:])]

    def _constants_of(self, key: SchemaKey) -> dict[str, tuple[str, ...]]:
        if key not in self._constants:
            self._constants[key] = _constants(self._schemas[key])
        return self._constants[key]

    def _mapping(
        self, name: str, keys: list[SchemaKey], declared: Discriminator | None
    ) -> tuple[tuple[str, SchemaKey], ...] | None:
        """Which tag is which variant; None where a tag is missing or means two of them."""
        stated: dict[SchemaKey, list[str]] = {}
        for tag, target in declared.mapping if declared is not None else ():
            stated.setdefault(target, []).append(tag)
        found: dict[str, SchemaKey] = {}
        for key in keys:
            tags = stated.get(key) or self._constants_of(key).get(name, ())
            if not tags and declared is not None:
                tags = [key.name]  # OpenAPI 3.1, 4.8.25: without a mapping, the schema's own name
            if not tags or any(found.setdefault(tag, key) != key for tag in tags):
                return None
        return tuple(found.items())


def _variants(schemas: Mapping[SchemaKey, Schema]) -> dict[SchemaKey, list[SchemaKey] | None]:
    """The objects that each schema comes down to, through unions; None where not all are objects."""
    needs = {key: _alternatives(schema) for key, schema in schemas.items()}
    found: dict[SchemaKey, list[SchemaKey] | None] = {}
    spent = 0
    for component in components({key: each or () for key, each in needs.items()}):
        first = schemas[component[0]]
        objects = dict.fromkeys(key for key in component if _is_object(schemas[key]))
        sound = all(needs[key] is not None for key in component)
        for key in component:
            for other in needs[key] or ():
                inner = found.get(other, [])
                sound = sound and inner is not None
                objects.update(dict.fromkeys(inner or ()))
                spent += 1 + len(inner or ())
        if spent > MAX_MEMBERS:
            refuse_excess(first.place, f"unions come down to more than {MAX_MEMBERS:,} variants")
        found.update(dict.fromkeys(component, list(objects) if sound else None))
    return found


def _alternatives(schema: Schema) -> list[SchemaKey] | None:
    """The schemas that a union or a further name leads to; None if it is anything else as well."""
    found: dict[SchemaKey, None] = {}
    pending = [] if isinstance(schema.shape, ObjectShape) else [schema.shape.type]
    while pending:
        type_ = pending.pop()
        if isinstance(type_, Union):
            pending.extend(reversed(type_.members))
        elif isinstance(type_, Ref):
            found[type_.key] = None
        else:
            return None
    return list(found)


def _is_object(schema: Schema) -> bool:
    return isinstance(schema.shape, ObjectShape)


def _constants(schema: Schema) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for property_ in _properties(schema):
        values = property_.type.values if isinstance(property_.type, Enumeration) else ()
        if property_.required and values and all(isinstance(value, str) for value in values):
            found[property_.name] = tuple(str(value) for value in values)
    return found


def _properties(schema: Schema) -> tuple[Property, ...]:
    return schema.shape.properties if isinstance(schema.shape, ObjectShape) else ()
