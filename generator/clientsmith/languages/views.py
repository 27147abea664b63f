"""What templates read: flat frozen values, the same for every language.

This is the contract of every template, version 2. A view holds names, forms of types, and texts: a
name is an `Identifier` and safe as it stands; a type is a `TypeView`, spelled by the filter `type`;
everything else is the document's and enters code only through a filter. Nothing here says how a
language calls, waits, leaves out or says null. Fields are added in minor versions; removing or
renaming one is a new version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clientsmith.api.types import JsonValue
from clientsmith.languages.arguments import ArgumentPlace
from clientsmith.languages.client_views import (
    ChildView as ChildView,
    CredentialView as CredentialView,
    KeywordView as KeywordView,
    MountView as MountView,
    PlatformArgumentView as PlatformArgumentView,
    PlatformView as PlatformView,
)
from clientsmith.languages.forms import Side
from clientsmith.languages.protocol import Identifier, TypeView

VERSION = 2


@dataclass(frozen=True, slots=True)
class FieldView:
    """A member of an object; `wire_name` is its name in JSON, `key` what a request's type calls it.

    Its `description` ends in its limits and default, as an argument's does. `recursive` where the
    member would hold its own type by value, `nullable` where null is a value.
    """

    name: Identifier
    key: Identifier
    wire_name: str
    type: TypeView
    required: bool
    nullable: bool
    recursive: bool
    renamed: bool
    constant: JsonValue
    has_constant: bool
    default: JsonValue
    has_default: bool
    read_only: bool
    write_only: bool
    deprecated: bool
    description: str


@dataclass(frozen=True, slots=True)
class VariantView:
    """A variant of a union: its type, and the values of the tag by which it is known."""

    name: Identifier
    type: TypeView
    tags: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of an enumeration."""

    name: Identifier
    value: JsonValue
    description: str


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag of a union that no constant of its variant says."""

    value: str
    type: TypeView


@dataclass(frozen=True, slots=True)
class SchemaView:
    """A named type: an object with fields, a union of variants, an enumeration, or a further name.

    `sent` is false for a type of arguments, whose fields are called as the arguments are; where a
    type is sent, its wire names count. `tag` is the member that tells a union's variants apart,
    `default` the variant of what has none, `stated` the tags that only the document says; of an object, `tag` is the member that tells it from
    the other variants of every union that it is in, if there is one, and `tag_value` its constant;
    `constant` holds the values of an enumeration. `result` is what a call gives as a whole.
    """

    name: Identifier
    kind: Literal["object", "union", "enum", "alias"]
    side: Side
    description: str
    sent: bool = True
    deprecated: bool = False
    fields: tuple[FieldView, ...] = ()
    additional: TypeView | None = None
    type: TypeView | None = None
    tag: str = ""
    tag_value: str = ""
    default: Identifier | None = None
    variants: tuple[VariantView, ...] = ()
    stated: tuple[TagView, ...] = ()
    base: TypeView | None = None
    values: tuple[ValueView, ...] = ()
    constant: Identifier | None = None
    result: bool = False


@dataclass(frozen=True, slots=True)
class TypesModuleView:
    """A file of types, each after those that its declaration needs evaluated.

    `extra` says whether its models `keep` fields that the document doesn't know.
    """

    name: str
    file: str
    side: Side
    extra: str
    schemas: tuple[SchemaView, ...]


@dataclass(frozen=True, slots=True)
class ExportView:
    """A name that a package exports, and what it is called where it stands.

    `value` is a constant that stands among types.
    """

    name: Identifier
    original: Identifier
    value: bool


@dataclass(frozen=True, slots=True)
class ExportGroupView:
    """The names of one file that a package exports; `own` if that is a file of the output, `inner`
    if it is a package inside it."""

    home: str
    own: bool
    exports: tuple[ExportView, ...]
    inner: bool = False


@dataclass(frozen=True, slots=True)
class TypesIndexView:
    """A package of types: its path, and what it exports, file by file, packages inside it first."""

    path: tuple[Identifier, ...]
    file: str
    groups: tuple[ExportGroupView, ...]


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """An argument of a method: its name, where it goes, its name on the wire, its type."""

    name: Identifier
    location: ArgumentPlace
    wire_name: str
    type: TypeView
    required: bool
    selects: bool
    """Whether its `true` asks for a stream."""
    chooses: bool
    """Whether it says which of the method's `choices` is wanted."""
    deprecated: bool
    default: JsonValue
    has_default: bool
    secret: bool
    """Whether it is a credential, or has one somewhere in it."""
    description: str


@dataclass(frozen=True, slots=True)
class StreamView:
    """What a call gives item by item: the argument whose `true` asks for it, if one does.

    `helper` is a further method that a style may offer to gather the items.
    """

    type: TypeView
    argument: Identifier | None
    helper: Identifier | None


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """What a call gives where one of these media types is asked for."""

    accept: TypeView
    returns: TypeView


