"""A style and the context of each output in, the text of each output out: Jinja2, and nothing else.

A template sees the names that its first line declares, the filters of `filters.py`, and no globals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from traceback import extract_tb

from jinja2 import Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from clientsmith.languages.escapers import FILTERS
from clientsmith.problems import Place, Problem, ProblemsFound
from clientsmith.styles.style import Style
from clientsmith.styles.template_loader import Layers

RULE = "template"
_CONTEXT = re.compile(r"\{#-?\s*(\w+: [\w.]+(?:, \w+: [\w.]+)*)\s*-?#\}")


@dataclass(frozen=True, slots=True)
class Page:
    """What an output is made from: a template, and the values that it may name."""

    template: str
    context: Mapping[str, object]


def render(style: Style, pages: Mapping[PurePosixPath, Page]) -> dict[PurePosixPath, str]:
    """The text of every page; everything that failed is reported together."""
    templates = _Templates(style)
    texts: dict[PurePosixPath, str] = {}
    problems: dict[Problem, None] = {}
    for output, page in pages.items():
        try:
            texts[output] = templates.text(page)
        except ProblemsFound as found:
            problems.update(dict.fromkeys(found.problems))
    if problems:
        raise ProblemsFound(list(problems))
    return texts


def declared_context(source: str) -> dict[str, str]:
    """The names and types that a template's first line declares: `{# resource: ResourceView #}`."""
    found = _CONTEXT.match(source.partition("\n")[0])
    if found is None:
        return {}
    pairs = (part.partition(":") for part in found[1].split(","))
    return {name.strip(): kind.strip() for name, _, kind in pairs}


def environment(style: Style, loader: Layers) -> Environment:
    """Where a style's templates run; those of a user run in a sandbox."""
    made = (Environment if style.shipped else ImmutableSandboxedEnvironment)(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals.clear()
    made.filters.clear()
    made.filters.update(FILTERS)
    return made


class _Templates:
    """The templates of one style, and where in its files a failure of one lies."""

    def __init__(self, style: Style) -> None:
        self._layers = Layers(style.folders)
        self._environment = environment(style, self._layers)

    def text(self, page: Page) -> str:
        """A page's text, or a problem at the line of the template that failed."""
        try:
            template = self._environment.get_template(page.template)
            return template.render(self._context(page))
        except ProblemsFound:
            raise
        except TemplateSyntaxError as error:
            place = self._layers.place(error.name or page.template, error.lineno)
            raise _found(place, error.message or "can't be parsed") from error
        except TemplateNotFound as error:
            place = self._raised_at(error, page.template)
            raise _found(place, f"there is no template `{error.name}`") from error
        except Exception as error:  # whatever a template does, its author asks for the line
            place = self._raised_at(error, page.template)
            raise _found(place, str(error) or type(error).__name__) from error

    def _context(self, page: Page) -> dict[str, object]:
        """What the template's first line declares, and nothing else."""
        file = self._layers.find(page.template)
        declared = declared_context(file.read_text(encoding="utf-8"))
        missing = [name for name in declared if name not in page.context]
        if missing or not declared:
            given = ", ".join(page.context)
            what = f"`{missing[0]}` is not given to it" if missing else "declares no context"
            remedy = "begin it with `{# name: ViewType #}`"
            place = Place(str(file), 1, 1)
            raise _found(place, f"the template's first line: {what}; there is {given}", remedy)
        return {name: page.context[name] for name in declared}

    def _raised_at(self, error: Exception, template: str) -> Place:
        """The innermost line of a template on the way to a failure."""
        for frame in reversed(extract_tb(error.__traceback__)):
            if self._layers.knows(frame.filename):
                return self._layers.place(frame.filename, frame.lineno or 1)
        return self._layers.place(template, 1)


def _found(place: Place, message: str, remedy: str = "") -> ProblemsFound:
    return ProblemsFound([Problem(place, message, remedy, RULE)])
