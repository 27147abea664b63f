"""An API in, every identifier of its Python client out; names that meet are told apart by rule.

The rules, the same for every document: the first in document order keeps its name; a later schema
or method is numbered (`Pet2`, `list_2`); an argument takes the place it is sent to before its name
(`body_id`). Each such meeting is a problem that names both places: an error in a document that is
held to the house's conventions, a warning elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientsmith.api.ir import (
    AliasShape,
    Api,
    Enumeration,
    ObjectShape,
    Operation,
    Resource,
    Schema,
    SchemaKey,
)
from clientsmith.languages.python import (
    Identifier,
    argument_name,
    class_name,
    field_name,
    member_name,
    numbered,
    variable_name,
)
from clientsmith.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class SchemaNames:
    """What a schema is called as a result, as a request, and each of its members as a field.

    `constant` holds the values of an enumeration that asks for one.
    """

    module: tuple[Identifier, ...]
    model: Identifier | None
    param: Identifier | None
    fields: Mapping[str, Identifier]
    constant: Identifier | None = None


@dataclass(frozen=True, slots=True)
class ArgumentNames:
    """An operation's arguments: by parameter (place, name), by body member, and the whole body."""

    parameters: Mapping[tuple[str, str], Identifier]
    members: Mapping[str, Identifier]
    body: Identifier


