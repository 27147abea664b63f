"""A document and a style in, a client package out: the stages, in order, with what they hand over.

document = load(spec, overlays)            files -> Document
examine(document)                          Document -> Problems, Document as it is read
api      = read(document)                  Document -> ir.Api
style    = open_style(name)                a folder -> Style
language = language_of(style)              Style -> Language
api      = name_in_place(api, language)    ir.Api -> ir.Api without types that need a name there
names    = choose_names(api, language)     ir.Api -> Names
package  = present(api, names, language)   ir.Api, Names -> PackageView
texts    = render(style, language, pages)  PackageView -> texts, one by one, but for those printed before
files    = language.finish(texts)          texts -> bytes by path, while others are rendered
files    = run_commands(language, files)   the language's own programs, only where asked for
files    = mark_files(files)               each with a line by which it is known as ours
writer.write(files)                        bytes -> disk, or a comparison with it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from clientsmith.api.ir import Api
from clientsmith.api.listing.finding import notes_of, without_listings
from clientsmith.api.reading import read
from clientsmith.api.streams import unasked_streams
from clientsmith.cache import Cache
from clientsmith.diff.reading import surface_of
from clientsmith.diff.surface import Surface
from clientsmith.document import Document, load
from clientsmith.languages.declared import DeclaredLanguage, read_table
from clientsmith.languages.hoisting import name_in_place
from clientsmith.languages.names import Names, choose_names
from clientsmith.languages.present import present
from clientsmith.languages.protocol import Command, Language
from clientsmith.languages.python import PythonLanguage
from clientsmith.languages.views import PackageView
from clientsmith.lint import Examination, stop_at_errors
from clientsmith.output.commands import run
from clientsmith.output.marks import mark_files
from clientsmith.problems import Place, Problem, ProblemsFound
from clientsmith.project.printed import Printed, PrintedPages
from clientsmith.project.settings import Target
from clientsmith.styles.checking import check_style
from clientsmith.styles.render import Page, render
from clientsmith.styles.style import WITH_CODE, Style, StyleFile, open_style
from clientsmith.styles.subjects import CLIENT, FOR_EACH


@dataclass(frozen=True, slots=True)
class Documents:
    """What documents say: each is read once, however many clients are printed from it."""

    load: Callable[[Path, tuple[Path, ...]], Document] = field(default_factory=lambda: cache(load))
    examine: Callable[[Document], Examination] = field(default_factory=lambda: cache(Examination))
    read: Callable[[Document], Api] = field(default_factory=lambda: cache(read))


@dataclass(frozen=True, slots=True)
class RunContext:
    """What a run has beside its target: where styles are, what was made before, who is told."""

    styles: tuple[Path, ...] = ()
    cache: Cache = field(default_factory=Cache)
    documents: Documents = field(default_factory=Documents)
    progress: Callable[[str], None] = lambda stage: None
    commands: Callable[[Command], None] | None = None
    """Who is told of each command of a style's own before it runs; where nobody is, none runs."""


@dataclass(frozen=True, slots=True)
class Package:
    """What a run made: its files by path below the target's folder, and what it tells of the reading."""

    files: Mapping[PurePosixPath, bytes]
    findings: tuple[Problem, ...]
    operations: int
    schemas: int
    surface: Surface
    sources: tuple[Path, ...] = ()
    """The files and folders that it was made from; none where something looked for was missing."""


@dataclass(frozen=True, slots=True)
class Named:
    """A document that was read and named for a style, and everything that was found on the way."""

    api: Api
    style: Style
    language: Language
    names: Names
    findings: tuple[Problem, ...]
    sources: tuple[Path, ...]


def generate(target: Target, context: RunContext) -> Package:
    """Everything up to the writer, in memory.

    Raises ProblemsFound with every finding of the stage that could not go on.
    """
    named = read_target(target, context)
    context.progress("printing")
    package = present(named.api, named.names, named.language, named.style.settings)
    made = unique_paths(pages(named.style, package))
    needed = {"platforms"} if package.client.platforms else set[str]()
    files = {
        **print_pages(named, made, target, context),
        **named.style.copied(package.client.package, needed=needed),
    }
    files = run_commands(named.language, files, context.commands)
    return Package(
        mark_files(files, named.api.source, named.style.name),
        named.findings,
        len(named.api.operations()),
        len(named.api.schemas()),
        surface_of(named.api, named.names, named.language),
        named.sources,
    )


def read_target(target: Target, context: RunContext) -> Named:
    """A target's document read and named: what `lint` tells of, and what a client is printed from.

    Raises ProblemsFound with all findings, where one of them leaves nothing sensible to print.
    """
    loaded, api, warnings = read_api(target, context)
    context.progress("naming")
    style, language = style_of(target, context)
    if not language.listings:
        api = without_listings(api)
    api = name_in_place(api, language.named)
    names = choose_names(api, language)
    if target.strict and names.collisions:
        raise ProblemsFound([*warnings, *names.collisions])
    operations = api.operations()
    told = (*unasked_streams(operations), *notes_of(operations))
    findings = (*warnings, *names.collisions, *told)
    return Named(api, style, language, names, findings, sources_of(loaded, target, style))


