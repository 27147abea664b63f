"""Types of the API and the names of its schemas in, the forms that a language spells out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from clientsmith.api.ir import AliasShape, ObjectShape, Property, Schema
from clientsmith.api.types import (
    Anything,
    Array,
    Enumeration,
    MapOf as ApiMap,
    Nullable,
    Primitive,
    Ref,
    SchemaKey,
    TupleOf as ApiTuple,
    Type,
    Union,
)
from clientsmith.languages.forms import (
    Any,
    Choice,
    Form,
    ListOf,
    MapOf,
    Named,
    OneOf,
    OrNull,
    Scalar,
    Side,
    TupleOf,
)
from clientsmith.languages.names import Names
from clientsmith.languages.protocol import Identifier, Language


class Trees:
    """Makes forms of types, each schema by the name it has on one side of a call."""

    def __init__(
        self, schemas: Mapping[SchemaKey, Schema], names: Names, language: Language
    ) -> None:
        self.schemas = schemas
        self._names = names
        self._language = language
        self._named: dict[tuple[SchemaKey, Side], Named] = {}

    def of(
        self, type_: Type | None, side: Side, broken: frozenset[SchemaKey] = frozenset()
    ) -> Form:
        """The form of a type; anything at all in place of the names that may not be used."""
        match type_:
            case Ref(key):
                return Any() if key in broken else self.named(key, side)
            case Primitive(kind, format_):
                return Scalar(kind, format_)
            case Enumeration(values):
                return Choice(values)
            case Array(item):
                return ListOf(self.of(item, side, broken))
            case ApiTuple(items, rest):
                return TupleOf(
                    tuple(self.of(item, side, broken) for item in items),
                    self.of(rest, side, broken) if rest is not None else None,
                )
            case ApiMap(value):
                return MapOf(self.of(value, side, broken))
            case Nullable(inner):
                return OrNull(self.of(inner, side, broken))
            case Union(members):
                return OneOf(tuple(self.of(member, side, broken) for member in members))
            case _:
                return Any()

    def property_of(self, property_: Property, side: Side) -> Form:
        """The form of a member; a request may take results that were given beside its own form."""
        return self.accepting(self.of(property_.type, side), property_.accepts, side)

    def accepting(self, form: Form, accepts: tuple[Ref, ...], side: Side) -> Form:
        """A form of requests with the results that are taken as well."""
        if side == "response" or not accepts:
            return form
        return OneOf((form, *(self.named(ref.key, "response") for ref in accepts)))

    def named(self, key: SchemaKey, side: Side) -> Named:
        """A schema by its name."""
        if (key, side) not in self._named:
            self._named[key, side] = self._name(key, side)
        return self._named[key, side]

    def _name(self, key: SchemaKey, side: Side) -> Named:
        own = self._names.schemas[key]
        name = own.on(side)
        if name is None:
            raise AssertionError(f"{key} has no name among the types of a {side}")
        schema = self.schemas[key]
        home, kind = self.home(own.module, side), kind_of(schema)
        additional = schema.shape.additional if isinstance(schema.shape, ObjectShape) else None
        is_open = additional is not None and additional != Anything()
        return Named(name, home, kind, key, target_of(schema, self.schemas), is_open)

    def home(self, module: tuple[Identifier, ...], side: Side) -> str:
        """The file of a module of types."""
        return self._language.file(module, side)


def target_of(schema: Schema, schemas: Mapping[SchemaKey, Schema]) -> str:
    """What a further name is once aliases are followed; nothing for a type of its own.

    One that leads back to itself through names alone may be anything.
    """
    seen: set[SchemaKey] = set()
    while kind_of(schema) == "alias" and schema.key not in seen:
        seen.add(schema.key)
        assert isinstance(schema.shape, AliasShape)
        if not isinstance(schema.shape.type, Ref):
            return _HEADS.get(type(schema.shape.type)) or _scalar_head(schema.shape.type)
        schema = schemas[schema.shape.type.key]
    kind = kind_of(schema)
    return "any" if schema.key in seen else kind if seen else ""


_HEADS: Mapping[type, str] = {Array: "list", ApiTuple: "tuple", ApiMap: "map", Nullable: "or_null"}


def _scalar_head(type_: Type) -> str:
    if isinstance(type_, Primitive):
        return f"{type_.kind}.{type_.format}" if type_.format else type_.kind
    return "any"


def kind_of(schema: Schema) -> Literal["object", "union", "enum", "alias"]:
    """What the name of a schema stands for."""
    shape = schema.shape
    if isinstance(shape, ObjectShape):
        return "object"
    return _alias_kind(shape)


def _alias_kind(shape: AliasShape) -> Literal["union", "enum", "alias"]:
    type_ = shape.type.inner if isinstance(shape.type, Nullable) else shape.type
    if isinstance(type_, Union):
        return "union"
    return "enum" if isinstance(type_, Enumeration) else "alias"
