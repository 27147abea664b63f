"""A document and a style in, a client package out: the stages, in order, with what they hand over.

    document = load(spec, overlays)            files -> Document
    lint(document)                             Document -> Problems
    api      = understand(document)            Document -> ir.Api
    names    = choose_names(api)               ir.Api -> Names
    modules  = make_models(api, names)         ir.Api, Names -> TypesModuleView
    package  = present(api, names, modules)    ir.Api, Names -> PackageView
    files    = render(style, pages(package))   PackageView -> texts by path
    writer.write(format_files(files))          texts -> disk, or a comparison with it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clientsmith.cache import Cache
from clientsmith.document import Document, load
from clientsmith.formatting import format_files
from clientsmith.lint import lint
from clientsmith.models import make_models
from clientsmith.names import choose_names
from clientsmith.present import present
from clientsmith.problems import Problem, ProblemsFound
from clientsmith.render import Page, render
from clientsmith.settings import Target
from clientsmith.style import Style, StyleFile, open_style
from clientsmith.understand import understand
from clientsmith.views import PackageView
from clientsmith.writer import Writer

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a run made: its files by path below the target's folder, and what it warned of."""

    files: Mapping[PurePosixPath, bytes]
    warnings: tuple[Problem, ...]
    operations: int
    schemas: int


def press(target: Target, styles: tuple[Path, ...], cache: Cache, progress: Progress) -> Pressed:
    """Everything up to the writer, in memory.

    Raises ProblemsFound with every finding of the stage that could not go on.
    """
    progress("reading the document")
    document = load(target.spec, overlays=target.overlays)
    warnings = check_document(document, strict=target.strict)
    progress("understanding it")
    api = understand(document)
    style = open_style(target.style, styles)
    names = choose_names(api)
    _raise_if(names.meetings if target.strict else ())
    progress("making models")
    modules = make_models(api, names, cache)
    progress("rendering")
    package = present(api, names, modules, style.name)
    files = render(style, dict(pages(style, package)))
    progress("formatting")
    formatted = format_files(files, cache)
    found = {**formatted, **style.copied(package.client.package)}
    return Pressed(
        found,
        (*warnings, *names.meetings),
        len(api.operations()),
        sum(len(module.schemas) for module in api.modules),
    )


def check_document(document: Document, *, strict: bool) -> tuple[Problem, ...]:
    """The linter's warnings; its errors are raised."""
    findings = lint(document, strict=strict)
    _raise_if(tuple(each for each in findings if each.severity == "error") and findings)
    return tuple(findings)


def _raise_if(problems: tuple[Problem, ...] | list[Problem]) -> None:
    if problems:
        raise ProblemsFound(problems)


def pages(style: Style, package: PackageView) -> Iterator[tuple[PurePosixPath, Page]]:
    """Every file that the style's table makes of the package's views."""
    for row in style.files:
        for noun, view, file in _subjects(row, package):
            path = row.output.format(package=package.client.package, file=file)
            context = {"client": package.client, noun: view}
            yield PurePosixPath(path), Page(row.template, context)


def _subjects(row: StyleFile, package: PackageView) -> Iterator[tuple[str, object, str]]:
    """The views that a row is rendered for, each with the name its template knows it by."""
    if row.for_each == "resource":
        yield from (("resource", view, view.file) for view in package.resources)
    elif row.for_each == "types_index":
        yield from (("index", view, view.file) for view in package.types)
    elif row.for_each == "types_module":
        yield from (("module", view, view.file) for view in package.type_modules)
    else:
        yield "package", package, ""


def write(pressed: Pressed, writer: Writer) -> None:
    """Hands the files over."""
    writer.write(pressed.files)
