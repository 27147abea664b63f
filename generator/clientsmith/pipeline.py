"""A document and a style in, a client package out: the stages, in order, with what they hand over.

document = load(spec, overlays)            files -> Document
examine(document)                          Document -> Problems, Document as it is read
api      = read(document)            Document -> ir.Api
names    = choose_names(api)               ir.Api -> Names
modules  = make_models(api, names)         ir.Api, Names -> TypesModuleView
package  = present(api, names, modules)    ir.Api, Names -> PackageView
texts    = render(style, pages(package))   PackageView -> texts by path
files    = format_files(texts)             texts -> bytes by path
writer.write(files)                        bytes -> disk, or a comparison with it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from clientsmith.api.reading import read
from clientsmith.cache import Cache
from clientsmith.document import Document, load
from clientsmith.lint import examine
from clientsmith.models import make_models
from clientsmith.names import choose_names
from clientsmith.output.formatting import format_files
from clientsmith.present import present
from clientsmith.problems import Place, Problem, ProblemsFound
from clientsmith.project.settings import Target
from clientsmith.styles.render import Page, render
from clientsmith.styles.style import Style, StyleFile, open_style
from clientsmith.views import PackageView


@dataclass(frozen=True, slots=True)
class RunContext:
    """What a run has beside its target: where styles are, what was made before, who is told."""

    styles: tuple[Path, ...] = ()
    cache: Cache = field(default_factory=Cache)
    progress: Callable[[str], None] = lambda stage: None


@dataclass(frozen=True, slots=True)
class Package:
    """What a run made: its files by path below the target's folder, and what it warned of."""

    files: Mapping[PurePosixPath, bytes]
    warnings: tuple[Problem, ...]
    operations: int
    schemas: int


def generate(target: Target, around: RunContext) -> Package:
    """Everything up to the writer, in memory.

    Raises ProblemsFound with every finding of the stage that could not go on.
    """
    around.progress("reading")
    document, warnings = examined(load(target.spec, target.overlays), strict=target.strict)
    around.progress("reading the API")
    api = read(document)
    names = choose_names(api)
    if target.strict and names.meetings:
        raise ProblemsFound(names.meetings)
    around.progress("making models")
    modules = make_models(api, names, around.cache)
    around.progress("rendering")
    style = open_style(target.style, around.styles)
    package = present(api, names, modules, style.name)
    made = unique_paths(pages(style, package))
    texts = render(style, made)
    around.progress("formatting")
    templates = {path: page.template for path, page in made.items()}
    files = format_files(texts, around.cache, templates)
    return Package(
        {**files, **style.copied(package.client.package)},
        (*warnings, *names.meetings),
        len(api.operations()),
        sum(len(module.schemas) for module in api.modules),
    )


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


def examined(document: Document, *, strict: bool) -> tuple[Document, tuple[Problem, ...]]:
    """The document as it is read, and the warnings; with an error among them, all are raised."""
    findings, readable = examine(document, strict=strict)
    if any(each.severity == "error" for each in findings):
        raise ProblemsFound(findings)
    return readable, tuple(findings)


def pages(style: Style, package: PackageView) -> Iterator[tuple[PurePosixPath, Page]]:
    """Every file that the style's table makes of the package's views."""
    for row in style.files:
        for noun, view, file in _subjects(row, package):
            context = {"client": package.client, noun: view}
            yield row.path(package.client.package, file), Page(row.template, context)


def _subjects(row: StyleFile, package: PackageView) -> Iterator[tuple[str, object, str]]:
    """The views that a row is rendered for, each with the name its template knows it by."""
    if row.for_each == "resource":
        yield from (("resource", view, view.file) for view in package.resources)
    elif row.for_each == "types_index":
        yield from (("index", view, view.file) for view in package.types)
    elif row.for_each == "types_module":
        yield from (("module", view, view.file) for view in package.type_modules)
    elif row.for_each == "package" or package.client.pages:
        yield "package", package, ""
