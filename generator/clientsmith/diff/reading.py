"""An API whose names are chosen in, the surface of its client out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from clientsmith.api.ir import Api, ObjectShape, Operation, Property, Schema
from clientsmith.diff.surface import Member, Method, NamedType, Shape, Surface
from clientsmith.languages import forms
from clientsmith.languages.arguments import Argument, arguments_of
from clientsmith.languages.forms import Form, Side
from clientsmith.languages.limits import described
from clientsmith.languages.names import Names, SchemaNames
from clientsmith.languages.present.indexes import present_indexes
from clientsmith.languages.protocol import Language
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import TypesIndexView
from clientsmith.problems import Place

_ITEMS = {"sse": "stream", "event_text": "stream", "event_json": "stream", "jsonl": "lines"}


def surface_of(api: Api, names: Names, language: Language) -> Surface:
    """Everything that a user of the client can name."""
    schemas = api.schemas()
    reader = _Reader(names, Trees(schemas, names, language))
    return Surface(
        name=api.client.package,
        version=api.client.version,
        client=names.client,
        methods=dict(reader.method(each) for each in api.operations()),
        types={name: found for each in schemas.values() for name, found in reader.types(each)},
        exports=tuple(_exports(present_indexes(api, names, language))),
    )


class _Reader:
    """Reads operations and schemas by their names."""

    def __init__(self, names: Names, trees: Trees) -> None:
        self._names = names
        self._trees = trees

    def method(self, operation: Operation) -> tuple[str, Method]:
        """A method by its accessor."""
        module = self._names.resources[operation.resource].module
        table = arguments_of(operation, self._names, self._trees)
        positional = table.path[-1:]
        return ".".join((*module, self._names.methods[operation.id])), Method(
            call=f"{operation.method.upper()} {operation.path}",
            arguments={each.name: _argument(each) for each in table},
            positional=tuple(each.name for each in positional),
            returns=self._result(operation),
            stream=self._stream(operation),
            deprecated=operation.deprecated,
            text=f"{operation.summary}\n{operation.description}",
            place=_line(operation.place),
        )

    def types(self, schema: Schema) -> Iterator[tuple[str, NamedType]]:
        """A schema on each side of a call that it stands on, by the name it has there."""
        own = self._names.schemas[schema.key]
        twice = own.request == own.response
        for side in get_args(Side)[twice:]:
            if name := own.on(side):
                yield _dotted(own.module[:-1], name), self._type(schema, own, side, twice)

    def _type(self, schema: Schema, own: SchemaNames, side: Side, twice: bool) -> NamedType:
        shape = schema.shape
        return NamedType(
            side="both" if twice else side,
            fields=self._fields(shape, own, side) if isinstance(shape, ObjectShape) else None,
            shape=None if isinstance(shape, ObjectShape) else self._shape(shape.type, side),
            deprecated=schema.deprecated,
            text=schema.description,
            place=_line(schema.place),
        )

    def _fields(self, shape: ObjectShape, own: SchemaNames, side: Side) -> dict[str, Member]:
        return {
            str(own.fields.get(each.name, each.name)): self._field(each, side)
            for each in shape.properties
            if not (each.read_only if side == "request" else each.write_only)
        }

    def _field(self, property_: Property, side: Side) -> Member:
        form = self._trees.property_of(property_, side)
        return Member(
            key=property_.name,
            shape=shape_of(form),
            required=property_.required,
            deprecated=property_.deprecated,
            text=described(property_),
            place=_line(property_.place),
        )

    def _shape(self, type_: object, side: Side) -> Shape:
        return shape_of(self._trees.of(type_, side))  # type: ignore[arg-type]

    def _result(self, operation: Operation) -> Shape:
        if operation.pagination is not None and operation.page_item is not None:
            return "page", self._shape(operation.page_item, "response")
        result = operation.result
        return self._shape(result.type, "response") if result.kind == "json" else (result.kind,)

    def _stream(self, operation: Operation) -> Shape | None:
        if operation.stream is None:
            return None
        item = self._shape(operation.stream.item, "response")
        return _ITEMS[operation.stream.kind], item


def _exports(indexes: Iterable[TypesIndexView]) -> Iterator[str]:
    for index in indexes:
        for group in index.groups:
            if group.home != "/".join(("types", *index.path)):  # the packages below it
                yield from (_dotted(index.path, each.name) for each in group.exports)


def _dotted(package: tuple[str, ...], name: str) -> str:
    return ".".join((*package, name))


def _argument(argument: Argument) -> Member:
    return Member(
        key=f"{argument.location} {argument.wire_name}".strip(),
        shape=shape_of(argument.form),
        required=argument.required,
        deprecated=argument.deprecated,
        text=described(argument),
        place=_line(argument.place),
        default=repr(argument.default) if argument.has_default else "",
    )


def _line(place: Place) -> str:
    return f"{place.file}:{place.line}" if place.line else place.file


def shape_of(form: Form) -> Shape:
    """A form as a tree of texts."""
    match form:
        case forms.Scalar(kind, format_):
            return (f"{kind}.{format_}" if format_ else kind,)
        case forms.Choice(values):
            return _either([("const", each) for each in values])
        case forms.ListOf(inner):
            return "list", shape_of(inner)
        case forms.MapOf(inner):
            return "map", shape_of(inner)
        case forms.TupleOf(items, rest):
            return ("tuple", *map(shape_of, items), *([("rest", shape_of(rest))] if rest else ()))
        case forms.OneOf(members):
            return _either([shape_of(each) for each in members])
        case forms.OrNull(inner):
            return _either([shape_of(inner), ("null",)])
        case forms.Optional(inner) | forms.Recursive(inner):
            return shape_of(inner)
        case forms.Named(name, _, _, key):
            package = key.module[:-1] if key is not None else ()
            return "name", ".".join((*package, name))
        case _:
            return ("any",)


def _either(members: list[Shape]) -> Shape:
    flat = [each for member in members for each in (member[1:] if member[0] == "or" else (member,))]
    found = list(dict.fromkeys(flat))
    return found[0] if len(found) == 1 else ("or", *found)
