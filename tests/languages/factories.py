"""Values of the IR, made by hand: small APIs that need no document."""

from __future__ import annotations

from clientsmith.api.ir import (
    AliasShape,
    Api,
    Body,
    BodyContent,
    ObjectShape,
    Operation,
    Parameter,
    Property,
    Response,
    Result,
    Schema,
)
from clientsmith.api.modules import group
from clientsmith.api.params import collect_arguments
from clientsmith.api.resources import resource_tree
from clientsmith.api.settings import ClientSettings
from clientsmith.api.sides import mark_sides
from clientsmith.api.types import Primitive, Ref, SchemaKey, Type
from clientsmith.cache import Cache
from clientsmith.languages.names import Names, choose_names
from clientsmith.languages.python import PythonLanguage
from clientsmith.problems import Place
from clientsmith.styles.style import open_style

HERE = Place("api.yaml", 1, 1)
TEXT = Primitive("string")


def key(name: str, module: str = "models") -> SchemaKey:
    """A schema's key."""
    return SchemaKey((module,), name)


def member(
    name: str, type_: Type = TEXT, *, required: bool = True, read_only: bool = False
) -> Property:
    """A member of an object."""
    return Property(name, type_, required, "", HERE, read_only=read_only)


def schema(name: str, *members: Property, module: str = "models") -> Schema:
    """An object."""
    return Schema(key(name, module), ObjectShape(members), "", HERE)


def alias(name: str, type_: Type) -> Schema:
    """A name for another type."""
    return Schema(key(name), AliasShape(type_), "", HERE)


def parameter(name: str, location: str = "query", type_: Type = TEXT) -> Parameter:
    """A parameter that may be left out, but for one of the path."""
    return Parameter(name, location, type_, location == "path", "", HERE)  # type: ignore[arg-type]


def json_body(sent: Schema) -> Body:
    """A JSON body of an object, whose members become arguments."""
    assert isinstance(sent.shape, ObjectShape)
    content = BodyContent("json", "application/json", Ref(sent.key), sent.shape.properties)
    return Body((content,), True, "", HERE)


def operation(
    id_: str,
    *parameters: Parameter,
    path: str = "/things",
    body: Body | None = None,
    gives: Type | None = None,
    fails_with: Type | None = None,
) -> Operation:
    """A call."""
    *resource, name = id_.split(".")
    result = Result("json", "application/json", gives) if gives else Result("none", "", None)
    responses = [Response("200", "", (result,) if gives else ())]
    if fails_with is not None:
        responses.append(Response("404", "", (Result("json", "application/json", fails_with),)))
    return Operation(
        id_, tuple(resource), name, "POST", path, "", "", HERE, parameters, body, result,
        responses=tuple(responses),
    )  # fmt: skip


def api(*schemas: Schema, operations: tuple[Operation, ...] = ()) -> Api:
    """A whole API, finished as a document's is."""
    marked = mark_sides({each.key: each for each in schemas}, operations)
    finished = collect_arguments(operations, marked)
    settings = ClientSettings("acme", "1", "Acme", "AcmeError", {}, ())
    return Api(
        "Acme", "1", "", "", "api.yaml", (), settings, resource_tree(finished, {}),
        group(marked, finished), (),
    )  # fmt: skip


def python() -> PythonLanguage:
    """Python as the shipped style has it."""
    return PythonLanguage(open_style("python").settings, Cache())


def names(of: Api) -> Names:
    """What everything is called in Python."""
    return choose_names(of, python())
