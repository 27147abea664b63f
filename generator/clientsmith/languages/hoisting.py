"""An API in, the same API out with a name for every type that a language can't write in place.

Go has no `string | number`, and no enumeration without a name. Such a type becomes a schema, called
after what it stands in: `Pet.status` is a `PetStatus`. Equal types are one schema, called after the
first; names that collide are told apart as those of other schemas are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from clientsmith.api.case import pascal
from clientsmith.api.free_names import free_name
from clientsmith.api.ir import (
    AliasShape,
    Api,
    Body,
    ObjectShape,
    Operation,
    Parameter,
    Property,
    Resource,
    Response,
    Result,
    Schema,
    SchemaModule,
)
from clientsmith.api.sides import mark_sides
from clientsmith.api.types import (
    Array,
    Enumeration,
    MapOf as ApiMap,
    Nullable,
    Ref,
    SchemaKey,
    TupleOf as ApiTuple,
    Type,
    Union,
)
from clientsmith.languages.forms import Any, Choice, Form, OneOf
from clientsmith.problems import Place


def name_in_place(api: Api, named: Callable[[Form], bool]) -> Api:
    """The API with schemas for the types whose form is `named`."""
    if not any(named(form) for form in _SAMPLES):
        return api
    hoisting = _Hoisting(named, {key.name for key in api.schemas()})
    modules = {module.path: hoisting.module(module) for module in api.modules}
    resources = tuple(hoisting.resource(each) for each in api.resources)
    for schema in hoisting.found.values():
        path = schema.key.module
        module = modules.get(path, SchemaModule(path, ()))
        modules[path] = replace(module, schemas=(*module.schemas, schema))
    made = replace(api, resources=resources, modules=tuple(modules.values()))
    sides = mark_sides(made.schemas(), made.operations())
    return replace(
        made,
        modules=tuple(
            replace(each, schemas=tuple(sides[schema.key] for schema in each.schemas))
            for each in made.modules
        ),
    )


_SAMPLES: tuple[Form, ...] = (Choice(("a", "b")), Choice((1, 2)), OneOf((Any(), Any())))


@dataclass(frozen=True)
class _Owner:
    """What a type stands in: the module, the words of its name, its place."""

    module: tuple[str, ...]
    words: tuple[str, ...]
    place: Place

    def member(self, name: str, place: Place | None = None) -> _Owner:
        """Something inside it."""
        return replace(self, words=(*self.words, name), place=place or self.place)


@dataclass
class _Hoisting:
    """Types as they are replaced, and the schemas that stand for them."""

    named: Callable[[Form], bool]
    taken: set[str]
    found: dict[Type, Schema] = field(default_factory=dict[Type, Schema])

    def module(self, module: SchemaModule) -> SchemaModule:
        """A module whose schemas hold no such type in place."""
        return replace(module, schemas=tuple(self._schema(module, each) for each in module.schemas))

    def resource(self, resource: Resource) -> Resource:
        """A resource whose calls neither take nor give such a type in place."""
        return replace(
            resource,
            operations=tuple(self._operation(each) for each in resource.operations),
            children=tuple(self.resource(each) for each in resource.children),
        )

    def _schema(self, module: SchemaModule, schema: Schema) -> Schema:
        owner = _Owner(module.path, (schema.key.name,), schema.place)
        if isinstance(schema.shape, AliasShape):
            return replace(schema, shape=AliasShape(self._aliased(schema.shape.type, owner)))
        additional = schema.shape.additional
        shape = ObjectShape(
            tuple(self._property(each, owner) for each in schema.shape.properties),
            self._type(additional, owner.member("value")) if additional is not None else None,
        )
        return replace(schema, shape=shape)

    def _property(self, property_: Property, owner: _Owner) -> Property:
        inside = owner.member(property_.name, property_.place)
        return replace(property_, type=self._type(property_.type, inside))

    def _operation(self, operation: Operation) -> Operation:
        module = operation.params.module if operation.params is not None else operation.resource
        owner = _Owner(module, (operation.resource[-1], operation.name), operation.place)
        stream = operation.stream
        return replace(
            operation,
            parameters=tuple(self._parameter(each, owner) for each in operation.parameters),
            body=self._body(operation.body, owner) if operation.body is not None else None,
            result=self._result(operation.result, owner),
            responses=tuple(self._response(each, owner) for each in operation.responses),
            stream=stream and replace(stream, item=self._type(stream.item, owner.member("event"))),
            page_item=operation.page_item and self._type(operation.page_item, owner.member("item")),
        )

    def _parameter(self, parameter: Parameter, owner: _Owner) -> Parameter:
        inside = owner.member(parameter.name, parameter.place)
        return replace(parameter, type=self._type(parameter.type, inside))

    def _body(self, body: Body, owner: _Owner) -> Body:
        return replace(
            body,
            content=tuple(
                replace(
                    each,
                    type=self._type(each.type, owner.member("body")),
                    properties=each.properties
                    and tuple(self._property(row, owner) for row in each.properties),
                )
                for each in body.content
            ),
        )

    def _response(self, response: Response, owner: _Owner) -> Response:
        return replace(
            response, content=tuple(self._result(each, owner) for each in response.content)
        )

    def _result(self, result: Result, owner: _Owner) -> Result:
        return replace(result, type=result.type and self._type(result.type, owner.member("result")))

    # --- types ---

    def _aliased(self, type_: Type, owner: _Owner) -> Type:
        """A type that has a name already, though null may be among its values."""
        if isinstance(type_, Nullable):
            return Nullable(self._inside(type_.inner, owner))
        return self._inside(type_, owner)

    def _type(self, type_: Type, owner: _Owner) -> Type:
        """A type as it may stand in place."""
        type_ = self._inside(type_, owner)
        if not self._is_named(type_):
            return type_
        if type_ not in self.found:
            name = pascal(*owner.words)
            self.found[type_] = Schema(
                SchemaKey(owner.module, free_name(name, self.taken)),
                AliasShape(type_),
                "",
                owner.place,
            )
        return Ref(self.found[type_].key)

    def _inside(self, type_: Type, owner: _Owner) -> Type:
        match type_:
            case Array(item):
                return Array(self._type(item, owner.member("item")))
            case ApiTuple(items, rest):
                return ApiTuple(
                    tuple(self._type(item, owner.member("item")) for item in items),
                    self._type(rest, owner.member("item")) if rest is not None else None,
                )
            case ApiMap(value):
                return ApiMap(self._type(value, owner.member("value")))
            case Nullable(inner):
                return Nullable(self._type(inner, owner))
            case Union(members):
                return replace(
                    type_, members=tuple(self._type(m, owner.member("value")) for m in members)
                )
            case _:
                return type_

    def _is_named(self, type_: Type) -> bool:
        match type_:
            case Enumeration(values):
                return self.named(Choice(values))
            case Union(members):
                return self.named(OneOf(tuple(Any() for _ in members)))
            case _:
                return False
