"""How Python is written, for one style: the names its files import, its model flavour."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final, Literal, cast

from clientsmith.cache import Cache
from clientsmith.languages import escapers
from clientsmith.languages.forms import Any, Container, Form, Named, Scalar, Side
from clientsmith.languages.protocol import (
    Identifier,
    Import,
    Kind,
    Scope,
    Spelling,
    StyleSettings,
    TypeView,
)
from clientsmith.languages.python import identifiers, reserved
from clientsmith.languages.python.definitions import definitions
from clientsmith.languages.python.documentation import documentation
from clientsmith.languages.python.filling import exports
from clientsmith.languages.python.formatting import format_files
from clientsmith.languages.python.imports import import_lines, relative
from clientsmith.languages.python.spellings import Spellings
from clientsmith.languages.python.text_types import TEXT_TYPES
from clientsmith.languages.views import ListingView, MethodView, SchemaView


@dataclass(frozen=True)
class PythonLanguage:
    """Python as one style has it."""

    style: StyleSettings
    cache: Cache

    name: Final = "python"
    sides: Final[Literal["one", "two"]] = "two"
    format: Final[None] = None
    check: Final[None] = None

    @property
    def listings(self) -> bool:
        """Whether the style says how such a page is written."""
        return "listing" in self.style.containers

    def identifier(self, kind: Kind, text: str, owner: str = "") -> Identifier:
        """A name for a text: never a keyword, never one that what it stands in has already."""
        match kind:
            case "type":
                return identifiers.class_name(text, reserved.TYPES | self.style.names.keys())
            case "member_type":
                avoid = reserved.TYPES | reserved.CLASSES | self.style.names.keys()
                return identifiers.class_name(text, avoid)
            case "resource":
                return identifiers.resource_name(text, reserved.TYPES | self.style.names.keys())
            case "constant":
                name = identifiers.variable_name(text).strip("_").upper()
                return Identifier(f"_{name}")
            case "key":
                return (
                    Identifier(text) if identifiers.is_key(text) else self.identifier("field", text)
                )
            case _:
                return identifiers.variable_name(text, _AVOIDED.get(kind, frozenset()))

    def numbered(self, kind: Kind, name: Identifier, count: int) -> Identifier:
        """`Pet2`, `pet_2`."""
        return Identifier(f"{name}{'' if kind in ('type', 'resource') else '_'}{count}")

    def scope(self, kind: Kind) -> Scope:
        """A package exports the types of all its modules."""
        return "package" if kind == "type" else "owner"

    def caseless(self, kind: Kind) -> bool:
        """Python tells capitals apart."""
        return False

    def named(self, form: Form) -> bool:
        """Every type can be written where it stands."""
        return False

    def file(self, module: Sequence[str], side: Side) -> str:
        """Requests' types stand in a module of their own."""
        path = "/".join(module)
        return f"types/{path}_params" if side == "request" else f"types/{path}"

    def resource_file(self, module: Sequence[str], *, nested: bool) -> str:
        """A resource with resources inside is a package."""
        return "/".join((*module, "__init__") if nested else module)

    def index_file(self, path: Sequence[str]) -> str:
        """A package's `__init__`."""
        return "/".join((*path, "__init__"))

    def spell(self, type_: TypeView, column: str = "plain") -> Spelling:
        """An annotation; `sync` and `async` tell what a call gives from either kind of client."""
        form = type_.form
        if isinstance(form, Container) and column in ("sync", "async"):
            return self._container(form, type_, column)
        return self._spellings.of(type_, argument=column == "argument")

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self.style.models, self.style.names, self.cache)

    def _container(self, form: Container, type_: TypeView, column: str) -> Spelling:
        """A row of the style's table around the type of the items."""
        if form.kind in ("json", "none", "text"):
            plain = {"none": "None", "text": "str"}.get(form.kind)
            return Spelling(plain) if plain else self._spellings.of(type_)
        inner = self._spellings.of(type_)
        row = self.style.containers[form.kind][column]
        item = self._spellings.of(replace(type_, form=form.item)) if form.item else inner
        text = row.format(inner=inner.text, item=item.text, name=form.name)
        bare = row.format(inner="", item="", name=form.name)
        own = [self._named(name) for name in re.findall(r"\w+", bare)]
        parts = {"{inner}": inner, "{item}": item}
        used = [each for part, spelled in parts.items() if part in row for each in spelled.imports]
        return Spelling(text, (*used, *own))

    def _named(self, name: str) -> Import:
        """A name of the runtime, or else the class of a page, which the output defines itself."""
        return self.style.names.get(name) or Import("pagination", name, own=True)

    def import_lines(self, imports: Iterable[Import], seen_from: PurePosixPath) -> list[str]:
        """The statements that bring what a file needs."""
        return import_lines(imports, seen_from)

    def import_path(self, module: str, seen_from: PurePosixPath) -> str:
        """`resources/pets` seen from `types/__init__.py` is `..resources.pets`."""
        return relative(module, seen_from)

    def defines(self, source: str, name: str) -> bool:
        """Whether a module has the name at its top."""
        return name in definitions(source)

    @property
    def filters(self) -> Mapping[str, Callable[..., str]]:
        """What templates of Python may do with texts and values."""
        return {
            **escapers.FILTERS,
            "documentation": _documentation,
            "exports": exports,
            "literal": _literal,
        }

    @property
    def tests(self) -> Mapping[str, Callable[..., bool]]:
        """What templates of Python may ask of views."""
        return {"functional": self._is_functional, "hiding": _is_hiding, "open": _is_open}

    def _is_functional(self, schema: SchemaView) -> bool:
        """Whether a TypedDict can't be a class: a key is no name, or hides one that is needed."""
        if schema.sent and any(field.key != field.wire_name for field in schema.fields):
            return True
        keys = {field.key for field in schema.fields}
        needed = (each for field in schema.fields for each in self.spell(field.type).imports)
        return any((each.alias or each.name) in keys for each in needed)

    def finish(
        self, texts: Iterable[tuple[PurePosixPath, str]], templates: Mapping[PurePosixPath, str]
    ) -> dict[PurePosixPath, bytes]:
        """Python formatted and proved to compile, the rest as it is."""
        return format_files(texts, self.cache, templates)