@dataclass(frozen=True, slots=True)
class LinkView:
    """The answer is where another method's result says: the member that has the address."""

    name: Identifier
    constant: Identifier
    property: str


@dataclass(frozen=True, slots=True)
class ErrorView:
    """An error that a call may end in: its status, its body, and what it means."""

    status: str
    type: TypeView | None
    description: str


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A call as the document shows it: the request, and what it gives."""

    name: str
    request: JsonValue
    response: JsonValue


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method: what it is given, what it sends, what it gives, and how it is documented.

    `positional` is what a call is about, the last of the path's parameters. `descriptor` holds what
    the runtime reads of an operation; `params` is the type that collects its arguments, `headers` the
    one of those that answers have.
    """

    name: Identifier
    constant: Identifier
    operation_id: str
    document_id: str
    """What the document calls the operation, where that is not how it is called."""
    http_method: str
    path: str
    summary: str
    description: str
    deprecated: bool
    deprecation: str
    positional: tuple[ArgumentView, ...]
    keywords: tuple[ArgumentView, ...]
    descriptor: tuple[KeywordView, ...]
    params: TypeView | None
    params_required: bool
    returns: TypeView
    paged: bool
    page: Identifier | None
    """The class of the pages that it gives, where its list continues."""
    listing: Identifier | None
    """The same where a page is the answer's own model."""
    stream: StreamView | None
    choices: tuple[ChoiceView, ...]
    """What may be asked for, where media types give different results: what is given unasked first."""
    headers: TypeView | None
    may_be_empty: bool
    """Whether a success may give nothing where `returns` says something."""
    link: LinkView | None
    errors: tuple[ErrorView, ...]
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A resource: one file with its class, its methods and its sub-resources."""

    accessor: str
    class_name: Identifier
    description: str
    module: tuple[Identifier, ...]
    file: str
    mounted: str
    """The file of the resource that it is, where it is mounted; nothing else is to be printed."""
    mount: MountView | None
    overloaded: bool
    omits: bool
    """Whether a method has an argument that may be left out."""
    methods: tuple[MethodView, ...]
    children: tuple[ChildView, ...]


@dataclass(frozen=True, slots=True)
class ConstructorView:
    """A credential or further argument of the client's constructor."""

    name: Identifier
    environment: str | None
    description: str
    scheme: str
    wire_name: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A way in which lists continue, and the members that it names of a page: items and others."""

    class_name: Identifier
    scheme: tuple[KeywordView, ...]
    items: Identifier | None
    fields: tuple[tuple[Identifier, TypeView], ...]


@dataclass(frozen=True, slots=True)
class ListingView:
    """A list that continues though the document doesn't say how: a page is its answer's `model` with
    iteration added. Keywords tell what leads on, by `wire` names or by those of `members`."""

    class_name: Identifier
    model: TypeView
    item: TypeView
    members: tuple[Identifier, ...]
    wire: tuple[KeywordView, ...]
    keywords: tuple[KeywordView, ...]


@dataclass(frozen=True, slots=True)
class ServerView:
    """A base address of the API, and the name that it is chosen by."""

    url: str
    description: str
    name: str


@dataclass(frozen=True, slots=True)
class VariableView:
    """A part of a base address that is an argument of the client's constructor."""

    name: Identifier
    type: TypeView
    default: str | None
    description: str


@dataclass(frozen=True, slots=True)
class ClientView:
    """The client as a whole."""

    package: Identifier
    distribution: str
    version: str
    class_name: Identifier
    error_name: Identifier
    title: str
    summary: str
    description: str
    source: str
    style: str
    servers: tuple[ServerView, ...]
    server: TypeView | None
    """The names of the servers, where there is something to choose."""
    variables: tuple[VariableView, ...]
    credentials: tuple[ConstructorView, ...]
    schemes: tuple[CredentialView, ...]
    arguments: tuple[ConstructorView, ...]
    settings: tuple[KeywordView, ...]
    environment: tuple[KeywordView, ...]
    retry: tuple[KeywordView, ...]
    response_headers: tuple[KeywordView, ...]
    stream_events: tuple[KeywordView, ...]
    max_retries: int
    children: tuple[ChildView, ...]
    pages: tuple[PageView, ...]
    exports: tuple[ExportGroupView, ...]
    resources: tuple[ResourceView, ...]
    payload: TypeView | None = None
    """What the API's webhooks and callbacks send, if it has any."""
    listings: tuple[ListingView, ...] = ()
    platforms: tuple[PlatformView, ...] = ()
    extras: tuple[PlatformView, ...] = ()
    """The platforms that need something installed."""


@dataclass(frozen=True, slots=True)
class PackageView:
    """Everything that a style's rows iterate over."""

    client: ClientView
    resources: tuple[ResourceView, ...]
    types: tuple[TypesIndexView, ...]
    type_modules: tuple[TypesModuleView, ...]
