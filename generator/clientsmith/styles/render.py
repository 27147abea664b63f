"""A style, a language and the context of each output in, the text of each output out.

A template sees the names that its first line declares, the language's filters, the filters
`type` and `path`, and three globals: `import` notes a name that the file needs, `imports` stands
where the statements go that bring what the file turned out to need, `text` puts texts together. A
text that a view has is a `Text`: printed without a filter, it is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from traceback import extract_tb
from typing import Any, cast

from jinja2 import (
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from clientsmith.languages.protocol import Import, Language, Text, TypeView, plain
from clientsmith.languages.views import ClientView, PackageView
from clientsmith.problems import Place, Problem, ProblemsFound
from clientsmith.styles.style import Style
from clientsmith.styles.template_loader import TemplateLoader

RULE = "template"
WIDE = (ClientView, PackageView)
"""The views that have everything in them."""
# No text of a document can hold a NUL: every filter spells it out.
_IMPORTS = "\0imports\0"
_CONTEXT = re.compile(r"\{#-?\s*(\w+: [\w.\[\]]+(?:, \w+: [\w.\[\]]+)*)\s*-?#\}")


@dataclass(frozen=True, slots=True)
class Page:
    """What an output is made from: a template, the values it may name, its path in the package."""

    template: str
    context: Mapping[str, object]
    seen_from: PurePosixPath


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's text, and what of the views that have everything in them it was made from."""

    text: str
    read: frozenset[str]


def render(
    style: Style, language: Language, pages: Mapping[PurePosixPath, Page]
) -> Iterator[tuple[PurePosixPath, Rendered]]:
    """Every page, one by one; everything that failed is reported together, at the end."""
    renderer = Renderer(style, language)
    problems: dict[Problem, None] = {}
    for output, page in pages.items():
        try:
            yield output, renderer.rendered(page)
        except ProblemsFound as found:
            problems.update(dict.fromkeys(found.problems))
    if problems:
        raise ProblemsFound(list(problems))


def declared_context(source: str) -> dict[str, str]:
    """The names and types that a template's first line declares: `{# resource: ResourceView #}`."""
    found = _CONTEXT.match(source.partition("\n")[0])
    if found is None:
        return {}
    pairs = (part.partition(":") for part in found[1].split(","))
    return {name.strip(): kind.strip() for name, _, kind in pairs}


class Marking(Environment):
    """An environment in which what views have of the document is `Text`.

    What is read of a view that has everything in it is noted: no filter takes such a view.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.read: set[str] = set()

    def getattr(self, obj: object, attribute: str) -> object:
        """`view.description`."""
        if type(obj) in WIDE:
            self.read.add(attribute)
        return marked(super().getattr(obj, attribute))

    def getitem(self, obj: object, argument: object) -> object:
        """`view["description"]`, and an item of a list."""
        if type(obj) in WIDE:
            self.read.add(str(argument))
        return marked(super().getitem(obj, argument))


class _Sandbox(Marking, ImmutableSandboxedEnvironment):
    """The same for templates that anybody may have written."""


def marked(value: object) -> object:
    """A value with its texts as `Text`; identifiers and everything else stay as they are."""
    kind = type(value)  # asked of every attribute that a template reads: no patterns
    if kind is str:
        return Text(value)
    if kind is tuple:
        return tuple(map(marked, cast("tuple[object, ...]", value)))
    if kind is list:
        return list(map(marked, cast("list[object]", value)))
    if kind is dict:
        rows = cast("dict[object, object]", value).items()
        return {marked(key): marked(each) for key, each in rows}
    return value


def make_environment(style: Style, language: Language, loader: TemplateLoader) -> Marking:
    """Where a style's templates run; those of a user run in a sandbox."""
    made = (Marking if style.shipped else _Sandbox)(
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
    made.filters.update(language.filters)
    made.tests.update(language.tests)
    return made


class Renderer:
    """The templates of one style, and where in its files a failure of one lies."""

    def __init__(self, style: Style, language: Language) -> None:
        self._style = style
        self._language = language
        self.loader = TemplateLoader(style.folders, style.settings.models)
        self.environment = make_environment(style, language, self.loader)
        filters: dict[str, Callable[..., str]] = {"type": self._spell, "path": self._path}
        self.environment.filters.update(filters)
        given: Any = self.environment.globals  # typed as what Jinja itself puts there
        given.update({"import": self._import, "imports": _IMPORTS, "text": _together})
        self._needed: set[Import] = set()
        self._seen_from = PurePosixPath()

    def rendered(self, page: Page) -> Rendered:
        """A page's text with what it read, or a problem at the line of the template that failed."""
        self.environment.read = set()
        text = self.text(page)
        return Rendered(text, frozenset(self.environment.read))

    def text(self, page: Page) -> str:
        """A page's text, or a problem at the line of the template that failed."""
        self._needed, self._seen_from = set(), page.seen_from
        try:
            template = self.environment.get_template(page.template)
            return self._with_imports(template.render(self._context(page)))
        except ProblemsFound:
            raise
        except TemplateSyntaxError as error:
            place = self.loader.place(error.name or page.template, error.lineno)
            raise _found(place, error.message or "can't be parsed") from error
        except TemplateNotFound as error:
            place = self._raised_at(error, page.template)
            raise _found(place, f"there is no template `{error.name}`") from error
        except Exception as error:  # whatever a template does, its author asks for the line
            place = self._raised_at(error, page.template)
            raise _found(place, str(error) or type(error).__name__) from error

    @pass_context  # a filter of a constant would be worked out once, for all files
    def _path(self, context: Context, module: str, own: bool = True) -> str:
        """The filter `path`: a module of the package as the file would import it."""
        module = plain(module)
        return self._language.import_path(module, self._seen_from) if own else module

    def _spell(self, type_: TypeView, column: str = "plain") -> str:
        """The filter `type`: a type as the language writes it; the file imports what that needs."""
        spelling = self._language.spell(type_, column)
        self._needed.update(spelling.imports)
        return spelling.text

    def _import(self, name: str, module: str = "", own: bool = False, value: bool = True) -> str:
        """The global `import`: a name that the file needs, of the style's table or of a module.

        `value` is false where it is needed as a type alone.
        """
        if module:
            self._needed.add(Import(plain(module), str(name), own=own, value=value))
        elif name in self._style.settings.names:
            self._needed.add(replace(self._style.settings.names[name], value=value))
            name = plain(name)  # the style's word, whoever said it
        else:
            raise LookupError(f"`{name}` is none of the style's names")
        return name

    def _with_imports(self, text: str) -> str:
        """The import statements in the place of their mark, as far to the right as it stands."""
        if _IMPORTS not in text:
            return text
        lines = self._language.import_lines(self._needed, self._seen_from)
        before, _, after = text.partition(_IMPORTS)
        margin = before[before.rfind("\n") + 1 :]
        return before + f"\n{margin}".join(lines) + after

    def _context(self, page: Page) -> dict[str, object]:
        """What the template's first line declares, and nothing else."""
        file = self.loader.find(page.template)
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
            if self.loader.knows(frame.filename):
                return self.loader.place(frame.filename, frame.lineno or 1)
        return self.loader.place(template, 1)


def _together(*parts: str) -> Text:
    """The global `text`: a text of several."""
    return Text("".join(parts))


def _found(place: Place, message: str, remedy: str = "") -> ProblemsFound:
    return ProblemsFound([Problem(place, message, remedy, RULE)])