def read_api(target: Target, context: RunContext) -> tuple[Document, Api, tuple[Problem, ...]]:
    """A target's document, the API that it describes, and the linter's warnings."""
    context.progress("reading")
    loaded = context.documents.load(target.spec, target.overlays)
    examined = context.documents.examine(loaded)
    document = examined.readable(strict=target.strict)
    try:
        api = context.documents.read(document)
    finally:  # what a slow rule calls an error need not be readable: that is told, not what it led to
        findings = examined.problems(strict=target.strict)
        stop_at_errors(findings)
    return loaded, api, tuple(findings)


def sources_of(document: Document, target: Target, style: Style) -> tuple[Path, ...]:
    """Every file and folder that a client is made from."""
    if not document.is_complete:
        return ()
    return (*document.read, *target.overlays, *(folder.path for folder in style.folders))


def style_of(target: Target, context: RunContext) -> tuple[Style, Language]:
    """A target's style and its language; one of a user's own is checked first."""
    style = open_style(target.style, context.styles, target.place)
    language = language_of(style, context.cache)
    if not style.folders[0].shipped and (found := check_style(style, language)):
        raise ProblemsFound(found)
    return style, language


def language_of(style: Style, cache: Cache) -> Language:
    """The language that a style says, as the style has it: Python, or one that it declares."""
    if style.language == WITH_CODE:
        return PythonLanguage(style.settings, cache)
    table = read_table(style.declaration, style.language, style.settings.names)
    return DeclaredLanguage(table, style.settings)


def print_pages(
    named: Named, made: Mapping[PurePosixPath, Page], target: Target, context: RunContext
) -> dict[PurePosixPath, bytes]:
    """The files of the pages; those that are made from what they were made from are there already."""
    before = PrintedPages(context.cache, str(target.output.resolve()), named.style)
    files = before.known(made)
    missing = {path: page for path, page in made.items() if path not in files}
    read: dict[PurePosixPath, frozenset[str]] = {}

    def texts() -> Iterator[tuple[PurePosixPath, str]]:
        for path, each in render(named.style, named.language, missing):
            read[path] = each.read
            yield path, each.text

    templates = {path: page.template for path, page in missing.items()}
    for path, data in named.language.finish(texts(), templates).items():
        files[path] = Printed(data.decode(), read[path])
    before.keep(made, files)
    return {path: files[path].text.encode() for path in made}


def run_commands(
    language: Language, files: dict[PurePosixPath, bytes], told: Callable[[Command], None] | None
) -> dict[PurePosixPath, bytes]:
    """The files as the language's own commands leave them, where somebody asked for these."""
    for command in (language.format, language.check) if told is not None else ():
        if command is not None and told is not None:
            told(command)
            files = run(command, files)
    return files


def unique_paths(pages: Iterator[tuple[PurePosixPath, Page]]) -> dict[PurePosixPath, Page]:
    """The pages by path.

    Raises ProblemsFound when two are the same file, on a disk that tells no capitals apart too.
    """
    found: dict[PurePosixPath, Page] = {}
    taken: dict[str, PurePosixPath] = {}
    for path, page in pages:
        twin = taken.setdefault(str(path).lower(), path)
        if path in found or twin != path:
            place, remedy = Place(str(path)), "rename what they are made of, or their rows"
            raise ProblemsFound([Problem(place, f"a second file like `{twin}`", remedy, "style")])
        found[path] = page
    return found


def findings_of(target: Target, context: RunContext) -> tuple[Problem, ...]:
    """Everything that is found on the way to a client, errors or not, as `lint` lists it."""
    try:
        return read_target(target, context).findings
    except ProblemsFound as found:
        return tuple(found.problems)


def pages(style: Style, package: PackageView) -> Iterator[tuple[PurePosixPath, Page]]:
    """Every file that the style's table makes of the package's views."""
    name = package.client.package
    for row in style.files:
        for view, file in _subjects(row, package):
            context = {CLIENT: package.client, FOR_EACH[row.for_each].noun: view}
            path = row.path(name, file)
            yield path, Page(row.template, context, style.below(path, name))


def _subjects(row: StyleFile, package: PackageView) -> Iterator[tuple[object, str]]:
    """The views that a row is rendered for, each with the file that it makes."""
    if row.for_each in ("resource", "mounted_resource"):
        mounted = row.for_each == "mounted_resource"
        chosen = (view for view in package.resources if bool(view.mounted) is mounted)
        yield from ((view, view.file) for view in chosen)
    elif row.for_each == "types_index":
        yield from ((view, view.file) for view in package.types)
    elif row.for_each == "platform":
        yield from ((view, view.file) for view in package.client.platforms)
    elif row.for_each == "types_module":
        yield from ((view, view.file) for view in package.type_modules)
    elif _wanted(row, package):
        yield package, ""


def _wanted(row: StyleFile, package: PackageView) -> bool:
    """Whether the API has what a row that is rendered once is about."""
    if row.for_each == "webhooks":
        return package.client.payload is not None
    if row.for_each == "platforms":
        return bool(package.client.platforms)
    paged = package.client.pages or package.client.listings
    return row.for_each == "package" or bool(paged)
