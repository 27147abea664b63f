"""The schemas of an API and the arguments of its operations in, views of the files of types out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clientsmith.api.ir import (
    AliasShape,
    Api,
    ObjectShape,
    Operation,
    Property,
    Schema,
    SchemaModule,
)
from clientsmith.api.references import references
from clientsmith.api.tags import constants_of, tags_of
from clientsmith.api.types import (
    Discriminator,
    Enumeration,
    Nullable,
    Ref,
    SchemaKey,
    Union,
)
from clientsmith.languages.arguments import arguments_of
from clientsmith.languages.collisions import Register
from clientsmith.languages.forms import (
    Constant,
    Form,
    Named,
    Side,
    heads_of,
    scalar_of,
)
from clientsmith.languages.limits import told_constants, with_sentences
from clientsmith.languages.names import Names
from clientsmith.languages.present.fields import FieldNames, argument_field, member_field
from clientsmith.languages.present.recursion import held_by_value
from clientsmith.languages.protocol import Identifier, Language, TypeView
from clientsmith.languages.trees import Trees, kind_of
from clientsmith.languages.views import (
    FieldView,
    SchemaView,
    TagView,
    TypesModuleView,
    ValueView,
    VariantView,
)

_SIDES: tuple[Side, ...] = ("response", "request")


def present_modules(
    api: Api, names: Names, trees: Trees, language: Language, extra: str
) -> tuple[TypesModuleView, ...]:
    """A view of each file of types; one that would hold nothing is left out."""
    operations = {operation.id: operation for operation in api.operations()}
    recursive, tags = held_by_value(api.schemas()), tags_of(api.schemas())
    given = (each.result.type for each in operations.values())
    results = frozenset(type_.key for type_ in given if isinstance(type_, Ref))
    found: dict[str, TypesModuleView] = {}
    for module in api.modules:
        for side in _SIDES:
            presenter = _Presenter(api, names, trees, language, side, recursive, tags, results)
            schemas = tuple(presenter.schemas(module, [operations[id_] for id_ in module.params]))
            if schemas:
                path = presenter.path(module)
                file = language.file(path, side)
                earlier = found[file].schemas if file in found else ()
                below = file.removeprefix("types/")
                name = below.replace("/", ".")
                found[file] = TypesModuleView(name, below, side, extra, (*earlier, *schemas))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Presenter:
    """Presents the schemas of one module, as one side of a call has them."""

    api: Api
    names: Names
    trees: Trees
    language: Language
    side: Side
    recursive: frozenset[tuple[SchemaKey, str]]
    tags: Mapping[SchemaKey, tuple[str, str]]
    results: frozenset[SchemaKey]

    def path(self, module: SchemaModule) -> tuple[Identifier, ...]:
        """The module's names; every schema and type of arguments in it has the same."""
        if module.schemas:
            return self.names.schemas[module.schemas[0].key].module
        return self.names.params[module.params[0]].module

    def schemas(
        self, module: SchemaModule, operations: Iterable[Operation]
    ) -> Iterator[SchemaView]:
        """Objects in the document's order, then names for other types, each after those it needs."""
        own = [each for each in module.schemas if self._stands(each)]
        rows = [(each.place, self._object(each, each.shape)) for each in own if _is_object(each)]
        if self.side == "request":
            rows += [
                (operation.params.place, self._params(operation))
                for operation in operations
                if operation.params is not None
            ]
        yield from (view for _, view in sorted(rows, key=lambda row: row[0]))
        for schema, broken in _in_order(each for each in own if not _is_object(each)):
            yield self._alias(schema, broken)

    def _stands(self, schema: Schema) -> bool:
        """Whether the schema has a name of its own on this side."""
        own = self.names.schemas[schema.key]
        return own.on(self.side) is not None and not (own.is_one and self.side == "request")

    def _name(self, key: SchemaKey) -> Identifier:
        name = self.names.schemas[key].on(self.side)
        assert name is not None
        return name

    def _view(self, form: Form | None, taken: tuple[str, ...] = ()) -> TypeView | None:
        return TypeView(form, self.side, taken) if form is not None else None

    # --- objects ---

    def _object(self, schema: Schema, shape: ObjectShape | AliasShape) -> SchemaView:
        assert isinstance(shape, ObjectShape)
        given = self.names.schemas[schema.key].fields
        members = [each for each in shape.properties if self._visible(schema, each)]
        keys = {each.name: self._key(each.name) for each in members}
        taken = tuple(keys.values() if self.side == "request" else given.values())
        additional = self.trees.of(shape.additional, self.side) if shape.additional else None
        tag, value = self.tags.get(schema.key, ("", ""))
        return SchemaView(
            self._name(schema.key),
            "object",
            self.side,
            description=schema.description,
            deprecated=schema.deprecated,
            fields=tuple(
                self._field(schema, each, FieldNames(given[each.name], keys[each.name], taken))
                for each in members
            ),
            additional=self._view(additional, taken),
            tag=tag,
            tag_value=value,
            result=schema.key in self.results,
        )

    def _visible(self, schema: Schema, member: Property) -> bool:
        """A request has no member that only the server writes, a response none that it only reads."""
        if self.names.schemas[schema.key].is_one:
            return True
        return not (member.read_only if self.side == "request" else member.write_only)

    def _key(self, wire_name: str) -> Identifier:
        return self.language.identifier("key", wire_name)

    def _field(self, schema: Schema, member: Property, names: FieldNames) -> FieldView:
        form = self.trees.property_of(member, self.side)
        recursive = (schema.key, member.name) in self.recursive
        return member_field(member, names, form, self.side, recursive=recursive)

    def _params(self, operation: Operation) -> SchemaView:
        """The type of an operation's arguments, all but the path's, by the arguments' own names."""
        own = self.names.params[operation.id]
        body = self.trees.schemas[own.replaces] if own.replaces is not None else None
        others = arguments_of(operation, self.names, self.trees).others
        taken = tuple(each.name for each in others)
        return SchemaView(
            own.name,
            "object",
            "request",
            sent=False,
            description=body.description if body else f"Arguments of `{operation.id}`.",
            fields=tuple(argument_field(each, taken) for each in others),
        )

    # --- names for other types ---

    def _alias(self, schema: Schema, broken: frozenset[SchemaKey]) -> SchemaView:
        assert isinstance(schema.shape, AliasShape)
        type_ = schema.shape.type
        form = self.trees.accepting(
            self.trees.of(type_, self.side, broken), schema.accepts, self.side
        )
        bare = type_.inner if isinstance(type_, Nullable) else type_
        union = bare if isinstance(bare, Union) else None
        discriminator = union.discriminator if union is not None else None
        default = discriminator.default if discriminator is not None else None
        values = bare.values if isinstance(bare, Enumeration) else ()
        rows = tuple(bare.rows()) if isinstance(bare, Enumeration) else ()
        return SchemaView(
            self._name(schema.key),
            kind_of(schema),
            self.side,
            description=with_sentences(schema.description, told_constants(rows)),
            deprecated=schema.deprecated,
            type=self._view(form),
            tag=discriminator.property if discriminator is not None else "",
            default=self._name(default) if default is not None else None,
            variants=tuple(self._variants(schema, union, broken)) if union is not None else (),
            stated=tuple(self._stated(discriminator)) if discriminator is not None else (),
            base=self._view(scalar_of(values)) if values else None,
            values=self._values(schema, rows),
            constant=self.names.schemas[schema.key].constant if self.side == "response" else None,
        )

    def _stated(self, discriminator: Discriminator) -> Iterator[TagView]:
        """The tags of variants that don't have just these as their constants; the default has all."""
        tags: dict[SchemaKey, set[str]] = {}
        for tag, key in discriminator.mapping:
            tags.setdefault(key, set()).add(tag)
        for tag, key in discriminator.mapping:
            constants = constants_of(self.trees.schemas[key], discriminator.property)
            if constants != tags[key] and key != discriminator.default:
                yield TagView(tag, TypeView(self.trees.named(key, self.side), self.side))

    def _variants(
        self, schema: Schema, union: Union, broken: frozenset[SchemaKey]
    ) -> Iterator[VariantView]:
        discriminator = union.discriminator
        tags: dict[SchemaKey, list[str]] = {}
        for tag, tagged in discriminator.mapping if discriminator is not None else ():
            tags.setdefault(tagged, []).append(tag)
        default = discriminator.default if discriminator is not None else None
        register = Register(self.language, "variant", [])
        for member in union.members:
            form = self.trees.of(member, self.side, broken)
            named = form if isinstance(form, Named) else None
            key = named.key if named is not None else None
            known = tuple(tags[key]) if key in tags else ()
            text = known[0] if known else named.name if named is not None else heads_of(form)[-1]
            wanted = self.language.identifier("variant", text)
            yield VariantView(
                name=register.take(wanted, schema.place),
                type=TypeView(form, self.side),
                tags=known,
                default=key is not None and key == default,
            )

    def _values(
        self, schema: Schema, rows: Iterable[tuple[Constant, str, str]]
    ) -> tuple[ValueView, ...]:
        """The constants by the names that the document has for them, or by themselves."""
        owner = self._name(schema.key)
        register = Register(self.language, "constant", [])
        return tuple(
            ValueView(
                register.take(
                    self.language.identifier("constant", name or str(value), owner), schema.place
                ),
                value,
                description,
            )
            for value, name, description in rows
        )


