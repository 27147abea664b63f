"""Each template that we ship, with an example of what its first line declares, in; a file out."""

from __future__ import annotations

import ast
from pathlib import Path, PurePosixPath

import pytest
from jinja2 import nodes

from clientsmith.cache import Cache
from clientsmith.pipeline import language_of
from clientsmith.styles.render import Page, Renderer, declared_context
from clientsmith.styles.style import StyleFile, available_styles, open_style
from clientsmith.styles.subjects import CLIENT, FOR_EACH
from clientsmith.styles.templates import Template, Templates
from clientsmith.styles.view_types import type_named
from support.examples import example
from support.places import ROOT

FOLDERS = {
    **available_styles(),
    "declared": ROOT / "tests" / "languages" / "typescript",
}
RENDERERS = {
    name: Renderer(style, language_of(style, Cache()))
    for name, folder in FOLDERS.items()
    if (style := open_style(folder))
}


def used_templates(style: str) -> list[Path]:
    """The files that a style's rows print from, and what those read."""
    templates = Templates(RENDERERS[style].environment, RENDERERS[style].loader)
    return sorted(templates.used(row.template for row in open_style(FOLDERS[style]).files))


ROWS = [(name, row) for name, folder in FOLDERS.items() for row in open_style(folder).files]
MACROS = [
    (name, file.name)
    for name, folder in FOLDERS.items()
    for file in used_templates(name)
    if file.name.startswith("_") and file.parent == folder
]


@pytest.mark.parametrize(("style", "row"), ROWS, ids=lambda each: getattr(each, "output", each))
def test_a_template_prints_a_file_from_any_example(style: str, row: StyleFile) -> None:
    context = {name: example(of) for name, of in FOR_EACH[row.for_each].context.items()}
    output = PurePosixPath(row.output.replace("{package}/", "").replace("{file}", "thing"))
    text = RENDERERS[style].text(Page(row.template, context, output))
    assert CLIENT in context
    if output.suffix == ".py":
        ast.parse(text)


@pytest.mark.parametrize(("style", "file"), MACROS)
def test_a_macro_prints_what_its_parameters_declare(style: str, file: str) -> None:
    renderer = RENDERERS[style]
    template = Templates(renderer.environment, renderer.loader).get(file)
    module = renderer.environment.get_template(file).module
    for macro in (each for each in template.own if isinstance(each, nodes.Macro)):
        assert isinstance(getattr(module, macro.name)(**arguments(template, macro)), str)


def arguments(template: Template, macro: nodes.Macro) -> dict[str, object]:
    """An example of each parameter; one that line 1 doesn't declare is a piece of code."""
    declared = declared_context(Path(template.file).read_text())
    return {each.name: example(type_named(declared.get(each.name, ""))) for each in macro.args}