@dataclass(frozen=True, slots=True)
class ResourceNames:
    """A resource's class, and the way to its module below `resources`."""

    class_name: Identifier
    module: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Every identifier of a client."""

    package: Identifier
    client: Identifier
    error: Identifier
    schemas: Mapping[SchemaKey, SchemaNames]
    resources: Mapping[tuple[str, ...], ResourceNames]
    methods: Mapping[str, Identifier]
    arguments: Mapping[str, ArgumentNames]
    meetings: tuple[Problem, ...]


# `TextBlockParam`, `MessageCreateParams`, `MessageCreateParamsNonStreaming`
_REQUEST = re.compile(r"Params?(?![a-z])")


class _Register:
    """Names of one scope, and who has them."""

    def __init__(self, meetings: list[Problem], noun: str) -> None:
        self._meetings = meetings
        self._noun = noun
        self._taken: dict[str, Place | None] = {}

    def take(
        self, wanted: Identifier, place: Place, fallback: Identifier | None = None
    ) -> Identifier:
        """The wanted name, or the one that the rule gives when it is taken."""
        # Case alone tells no two files or classes apart on every system.
        if wanted not in self._taken:
            self._taken[wanted] = place
            return wanted
        other = self._taken[wanted]
        given = numbered(fallback or wanted, self._taken.keys())
        self._taken[given] = place
        self._meetings.append(
            Problem(
                place,
                f"{self._noun} `{wanted}` is taken" + (f" by {other}" if other else ""),
                f"it is called `{given}` here; rename one of the two to choose for yourself",
                "name-collision",
                "warning",
            )
        )
        return given


def choose_names(api: Api) -> Names:
    """Every identifier that the client of an API needs."""
    meetings: list[Problem] = []
    resources: dict[tuple[str, ...], ResourceNames] = {}
    methods: dict[str, Identifier] = {}
    schemas = _name_schemas(api, meetings)
    classes = {name for each in schemas.values() for name in (each.model, each.param) if name}
    _name_resources(api.resources, (), _ResourceScope(classes, resources, methods, meetings))
    return Names(
        package=variable_name(api.client.package),
        client=class_name(api.client.class_name),
        error=class_name(api.client.error_name),
        schemas=schemas,
        resources=resources,
        methods=methods,
        arguments={
            operation.id: _name_arguments(operation, meetings) for operation in api.operations()
        },
        meetings=tuple(meetings),
    )


def _name_schemas(api: Api, meetings: list[Problem]) -> dict[SchemaKey, SchemaNames]:
    found: dict[SchemaKey, SchemaNames] = {}
    packages = {
        module.path[:depth] for module in api.modules for depth in range(1, len(module.path))
    }
    registers: dict[tuple[str, ...], _Register] = {}
    for module in api.modules:
        path = (
            (*module.path[:-1], f"{module.path[-1]}_types")
            if module.path in packages
            else module.path
        )
        home = tuple(variable_name(part) for part in path)
        # One scope for each package: its __init__ exports the names of all its modules.
        register = registers.setdefault(home[:-1], _Register(meetings, "the class"))
        for schema in module.schemas:
            found[schema.key] = _name_schema(schema, home, register, meetings)
    return found


def _name_schema(
    schema: Schema, home: tuple[Identifier, ...], register: _Register, meetings: list[Problem]
) -> SchemaNames:
    base = class_name(schema.key.name)
    model = register.take(base, schema.place) if schema.in_response else None
    param: Identifier | None = None
    if schema.in_request:
        ready = _REQUEST.search(base) is not None and not schema.in_response
        wanted = base if ready else class_name(f"{base}Param")
        param = register.take(wanted, schema.place)
    fields: dict[str, Identifier] = {}
    if isinstance(schema.shape, ObjectShape):
        members = _Register(meetings, "the field")
        for property_ in schema.shape.properties:
            fields[property_.name] = members.take(field_name(property_.name), property_.place)
    constant: Identifier | None = None
    if schema.values_as and schema.in_response and _is_enumeration(schema):
        constant = register.take(class_name(schema.values_as[0].rpartition(".")[2]), schema.place)
    return SchemaNames(home, model, param, fields, constant)


def _is_enumeration(schema: Schema) -> bool:
    return isinstance(schema.shape, AliasShape) and isinstance(schema.shape.type, Enumeration)


@dataclass(frozen=True, slots=True)
class _ResourceScope:
    classes: set[Identifier]
    resources: dict[tuple[str, ...], ResourceNames]
    methods: dict[str, Identifier]
    meetings: list[Problem]


def _name_resources(
    resources: Iterable[Resource], above: tuple[Identifier, ...], scope: _ResourceScope
) -> None:
    for resource in resources:
        module = (*above, member_name(resource.path[-1]))
        name = class_name(resource.path[-1])
        if name in scope.classes:  # a resource's module imports schemas' classes by their names
            name = class_name(f"{name}Resource")
        scope.resources[resource.path] = ResourceNames(name, module)
        register = _Register(scope.meetings, "the method")
        for child in resource.children:
            register.take(member_name(child.path[-1]), resource_place(child))
        for operation in resource.operations:
            wanted = member_name(operation.name)
            scope.methods[operation.id] = register.take(wanted, operation.place)
        _name_resources(resource.children, module, scope)


def resource_place(resource: Resource) -> Place:
    """Where a resource comes from: its first operation."""
    while not resource.operations:
        resource = resource.children[0]
    return resource.operations[0].place


def _name_arguments(operation: Operation, meetings: list[Problem]) -> ArgumentNames:
    register = _Register(meetings, "the argument")
    parameters: dict[tuple[str, str], Identifier] = {}
    ordered = sorted(operation.parameters, key=lambda parameter: parameter.location != "path")
    for parameter in ordered:
        if parameter.is_constant:
            continue
        wanted = argument_name(parameter.argument or parameter.name)
        fallback = argument_name(f"{parameter.location}_{wanted}")
        parameters[parameter.location, parameter.name] = register.take(
            wanted, parameter.place, fallback
        )
    members: dict[str, Identifier] = {}
    body = Identifier("body")
    if operation.body is not None:
        for property_ in operation.body.properties or ():
            wanted = argument_name(property_.name)
            fallback = argument_name(f"body_{wanted}")
            members[property_.name] = register.take(wanted, property_.place, fallback)
        if operation.body.properties is None:
            body = register.take(body, operation.body.place)
    return ArgumentNames(parameters, members, body)