def _is_object(schema: Schema) -> bool:
    return isinstance(schema.shape, ObjectShape)


def _in_order(aliases: Iterable[Schema]) -> Iterator[tuple[Schema, frozenset[SchemaKey]]]:
    """Each alias after those it names, with the keys that it must not name.

    An alias that comes back to itself through aliases alone has no end that a language could
    evaluate: at the point of return anything goes.
    """
    pending = {schema.key: schema for schema in aliases}
    places = {key: place for place, key in enumerate(pending)}
    waiting = {key: set(_named(schema)) & pending.keys() for key, schema in pending.items()}
    users: dict[SchemaKey, list[SchemaKey]] = {key: [] for key in pending}
    for key, needs in waiting.items():
        for need in needs:
            users[need].append(key)
    ready = [key for key, needs in waiting.items() if not needs]
    while pending:
        broken: frozenset[SchemaKey] = frozenset()
        if not ready:
            ready, broken = [next(iter(pending))], frozenset(pending)
        for key in ready:
            yield pending.pop(key), broken
        for need in ready:
            for key in users[need]:
                waiting[key].discard(need)
        freed = {key for need in ready for key in users[need] if key in pending}
        ready = sorted((key for key in freed if not waiting[key]), key=places.__getitem__)


def _named(schema: Schema) -> Iterator[SchemaKey]:
    assert isinstance(schema.shape, AliasShape)
    return references(schema.shape.type)
