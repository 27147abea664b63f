"""A style's templates in, each parsed out: what a file defines, what it reads, on which line of which file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, nodes

from clientsmith.problems import Place, Problem, ProblemsFound, suggestion
from clientsmith.styles.template_loader import TemplateLoader, extended

RULE = "template"
Reader: TypeAlias = "nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport"
_READERS = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_TAG = re.compile(r"\{%[-+]?\s*(\w+)")
_TAGS = [
    "autoescape",
    "block",
    "call",
    "else",
    "elif",
    "endautoescape",
    "endblock",
    "endcall",
    "endfilter",
    "endfor",
    "endif",
    "endmacro",
    "endset",
    "endwith",
    "extends",
    "filter",
    "for",
    "from",
    "if",
    "import",
    "include",
    "macro",
    "raw",
    "endraw",
    "set",
    "with",
]


@dataclass(frozen=True)
class Template:
    """A template, and where the lines of its source came from: its parent's too, of a file of macros."""

    name: str
    file: Path
    source: str
    tree: nodes.Template
    loader: TemplateLoader

    @property
    def is_macros(self) -> bool:
        """Whether it is there to be imported from, and prints nothing itself."""
        return self.file.name.startswith("_")

    @property
    def parent(self) -> str:
        """What a file of macros says to extend."""
        return extended(self.name, self.text) or ""

    @cached_property
    def text(self) -> str:
        """The file's own text, whose first line declares what it reads."""
        return self.file.read_text(encoding="utf-8")

    @property
    def own(self) -> Iterator[nodes.Node]:
        """The nodes that stand in the file itself, one after another."""
        return (each for each in self.tree.body if self.is_own(each))

    def is_own(self, node: nodes.Node) -> bool:
        """Whether a node stands in the file itself."""
        return self.loader.place(self.name, node.lineno).file == str(self.file)

    def place(self, node: nodes.Node, word: str = "") -> Place:
        """Where a node stands: its line, and the column of a word of it."""
        place = self.loader.place(self.name, node.lineno)
        lines = self.source.split("\n")
        line = lines[node.lineno - 1] if node.lineno <= len(lines) else ""
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line) if word else None
        return Place(place.file, place.line, found.start() + 1 if found else 1)

    @property
    def readers(self) -> Iterator[Reader]:
        """Every tag that reads another template."""
        return self.tree.find_all(_READERS)

    @property
    def extends(self) -> nodes.Extends | None:
        """The tag by which it is its parent with other blocks."""
        return next(self.tree.find_all(nodes.Extends), None)

    @cached_property
    def blocks(self) -> dict[str, nodes.Block]:
        """The blocks that a child may fill."""
        return {each.name: each for each in self.tree.find_all(nodes.Block)}

    @cached_property
    def defined(self) -> frozenset[str]:
        """What another template may import from it."""
        return frozenset(name for each in self.tree.body for name in bound_by(each))


class Templates:
    """The templates of a style by their names, each parsed once."""

    def __init__(self, environment: Environment, loader: TemplateLoader) -> None:
        self._environment = environment
        self._loader = loader
        self._parsed: dict[str, Template] = {}

    def get(self, name: str) -> Template:
        """The template of a name; raises TemplateNotFound, and ProblemsFound where it is no Jinja."""
        if name not in self._parsed:
            source, *_ = self._loader.get_source(self._environment, name)
            try:
                tree = self._environment.parse(source, name)
            except TemplateSyntaxError as error:
                place = self._loader.place(name, error.lineno)
                raise ProblemsFound([_unreadable(place, source, error.lineno)]) from error
            self._parsed[name] = Template(name, self._loader.find(name), source, tree, self._loader)
        return self._parsed[name]

    def find(self, name: str) -> Template | None:
        """The template of a name, if there is one that can be read."""
        try:
            return self.get(name)
        except (TemplateNotFound, ProblemsFound):
            return None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that needs no prefix."""
        return tuple(self._loader.list_templates())

    def matching(self, pattern: str) -> list[str]:
        """The names that a name which is put together while it runs may turn out to be."""
        return [name for name in self.names if fnmatchcase(name, pattern)]

    def _flavours(self, name: str) -> list[str]:
        """The templates of a name for each flavour of models, whichever the style has."""
        pattern = name.replace("{models}", "*")
        return self.matching(pattern) if pattern != name else [name]

    def ancestors(self, template: Template) -> Iterator[Template]:
        """What a template extends, and what that does, as far as it is known."""
        while (tag := template.extends) is not None and isinstance(tag.template, nodes.Const):
            above = self.find(tag.template.value)
            if above is None:
                return
            yield (template := above)

    def used(self, roots: Iterator[str]) -> dict[Path, Template]:
        """The templates that are read on the way from some, by their files."""
        found: dict[Path, Template] = {}
        waiting = [name for root in roots for name in self._flavours(root)]
        while waiting:
            template = self.find(waiting.pop())
            if template is not None and template.file not in found:
                found[template.file] = template
                waiting += [name for tag in template.readers for name in self.read_by(tag)]
                waiting += [template.parent] if template.is_macros and template.parent else []
        return found

    def read_by(self, tag: Reader) -> list[str]:
        """The names of the templates that a tag may read."""
        match tag.template:
            case nodes.Const(value=str() as name):
                return self._flavours(name)
            case nodes.List(items=items) | nodes.Tuple(items=items):
                return [each.value for each in items if isinstance(each, nodes.Const)]
            case nodes.Concat(nodes=parts):
                texts = (str(p.value) if isinstance(p, nodes.Const) else "*" for p in parts)
                return self.matching("".join(texts))
            case _:
                return self.matching("*")


def bound_by(node: nodes.Node) -> Iterator[str]:
    """The names that a tag makes known to what stands after it."""
    match node:
        case nodes.Macro(name=name):
            yield name
        case nodes.FromImport(names=names):
            yield from (each if isinstance(each, str) else each[1] for each in names)
        case nodes.Import(target=target):
            yield target
        case nodes.Assign(target=target) | nodes.AssignBlock(target=target):
            yield from targets(target)
        case _:
            return


def targets(node: nodes.Node) -> Iterator[str]:
    """The names that an assignment or a loop gives values to."""
    if isinstance(node, nodes.Name):
        yield node.name
    for each in node.find_all(nodes.Name):
        yield each.name


def _unreadable(place: Place, source: str, number: int) -> Problem:
    """What can be said of a line that Jinja can't read."""
    line = source.split("\n")[number - 1 : number]
    for tag in _TAG.findall(line[0] if line else ""):
        if tag not in _TAGS:
            return Problem(place, f"there is no tag `{tag}`", suggestion(tag, tuple(_TAGS)), RULE)
    message = "this can't be read as Jinja"
    remedy = "a tag that isn't closed, a bracket or a quote too few, an `end…` of something else"
    return Problem(place, message, remedy, RULE)
