"""An API and a language in, every name of the client out; names that collide are told apart by rule.

The rules, the same for every document: the first in document order keeps its name; a later type or
method is numbered; an argument takes the place it is sent to before its name (`body_id`). A
collision is a finding that names both places: an error in a document that is held to the house's
conventions, a warning elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from clientsmith.api.case import pascal
from clientsmith.api.ir import AliasShape, Api, ObjectShape, Operation, Resource, Schema
from clientsmith.api.references import references
from clientsmith.api.types import Enumeration, SchemaKey
from clientsmith.languages.collisions import Register
from clientsmith.languages.constructor import constructor_names
from clientsmith.languages.forms import Side
from clientsmith.languages.page_names import page_names
from clientsmith.languages.protocol import Identifier, Kind, Language
from clientsmith.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class SchemaNames:
    """What a schema is called on each side of a call, and its members as fields.

    `constant` holds an enumeration's values.
    """

    module: tuple[Identifier, ...]
    response: Identifier | None
    request: Identifier | None
    fields: Mapping[str, Identifier]
    constant: Identifier | None = None

    def on(self, side: Side) -> Identifier | None:
        """The name on one side of a call."""
        return self.request if side == "request" else self.response


@dataclass(frozen=True, slots=True)
class ResourceNames:
    """A resource's class, and the way to its module below `resources`."""

    class_name: Identifier
    module: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class ParamsNames:
    """The type that collects an operation's arguments, the module of types it stands in."""

    name: Identifier
    module: tuple[Identifier, ...]
    replaces: SchemaKey | None = None
    """The schema of the body that it stands for, where that serves nothing else."""


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of a client."""

    package: Identifier
    client: Identifier
    error: Identifier
    schemas: Mapping[SchemaKey, SchemaNames]
    resources: Mapping[tuple[str, ...], ResourceNames]
    methods: Mapping[str, Identifier]
    arguments: Mapping[str, Mapping[ArgumentKey, Identifier]]
    params: Mapping[str, ParamsNames]
    pages: Mapping[str, Identifier]
    """The classes of pages, by what the API calls them."""
    constructor: Mapping[str, Identifier]
    """The arguments of the client's constructor."""
    collisions: tuple[Problem, ...]


ArgumentKey = tuple[str, str]
"""Where an argument is sent (`path`, `query`, `header`, `cookie`, `body`, `whole`, or what its
`media_type` is), and its wire name."""

# `TextBlockParam`, `MessageCreateParams`, `MessageCreateParamsNonStreaming`
_REQUEST = re.compile(r"Params?(?![a-z])")


def choose_names(api: Api, language: Language) -> Names:
    """Every name that the client of an API needs."""
    chooser = _Chooser(api, language)
    chooser.name_types()
    chooser.name_resources()
    return Names(
        package=chooser.package(),
        client=language.identifier("type", api.client.class_name),
        error=language.identifier("type", api.client.error_name),
        schemas=chooser.schemas,
        resources=chooser.resources,
        methods=chooser.methods,
        arguments={each.id: chooser.arguments(each) for each in api.operations()},
        params=chooser.params,
        pages=page_names(api, language, chooser.collisions),
        constructor=constructor_names(
            api, language, {name.module[0] for name in chooser.resources.values()}
        ),
        collisions=tuple(chooser.collisions),
    )


