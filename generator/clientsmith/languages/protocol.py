"""What every language is asked: identifiers, files, spellings, filters, and finished files.

A language decides how a thing is written; what there is to write is decided before it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, Protocol, TypeAlias

from clientsmith.languages.forms import Form, Side
from clientsmith.problems import Place


class Identifier(str):
    """A name that is safe in code: made by a language's `identifier` alone."""

    __slots__ = ()


class Text(str):
    """A text of the document where a template reads it: code only by way of a filter."""

    __slots__ = ()

    def __str__(self) -> str:
        raise TypeError(f"{self[:40]!r} is the document's: it enters code by a filter only")

    def __format__(self, spec: str) -> str:
        return str(self)

    def __add__(self, other: str) -> Text:
        return Text(super().__add__(other))

    def __radd__(self, other: str) -> Text:
        return Text("".join((other, self)))

    def __mod__(self, values: object) -> Text:
        return Text(super().__mod__(values))


def plain(text: str) -> str:
    """A text as it is, for what makes code of it."""
    return str.__str__(text)


Kind: TypeAlias = Literal[
    "package",
    "module",
    "type",
    "member_type",
    "resource",
    "field",
    "key",
    "constant",
    "variant",
    "accessor",
    "client_accessor",
    "method",
    "argument",
    "keyword",
]
"""The kinds of names; a `member_type` is a type that members of others have, a `key` is what a request's type calls a member, a `package` the whole output, a `client_accessor` a resource at its top, a `keyword` an argument that is given by its name."""

Scope: TypeAlias = Literal["api", "package", "owner"]
"""Where names of a kind must differ: everywhere, in one package of modules, in what holds them."""


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """A name that a file needs: of a file of the output itself (`own`), or of elsewhere.

    Without a name it is the module that is imported; `alias` is what it is called here.
    """

    module: str
    name: str = ""
    own: bool = False
    alias: str = ""
    value: bool = True


@dataclass(frozen=True)
class StyleSettings:
    """What a style says to its language: what its files import of the runtime, by name, what the
    package exports of it, how results are written, which library its models are of, whether those
    keep fields that the document doesn't know, and whether it prints clients of platforms."""

    name: str
    names: Mapping[str, Import]
    exports: tuple[Import, ...]
    containers: Mapping[str, Mapping[str, str]]
    models: str
    extra: str = "drop"
    platforms: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """A type as a language writes it, and what that needs imported."""

    text: str
    imports: tuple[Import, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeView:
    """A type where it stands: its form, the side of a call, and the names that hide others there."""

    form: Form
    side: Side
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A program of a style's own and its arguments; it runs only when it is asked for."""

    words: tuple[str, ...]
    place: Place


class Language(Protocol):
    """How one language is written."""

    @property
    def name(self) -> str:
        """What `language:` of a style calls it."""
        ...

    @property
    def sides(self) -> Literal["one", "two"]:
        """Whether a schema that both sides of a call use is one type or two."""
        ...

    @property
    def listings(self) -> bool:
        """Whether a page may be a model of the API with iteration added."""
        ...

    @property
    def format(self) -> Command | None:
        """What formats the files of a finished package, where the language has no code for it."""
        ...

    @property
    def check(self) -> Command | None:
        """What tells whether a finished package is right."""
        ...

    def identifier(self, kind: Kind, text: str, owner: str = "") -> Identifier:
        """A name for a text of the document: never reserved, always valid."""
        ...

    def numbered(self, kind: Kind, name: Identifier, count: int) -> Identifier:
        """What a name becomes as the second, third, … of its scope."""
        ...

    def scope(self, kind: Kind) -> Scope:
        """Where names of a kind must differ."""
        ...

    def caseless(self, kind: Kind) -> bool:
        """Whether names of a kind that differ in case alone are the same."""
        ...

    def named(self, form: Form) -> bool:
        """Whether a form can't be written in place, and is defined under a name of its own."""
        ...

    def file(self, module: Sequence[str], side: Side) -> str:
        """The file of a module of types, without its ending."""
        ...

    def resource_file(self, module: Sequence[str], *, nested: bool) -> str:
        """The file of a resource below the folder of resources; `nested` if it has resources inside."""
        ...

    def index_file(self, path: Sequence[str]) -> str:
        """The file of a package of types, below the folder of types, that exports what is in it."""
        ...

    def spell(self, type_: TypeView, column: str = "plain") -> Spelling:
        """A type as it is written; `column` chooses among a form's spellings."""
        ...

    def import_lines(self, imports: Iterable[Import], seen_from: PurePosixPath) -> list[str]:
        """The statements that bring what a file needs."""
        ...

    def import_path(self, module: str, seen_from: PurePosixPath) -> str:
        """A module of the output as a file of it would name it."""
        ...

    def defines(self, source: str, name: str) -> bool:
        """Whether a file of the language gives a name to those that import it."""
        ...

    @property
    def filters(self) -> Mapping[str, Callable[..., str]]:
        """What templates may do with texts and values of a document, by name."""
        ...

    @property
    def tests(self) -> Mapping[str, Callable[..., bool]]:
        """What templates may ask of views, by name."""
        ...

    def finish(
        self, texts: Iterable[tuple[PurePosixPath, str]], templates: Mapping[PurePosixPath, str]
    ) -> dict[PurePosixPath, bytes]:
        """The files as they are written, of texts as they come: formatted, proven to be what they should."""
        ...
