"""What an API is, in no language's words: a frozen tree that `read` builds and every style reads.

This is the last place that knows OpenAPI. References between schemas stay symbolic (`Ref`), so that
recursion is representable; inline objects have been given names; `allOf` has been merged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from clientsmith.api.pages import Link, Listing, PageScheme
from clientsmith.api.platforms import Platform
from clientsmith.api.settings import ClientSettings, Requirement, Server
from clientsmith.api.types import JsonValue, Ref, SchemaKey, Type
from clientsmith.problems import Place

Constraints: TypeAlias = "tuple[tuple[str, JsonValue], ...]"  # `(("minimum", 1), …)`
Location: TypeAlias = Literal["path", "query", "header", "cookie"]
StyleName: TypeAlias = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
    "json",
    "text",
]
ValueShape: TypeAlias = Literal["scalar", "list", "object"]
BodyKind: TypeAlias = Literal["json", "multipart", "form", "binary", "text"]
ResultKind: TypeAlias = Literal["json", "binary", "text", "none"]
StreamKind: TypeAlias = Literal["sse", "jsonl", "event_text", "event_json"]
"""What an item is: the data of an event, a line, or the whole event, its data a text or JSON."""

# --- schemas ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Property:
    """A member of an object; of a body, it is `secret` if a credential is in it."""

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
    secret: bool = False


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
    ends: tuple[tuple[str, str], ...] = ()  # values, and the days on which they end
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
class Style:
    """How a value is written outside JSON: a style of OpenAPI's, or its media type's: `json`, `text`.

    `reserved` says that reserved characters stay as they are, `whole` that all of a query is the
    value, without a name.
    """

    name: StyleName
    explode: bool = False
    reserved: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a call takes outside its body; a `constant` is always sent, a `secret` shown to nobody.

    What its value is to a style is its `shape`: a `list` is one of scalars, an `object` all else.
    """

    name: str
    location: Location
    type: Type
    required: bool
    description: str
    place: Place
    argument: str | None = None
    style: Style = Style("form", explode=True)
    shape: ValueShape = "scalar"
    constant: JsonValue = None
    is_constant: bool = False
    deprecated: bool = False
    default: JsonValue = None
    has_default: bool = False
    constraints: Constraints = ()
    selects_answer: bool = False  # whether it says which media type is to be answered in
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Base64Member:
    """A member that is base64, in the objects that have these constants `beside` it."""

    name: str
    beside: tuple[tuple[str, JsonValue], ...] = ()


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a form writes one of its members, where that is not as a text or a file as it stands.

    Either a `style` does, or it is a part of a `media_type` (a list of them: `image/png, image/*`)
    with `headers`.
    """

    name: str
    style: Style | None = None
    shape: ValueShape = "scalar"
    media_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BodyContent:
    """What a call sends in one media type; an object's `properties` become arguments.

    `files` are the properties that carry a file, or several under one name; `base64` are the
    members, at whatever depth, that carry one as text. It is `secret` as members are.
    """

    kind: BodyKind
    media_type: str
    type: Type
    properties: tuple[Property, ...] | None = None
    files: tuple[str, ...] = ()
    base64: tuple[Base64Member, ...] = ()
    encodings: tuple[Encoding, ...] = ()
    secret: bool = False

    def sent(self) -> tuple[Property, ...]:
        """The properties that a request has: all but those that only the server writes."""
        return tuple(each for each in self.properties or () if not each.read_only)


@dataclass(frozen=True, slots=True)
class Body:
    """What a call sends, by media type: the one that a client handles best stands first.

    `decimals` are the members, at whatever depth, that are decimals as texts.
    """

    content: tuple[BodyContent, ...]
    required: bool
    description: str
    place: Place
    decimals: tuple[str, ...] = ()

    @property
    def main(self) -> BodyContent:
        """What is sent where neither the arguments nor the caller choose another."""
        return self.content[0]

    def members(self) -> dict[str, tuple[Property, ...]]:
        """The properties that requests have by their names, as each media type has them."""
        found: dict[str, tuple[Property, ...]] = {}
        for content in self.content:
            for each in content.sent():
                found[each.name] = (*found.get(each.name, ()), each)
        return found

    def whole(self) -> tuple[BodyContent, ...]:
        """What is sent as one value and not member by member."""
        return tuple(each for each in self.content if each.properties is None)


@dataclass(frozen=True, slots=True)
class Result:
    """What an answer gives in one media type."""

    kind: ResultKind
    media_type: str
    type: Type | None


NO_RESULT = Result("none", "", None)


@dataclass(frozen=True, slots=True)
class Header:
    """A header that an answer declares; its value is in the style `simple`, or JSON."""

    name: str
    type: Type
    description: str
    required: bool = False
    explode: bool = False
    json: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """What an answer of one status (`200`, `4XX`, `default`) gives, by media type."""

    status: str
    description: str
    content: tuple[Result, ...]
    headers: tuple[Header, ...] = ()
    headers_type: Ref | None = None
    """An object that has the headers as its members, where the client has no others for them."""

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
class Example:
    """An example of a call: the request as its author wrote it, and the result it gives."""

    name: str
    request: JsonValue
    response: JsonValue


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the API: `id` is how it is called, `document_id` what the document calls it."""

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
    listing: Listing | None = None
    page_item: Type | None = None
    deprecated: bool = False
    deprecation: str = ""
    always: tuple[tuple[str, tuple[str, ...]], ...] = ()
    request_limit: int | None = None
    accept: str | None = None
    link: Link | None = None
    security: tuple[Requirement, ...] = ()
    servers: tuple[Server, ...] = ()  # its own, or its path's; the document's if there are none
    examples: tuple[Example, ...] = ()
    document_id: str = ""
    unchanged: bool = False  # whether it is called as it is at home, where it is mounted elsewhere

    @property
    def in_path(self) -> tuple[Parameter, ...]:
        """What goes into the path, in its order; the last says what the call is about."""
        given = (each for each in self.parameters if not each.is_constant)
        found = (each for each in given if each.location == "path")
        return tuple(sorted(found, key=lambda each: self.path.find("{" + each.name + "}")))


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
    payload: Ref | None = None
    """What its webhooks and callbacks send, if it has any."""
    platforms: tuple[Platform, ...] = ()

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