_AVOIDED: Final[Mapping[Kind, frozenset[str]]] = {
    "field": reserved.FIELDS,
    "argument": reserved.ARGUMENTS,
    "keyword": reserved.ARGUMENTS,
    "method": reserved.MEMBERS,
    "accessor": reserved.MEMBERS,
    "client_accessor": reserved.CLIENT_MEMBERS,
    "package": reserved.PACKAGES,
}


def _documentation(method: MethodView, indent: int = 4) -> str:
    """What stands between the quotes of a method's docstring."""
    return escapers.docstring(documentation(method), indent)


def _is_open(schema: SchemaView) -> bool:
    """Whether an object says what its further members are."""
    return schema.additional is not None and schema.additional.form != Any()


def _is_hiding(listing: ListingView) -> bool:
    """Whether a member of an answer has the name of a method that pages have."""
    return not reserved.PAGES.isdisjoint(listing.members)


def _literal(value: object) -> str:
    """A literal; of a type, how the runtime refers to it: `.types.pets:Pet`, or a builtin's name."""
    return escapers.literal(_referring(value))


def _referring(value: object) -> object:
    """The same with what the runtime calls a type in the place of each, a mapping's too."""
    if isinstance(value, Mapping):
        rows = cast("Mapping[object, object]", value)
        return {key: _referring(inner) for key, inner in rows.items()}
    if isinstance(value, tuple):
        return tuple(_referring(inner) for inner in cast("tuple[object, ...]", value))
    return reference(value) if isinstance(value, TypeView) else value


def reference(type_: TypeView) -> str:
    """How the runtime finds the type that it makes of an answer or of an item."""
    match type_.form:
        case Container("text"):
            return "str"
        case Container("binary"):
            return "binary"
        case Container("none"):
            return ""
        case Named(name, home) | Container(inner=Named(name, home)):
            return f".{home.replace('/', '.')}:{name}"
        case Scalar("string", format_) | Container(inner=Scalar("string", format_)):
            return _text_reference(format_)
        case _:
            return "json"


def _text_reference(format_: str) -> str:
    """How the runtime finds the type of a text."""
    if format_ == "duration":
        return "._runtime.models:ISODuration"
    found = TEXT_TYPES.get(format_)
    return f"{found.module}:{found.name}" if found is not None else "json"
