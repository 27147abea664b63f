"""What an API is, in no language's words: a frozen tree that `read` builds and every style reads.

This is the last place that knows OpenAPI. References between schemas stay symbolic (`Ref`), so that
recursion is representable; inline objects have been given names; `allOf` has been merged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from clientsmith.api.settings import ClientSettings, Server
from clientsmith.api.types import JsonValue, Ref, SchemaKey, Type
from clientsmith.problems import Place

Constraints: TypeAlias = "tuple[tuple[str, JsonValue], ...]"  # `(("minimum", 1), …)`
Location: TypeAlias = Literal["path", "query", "header", "cookie"]
BodyKind: TypeAlias = Literal["json", "multipart", "form", "binary", "text"]
ResultKind: TypeAlias = Literal["json", "binary", "text", "none"]
StreamKind: TypeAlias = Literal["sse", "jsonl"]

# --- schemas ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Property:
    """A member of an object."""

    name: str
    type: Type
    required: bool
    description: str
    place: Place
    default: JsonValue = None
    has_default: bool = False
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    accepts: tuple[Ref, ...] = ()
    constraints: Constraints = ()


@dataclass(frozen=True, slots=True)
class ObjectShape:
    """An object with known members; `additional` is the type of further ones, if they are foreseen."""

    properties: tuple[Property, ...]
    additional: Type | None = None


@dataclass(frozen=True, slots=True)
class AliasShape:
    """A name for a type that is no object of its own: a union, an enumeration, an array, a scalar."""

    type: Type


@dataclass(frozen=True, slots=True)
class Schema:
    """A named type: what it is, and on which side of a call it stands."""

    key: SchemaKey
    shape: ObjectShape | AliasShape
    description: str
    place: Place
    in_request: bool = False
    in_response: bool = False
    deprecated: bool = False
    exported_as: tuple[str, ...] = ()
    mounted: bool = False
    """Whether mounts that name types name it as well: what has a name of its own, unless it says no."""
    values_as: tuple[str, ...] = ()
    accepts: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemaModule:
    """The schemas that stand in one file, and the operations whose arguments are collected there."""

    path: tuple[str, ...]
    schemas: tuple[Schema, ...]
    params: tuple[str, ...] = ()
    description: str = ""


# --- operations ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a call takes outside its body; a `constant` is sent always and asked of nobody."""

    name: str
    location: Location
    type: Type
    required: bool
    description: str
    place: Place
    argument: str | None = None
    style: str = "form"
    explode: bool = True
    constant: JsonValue = None
    is_constant: bool = False
    deprecated: bool = False
    default: JsonValue = None
    has_default: bool = False
    constraints: Constraints = ()


@dataclass(frozen=True, slots=True)
class BodyContent:
    """What a call sends in one media type; an object's `properties` become arguments.

    `files` are the properties that carry a file, or several under one name.
    """

    kind: BodyKind
    media_type: str
    type: Type
    properties: tuple[Property, ...] | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """What a call sends, by media type: the one that a client handles best stands first."""

    content: tuple[BodyContent, ...]
    required: bool
    description: str
    place: Place

    @property
    def main(self) -> BodyContent:
        """What is sent where a caller does not choose."""
        return self.content[0]


@dataclass(frozen=True, slots=True)
class Result:
    """What an answer gives in one media type."""

    kind: ResultKind
    media_type: str
    type: Type | None


NO_RESULT = Result("none", "", None)


@dataclass(frozen=True, slots=True)
class Header:
    """A header that an answer declares."""

    name: str
    type: Type
    description: str


@dataclass(frozen=True, slots=True)
class Response:
    """What an answer of one status (`200`, `4XX`, `default`) gives, by media type."""

    status: str
    description: str
    content: tuple[Result, ...]
    headers: tuple[Header, ...] = ()

    @property
    def success(self) -> bool:
        """Whether the status says that the call did what was asked."""
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True)
class Stream:
    """A response of many items; `selector` is the body property whose `true` asks for it, if any.

    `helper` is the name of a method that a style may offer to gather the items.
    """

    kind: StreamKind
    item: Type
    media_type: str
    selector: str | None = None
    helper: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The answer is at an address that another operation's result gives."""

    operation: str
    property: str


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a call: the request as its author wrote it, and the result it gives."""

    name: str
    request: JsonValue
    response: JsonValue


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the API."""

    id: str
    resource: tuple[str, ...]
    name: str
    method: str
    path: str
    summary: str
    description: str
    place: Place
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    result: Result = NO_RESULT
    responses: tuple[Response, ...] = ()
    stream: Stream | None = None
    params: Params | None = None
    pagination: PageScheme | None = None
    page_item: Type | None = None
    deprecated: bool = False
    deprecation: str = ""
    always: tuple[tuple[str, tuple[str, ...]], ...] = ()
    request_limit: int | None = None
    accept: str | None = None
    link: Link | None = None
    authenticated: bool = True
    examples: tuple[Example, ...] = ()
    unchanged: bool = False
    """Whether it is called as it is at home, where it is mounted elsewhere."""


@dataclass(frozen=True, slots=True)
class Params:
    """The type that collects an operation's arguments, for callers to keep them in.

    It `replaces` the schema of the operation's body where that has its name and serves nothing else.
    """

    module: tuple[str, ...]
    name: str
    place: Place
    replaces: SchemaKey | None = None


@dataclass(frozen=True, slots=True)
class Mount:
    """A resource that stands elsewhere as well: where it is at home, and what is sent here besides."""

    home: tuple[str, ...]
    query: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """A group of operations that a user reaches by one path of names.

    Where it has a `mount`, its methods are those of the resource at home.
    """

    path: tuple[str, ...]
    description: str
    operations: tuple[Operation, ...]
    children: tuple[Resource, ...]
    mount: Mount | None = None


@dataclass(frozen=True, slots=True)
class PageScheme:
    """How a list continues: where its items are, and which member goes into which parameter."""

    name: str
    class_name: str
    items: str
    more: str | None
    next: tuple[str, str]
    previous: tuple[str, str] | None = None


# --- the API ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Api:
    """A whole API: what can be called, with what, giving what."""

    title: str
    version: str
    summary: str
    description: str
    source: str
    servers: tuple[Server, ...]
    client: ClientSettings
    resources: tuple[Resource, ...]
    modules: tuple[SchemaModule, ...]
    pagination: tuple[PageScheme, ...]

    def operations(self) -> tuple[Operation, ...]:
        """Every operation, in the order in which the resource tree is written."""
        found: list[Operation] = []
        pending = list(reversed(self.resources))
        while pending:
            resource = pending.pop()
            found.extend(resource.operations)
            pending.extend(reversed(resource.children))
        return tuple(found)

    def schemas(self) -> dict[SchemaKey, Schema]:
        """Every schema by its key."""
        return {schema.key: schema for module in self.modules for schema in module.schemas}