@dataclass
class _Chooser:
    """Names as they are chosen, scope by scope."""

    api: Api
    language: Language
    schemas: dict[SchemaKey, SchemaNames] = field(default_factory=dict[SchemaKey, SchemaNames])
    resources: dict[tuple[str, ...], ResourceNames] = field(
        default_factory=dict[tuple[str, ...], ResourceNames]
    )
    methods: dict[str, Identifier] = field(default_factory=dict[str, Identifier])
    params: dict[str, ParamsNames] = field(default_factory=dict[str, ParamsNames])
    collisions: list[Problem] = field(default_factory=list[Problem])
    _types: dict[tuple[str, ...], Register] = field(default_factory=dict[tuple[str, ...], Register])

    def name_types(self) -> None:
        """Names the schemas and the types of arguments, module by module."""
        operations = {each.id: each for each in self.api.operations()}
        replaced = {each.params.replaces for each in operations.values() if each.params}
        member_types = frozenset(_member_types(self.api))
        paths = {module.path for module in self.api.modules}
        packages = {path[:depth] for path in paths for depth in range(1, len(path))}
        # Where a whole API is one scope, `beta.Pet` gives way to `Pet`.
        for module in sorted(self.api.modules, key=lambda module: len(module.path)):
            *above, last = module.path
            path = (*above, f"{last}_types") if module.path in packages else module.path
            home = tuple(self.language.identifier("module", part) for part in path)
            for schema in module.schemas:
                own = schema.key in replaced
                kind: Kind = "member_type" if schema.key in member_types else "type"
                self.schemas[schema.key] = self._schema(schema, kind, home, replaced=own)
            for id_ in module.params:
                self.params[id_] = self._params(operations[id_], home)

    def _schema(
        self, schema: Schema, kind: Kind, home: tuple[Identifier, ...], *, replaced: bool
    ) -> SchemaNames:
        wanted = self.language.identifier(kind, schema.key.name)
        response = self._type(wanted, schema.place, home) if schema.in_response else None
        request: Identifier | None = None
        if schema.in_request and not replaced:
            one = response if self.language.sides == "one" else None
            request = one or self._request(schema, home)
        fields: dict[str, Identifier] = {}
        if isinstance(schema.shape, ObjectShape):
            members = Register(self.language, "field", self.collisions)
            for property_ in schema.shape.properties:
                wanted = self.language.identifier("field", property_.name)
                fields[property_.name] = members.take(wanted, property_.place)
        constant: Identifier | None = None
        if schema.values_as and schema.in_response and _is_enumeration(schema):
            wanted = self.language.identifier("type", schema.values_as[0].rpartition(".")[2])
            constant = self._type(wanted, schema.place, home)
        return SchemaNames(home, response, request, fields, constant)

    def _request(self, schema: Schema, home: tuple[Identifier, ...]) -> Identifier:
        """`TextBlock` -> `TextBlockParam`, but for what already says that requests take it."""
        base = self.language.identifier("type", schema.key.name)
        ready = _REQUEST.search(base) is not None and not schema.in_response
        two = self.language.sides == "two"
        wanted = self.language.identifier("type", f"{base}Param") if two and not ready else base
        return self._type(wanted, schema.place, home)

    def _params(self, operation: Operation, home: tuple[Identifier, ...]) -> ParamsNames:
        assert operation.params is not None
        wanted = self.language.identifier("type", operation.params.name)
        given = self._type(wanted, operation.params.place, home)
        return ParamsNames(given, home, operation.params.replaces)

    def _type(self, wanted: Identifier, place: Place, home: tuple[Identifier, ...]) -> Identifier:
        """A type's name; where a whole API is one scope, one that is taken gets words of its home."""
        words = [path for path in (home[:-1], home) if path and self._one_scope]
        qualified = (self.language.identifier("type", f"{pascal(*path)}{wanted}") for path in words)
        return self._register(home).take(wanted, place, *qualified, by_rule=True)

    @property
    def _one_scope(self) -> bool:
        return self.language.scope("type") == "api"

    def _register(self, home: tuple[Identifier, ...]) -> Register:
        """The scope of a module's types: in Python its package, whose __init__ exports them all."""
        scope = () if self._one_scope else home[:-1]
        if scope not in self._types:
            self._types[scope] = Register(self.language, "type", self.collisions)
        return self._types[scope]

    def name_resources(self) -> None:
        """Names the resources' classes, and their members."""
        top = Register(self.language, "client_accessor", self.collisions)
        classes = {name for each in self.schemas.values() for name in (each.response, each.request)}
        classes |= {each.name for each in self.params.values()}
        self._resources(self.api.resources, (), top, frozenset(name for name in classes if name))

    def _resources(
        self,
        resources: Iterable[Resource],
        above: tuple[Identifier, ...],
        register: Register,
        classes: frozenset[Identifier],
    ) -> None:
        kind: Kind = "accessor" if above else "client_accessor"
        for resource in resources:
            wanted = self.language.identifier(kind, resource.path[-1])
            self._tell_reserved(wanted, resource)
            module = (*above, register.take(wanted, place_of(resource)))
            self.resources[resource.path] = ResourceNames(self._class(resource, classes), module)
            members = Register(self.language, "method", self.collisions)
            self._resources(resource.children, module, members, classes)
            for operation in resource.operations:
                wanted = self.language.identifier("method", operation.name)
                self.methods[operation.id] = members.take(wanted, operation.place)

    def _class(self, resource: Resource, classes: frozenset[Identifier]) -> Identifier:
        """A resource's class, whose module imports types by their names."""
        if self.language.scope("resource") == "api":
            name, qualified = (
                self.language.identifier("resource", " ".join((*resource.path, *more)))
                for more in ((), ("resource",))
            )
            return self._register(()).take(name, place_of(resource), qualified, by_rule=True)
        name = self.language.identifier("resource", resource.path[-1])
        return self.language.identifier("resource", f"{name}Resource") if name in classes else name

    def package(self) -> Identifier:
        """The package's name; a finding where it would hide one that its own modules import."""
        given = self.language.identifier("package", self.api.client.package)
        plain = self.language.identifier("module", self.api.client.package)
        if given != plain and given.startswith(plain):
            self.collisions.append(
                Problem(
                    Place(self.api.source, 1, 1),
                    f"a package `{plain}` would hide another that clients import",
                    f"it is called `{given}` here; choose for yourself: `x-client: {{package: …}}`",
                    "reserved-name",
                    "warning",
                )
            )
        return given

    def _tell_reserved(self, given: Identifier, resource: Resource) -> None:
        """A finding where a resource can't have its name, as what holds it has such a member."""
        plain = self.language.identifier("module", resource.path[-1])
        if _words(given) != _words(plain):
            self.collisions.append(
                Problem(
                    place_of(resource),
                    f"what holds the resource `{plain}` has a `{plain}` of its own",
                    "rename it to choose for yourself",
                    "reserved-name",
                    "warning",
                    f"it is called `{given}` here",
                )
            )

    def arguments(self, operation: Operation) -> dict[ArgumentKey, Identifier]:
        """The arguments of an operation: the path's first, then as the document has them."""
        register = Register(self.language, "argument", self.collisions)
        found: dict[ArgumentKey, Identifier] = {}
        subject = [("path", each.name) for each in operation.in_path[-1:]]
        for location, wire_name, name, place in _wanted(operation):
            kind: Kind = "argument" if (location, wire_name) in subject else "keyword"
            wanted = self.language.identifier(kind, name)
            fallback = self.language.identifier(kind, f"{location} {wanted}")
            found[location, wire_name] = register.take(wanted, place, fallback)
            # Nothing else is called as the place in the path is.
            named = self.language.identifier("keyword", name)
            if named not in register:
                register.take(named, place)
        return found


