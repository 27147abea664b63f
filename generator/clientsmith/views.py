"""What templates read: flat frozen values, already spelled in the target language.

This is the contract of every template, version 1. A view holds spellings and texts only: code
fragments (annotations, identifiers) are safe as they stand; texts of the document are plain `str`
fields called `…_text`, `summary`, `description`, or raw values, and enter code only through a
filter. Fields are added in minor versions; removing or renaming one is a new version.
"""

from __future__ import annotations

from dataclasses import dataclass

from clientsmith.languages.python import Identifier

VERSION = 1


@dataclass(frozen=True, slots=True)
class ImportView:
    """One import statement: `from {module} import {names}`; a name may be `original as other`."""

    module: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """An argument of a method: `name: annotation = default`; no default where it is required."""

    name: Identifier
    annotation: str
    default: str
    description: str


@dataclass(frozen=True, slots=True)
class SentView:
    """A value that a call sends: the name on the wire, and the argument that holds it."""

    wire_name: str
    argument: Identifier


@dataclass(frozen=True, slots=True)
class FactView:
    """A keyword of an operation's descriptor, and its value, to be written as a literal."""

    name: str
    value: object


@dataclass(frozen=True, slots=True)
class OverloadView:
    """One typed form of a method: its stream argument's annotation and default, and its results."""

    stream_annotation: str
    stream_default: str
    returns: str
    async_returns: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method: its signature, what it sends, what it gives, and how it reads in documentation."""

    name: Identifier
    constant: Identifier
    operation_id: str
    http_method: str
    path: str
    facts: tuple[FactView, ...]
    follow_constant: Identifier | None
    follow_property: str
    positional: tuple[ArgumentView, ...]
    keywords: tuple[ArgumentView, ...]
    path_values: tuple[SentView, ...]
    query_values: tuple[SentView, ...]
    header_values: tuple[SentView, ...]
    body_values: tuple[SentView, ...]
    body_argument: Identifier | None
    returns: str
    async_returns: str
    raw_wrapper: str
    awaits: bool
    overloads: tuple[OverloadView, ...]
    stream_argument: Identifier | None
    docstring: str
    summary: str
    deprecated: bool
    deprecation: str
    stream_helper: Identifier | None


@dataclass(frozen=True, slots=True)
class ChildView:
    """A sub-resource: the attribute it is reached by, its class, and the module it lives in."""

    attribute: Identifier
    class_name: Identifier
    module: str
    summary: str


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A resource: one file, a class for each of sync and async."""

    accessor: str
    class_name: Identifier
    description: str
    module: tuple[Identifier, ...]
    file: str
    root: str
    sentinels: tuple[str, ...]
    typed_imports: tuple[tuple[ImportView, ...], ...]
    methods: tuple[MethodView, ...]
    children: tuple[ChildView, ...]
    has_overloads: bool
    has_stream_helpers: bool
    has_methods: bool


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
    """A page class of each colour, its scheme, and the fields that follow from that."""

    class_name: Identifier
    scheme: tuple[FactView, ...]
    fields: tuple[ArgumentView, ...]


@dataclass(frozen=True, slots=True)
class ExportsView:
    """What a package exports: where each name comes from, in groups, and `__all__`."""

    imports: tuple[tuple[ImportView, ...], ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypesIndexView:
    """A package of types: its path below `types`, and what it exports, packages among it."""

    path: tuple[Identifier, ...]
    file: str
    root: str
    exports: ExportsView


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
    credentials: tuple[ConstructorView, ...]
    arguments: tuple[ConstructorView, ...]
    settings: tuple[FactView, ...]
    settings_names: tuple[str, ...]
    environment: tuple[FactView, ...]
    retry: tuple[FactView, ...]
    response_headers: tuple[FactView, ...]
    stream_events: tuple[FactView, ...]
    max_retries: int
    children: tuple[ChildView, ...]
    pages: tuple[PageView, ...]
    exports: ExportsView
    typed_imports: tuple[tuple[ImportView, ...], ...]
    resources: tuple[ResourceView, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a class of types; `wire_name` is the member's name in JSON."""

    name: Identifier
    wire_name: str
    annotation: str
    required: bool
    renamed: bool
    description: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class of types; `functional` where a wire name can be no attribute."""

    name: Identifier
    description: str
    fields: tuple[FieldView, ...]
    functional: bool


@dataclass(frozen=True, slots=True)
class AliasView:
    """A name for a type.

    Of a union, `tag` is the member that tells its variants apart, and `default` the variant without;
    of an enumeration, `constant` holds all values.
    """

    name: Identifier
    annotation: str
    description: str
    tag: str
    default: Identifier | None
    constant: Identifier | None


@dataclass(frozen=True, slots=True)
class TypesModuleView:
    """A module of types: models of what responses give, or TypedDicts of what requests take."""

    path: tuple[Identifier, ...]
    file: str
    module: str
    asked: bool
    imports: tuple[tuple[ImportView, ...], ...]
    classes: tuple[ClassView, ...]
    aliases: tuple[AliasView, ...]


@dataclass(frozen=True, slots=True)
class PackageView:
    """Everything that a style's rows iterate over."""

    client: ClientView
    resources: tuple[ResourceView, ...]
    types: tuple[TypesIndexView, ...]
    type_modules: tuple[TypesModuleView, ...]