def _wanted(operation: Operation) -> Iterator[tuple[str, str, str, Place]]:
    """What a call is asked for: where it is sent, its wire name, the name it would have, its place."""
    ordered = sorted(operation.parameters, key=lambda parameter: parameter.location != "path")
    for parameter in ordered:
        if not parameter.is_constant:
            name = parameter.argument or parameter.name
            yield parameter.location, parameter.name, name, parameter.place
    body = operation.body
    if body is None:
        return
    if body.whole():
        yield "whole", "", "body", body.place
    for name, (property_, *_) in body.members().items():
        yield "body", name, name, property_.place
    if len(body.content) > 1:
        yield "media_type", "", "content_type", body.place


def _words(name: str) -> str:
    """A name without its case: `rate-limits` and `rateLimits` are alike, `get` and `get_` are not."""
    return re.sub(r"(?<=[a-z0-9])[-_](?=[a-z0-9])", "", name.lower())


def _member_types(api: Api) -> Iterator[SchemaKey]:
    """The schemas that the members of others name."""
    for schema in api.schemas().values():
        if isinstance(schema.shape, ObjectShape):
            for member in schema.shape.properties:
                yield from references(member.type)


def _is_enumeration(schema: Schema) -> bool:
    return isinstance(schema.shape, AliasShape) and isinstance(schema.shape.type, Enumeration)


def place_of(resource: Resource) -> Place:
    """Where a resource comes from: its first operation."""
    while not resource.operations:
        resource = resource.children[0]
    return resource.operations[0].place
