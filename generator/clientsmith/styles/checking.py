"""A style and its language in, everything out that the style's own files say and that means nothing.

A manifest is checked when it is opened. Here its templates are read as Jinja reads them, and nothing
is rendered: blocks, macros and files that nobody asks for, names, fields, filters and tests that
aren't there, texts that would enter code as they are, and names that the runtime doesn't define.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateNotFound, nodes

from clientsmith.languages.protocol import Language
from clientsmith.problems import Place, Problem, ProblemsFound, suggestion
from clientsmith.styles import view_types
from clientsmith.styles.expressions import Expressions, Known
from clientsmith.styles.render import Renderer, declared_context
from clientsmith.styles.runtime_names import check_imports
from clientsmith.styles.style import Style
from clientsmith.styles.subjects import FOR_EACH
from clientsmith.styles.templates import RULE, Reader, Template, Templates


def check_style(style: Style, language: Language) -> list[Problem]:
    """What is wrong with a style's own folder, read with what it inherits."""
    check = _Check(style, language)
    found = [*check.templates(), *check_imports(style, language)]
    return sorted(dict.fromkeys(found), key=lambda each: each.place)


class _Check:
    """The templates of one style."""

    def __init__(self, style: Style, language: Language) -> None:
        renderer = Renderer(style, language)
        self._style = style
        self._folder = style.folders[0]
        self._templates = Templates(renderer.environment, renderer.loader)
        self._loader = renderer.loader
        self._known = Known(
            renderer.environment.filters,
            renderer.environment.tests,
            renderer.environment.globals,
            style.settings.names,
        )
        self._used = self._templates.used(row.template for row in style.files)

    def templates(self) -> Iterator[Problem]:
        """What is wrong with the templates that stand in the style's own folder."""
        for file in sorted(self._folder.path.rglob("*.jinja")):
            if any(part.startswith(".") for part in file.relative_to(self._folder.path).parts):
                continue
            below = file.relative_to(self._folder.path).as_posix()
            try:
                template = self._templates.get(f"{self._folder.name}/{below}")
            except ProblemsFound as found:
                yield from found.problems
            except TemplateNotFound as error:  # what a file of macros extends
                yield self._missing(Place(str(file), _line_of(file, str(error.name)), 1), error)
            else:
                yield from self._template(template)
                if file not in self._used and not self._is_copied(below):
                    yield _unused(file, below, self._inherited())

    def _template(self, template: Template) -> Iterator[Problem]:
        declared = declared_context(template.text)
        yield from self._first_line(template, declared)
        types = {name: view_types.type_named(kind) for name, kind in declared.items()}
        yield from Expressions(template, self._known, types).check()
        for tag in template.readers:
            if template.is_own(tag):
                yield from self._reader(template, tag)
        yield from self._blocks(template)
        yield from self._macros(template)

    def _is_copied(self, below: str) -> bool:
        """Whether a file is one of the runtime's, whatever its name."""
        rows = (row.within(Path(), self._style.settings.models) for row in self._style.runtime)
        return any(Path(below).is_relative_to(row) for row in rows)

    def _inherited(self) -> tuple[str, ...]:
        """The names that a file could have to stand before its parent's."""
        folders = self._style.folders[1:]
        return tuple(
            file.relative_to(folder.path).as_posix()
            for folder in folders
            for file in folder.path.rglob("*.jinja")
        )

    def _first_line(self, template: Template, declared: dict[str, str]) -> Iterator[Problem]:
        """What line 1 declares: known types, of names that the template is given."""
        for name, kind in declared.items():
            if not view_types.is_type(kind):
                known = suggestion(kind, view_types.known_types())
                yield _at_top(template, kind, f"there is no view `{kind}`", known)
            elif template.is_macros and (taken := _taken(template)) and name not in taken:
                known = suggestion(name, taken)
                yield _at_top(template, name, f"no macro here takes `{name}`", known)
        if not declared:
            remedy = "begin it with what it reads: `{# resource: ResourceView #}`"
            yield _at_top(
                template, "", "the first line doesn't say what the template reads", remedy
            )
        yield from self._given(template, declared)
        for above in self._templates.ancestors(template):
            for name, kind in declared_context(above.text).items():
                if name not in declared and _reads(above, name):
                    message = f"`{above.name}`, which this extends, reads `{name}`"
                    yield _at_top(template, "", message, f"declare it too: `{name}: {kind}`")

    def _given(self, template: Template, declared: dict[str, str]) -> Iterator[Problem]:
        """Whether what line 1 declares is what the template's rows give it."""
        rows = [
            row for row in self._style.files if self._loader.find(row.template) == template.file
        ]
        for noun in dict.fromkeys(row.for_each for row in rows):
            given = {name: view.__name__ for name, view in FOR_EACH[noun].context.items()}
            all_ = ", ".join(f"`{name}: {kind}`" for name, kind in given.items())
            for name, kind in declared.items():
                if name not in given:
                    message = f"`{name}` is not given to what is printed for each `{noun}`"
                    yield _at_top(template, name, message, f"given are {all_}")
                elif kind != given[name] and view_types.is_type(kind):
                    message = f"`{name}` is a {given[name]}, not a {kind}"
                    yield _at_top(template, kind, message, f"say `{name}: {given[name]}`")

    def _reader(self, template: Template, tag: Reader) -> Iterator[Problem]:
        """A tag that reads another template: whether that is there, and has what is imported."""
        if not isinstance(tag.template, nodes.Const) or getattr(tag, "ignore_missing", False):
            return
        try:
            target = self._templates.get(tag.template.value)
        except TemplateNotFound as error:
            yield self._missing(template.place(tag), error)
        except ProblemsFound:
            return  # told of the file itself
        else:
            for name in tag.names if isinstance(tag, nodes.FromImport) else ():
                wanted = name if isinstance(name, str) else name[0]
                if wanted not in target.defined:
                    message = f"there is no macro `{wanted}` in {target.name}"
                    remedy = suggestion(wanted, tuple(target.defined))
                    yield Problem(template.place(tag, wanted), message, remedy, RULE)

    def _missing(self, place: Place, error: TemplateNotFound) -> Problem:
        name = str(error.name)
        known = (
            *self._templates.names,
            *(f"{self._prefix(each)}{each}" for each in self._inherited()),
        )
        return Problem(place, f"there is no template `{name}`", suggestion(name, known), RULE)

    def _prefix(self, below: str) -> str:
        folders = self._style.folders[1:]
        return next(f"{each.name}/" for each in folders if (each.path / below).is_file())

    def _blocks(self, template: Template) -> Iterator[Problem]:
        """A child prints by its blocks alone, each in the place of its parent's."""
        tag, ancestors = template.extends, list(self._templates.ancestors(template))
        if tag is None or not ancestors:
            return
        known = {name for each in ancestors for name in each.blocks}
        for block in _outer_blocks(template.tree):
            if block.name not in known:
                message = f"nothing that this extends has a block `{block.name}`"
                remedy = suggestion(block.name, tuple(known))
                yield Problem(template.place(block, block.name), message, remedy, RULE)
        after = (each for each in template.tree.body if each.lineno >= tag.lineno)
        for each in after:
            if isinstance(each, nodes.Output) and not _is_blank(each):
                message = "what stands outside of the blocks of a child is never printed"
                yield Problem(template.place(each), message, "put it into a block", RULE)

    def _macros(self, template: Template) -> Iterator[Problem]:
        """A macro beside its parent's: it stands for one of those, or somebody calls it."""
        parent = self._templates.find(template.parent) if template.parent else None
        if parent is None:
            return
        added = (each for each in template.own if isinstance(each, nodes.Macro))
        for macro in (each for each in added if each.name not in parent.defined):
            if not self._is_called(template, macro.name):
                message = f"nobody calls the macro `{macro.name}`, and {parent.name} has none"
                remedy = suggestion(macro.name, tuple(parent.defined))
                yield Problem(template.place(macro, macro.name), message, remedy, RULE)

    def _is_called(self, template: Template, macro: str) -> bool:
        if any(each.name == macro for each in _loaded(template.tree)):
            return True
        imports = (
            (each, tag)
            for each in self._used.values()
            for tag in each.readers
            if isinstance(tag, nodes.FromImport | nodes.Import)
        )
        return any(
            isinstance(tag, nodes.Import) or macro in _names(tag)
            for _, tag in imports
            for name in self._templates.read_by(tag)
            if (target := self._templates.find(name)) is not None and target.file == template.file
        )


def _unused(file: Path, below: str, inherited: tuple[str, ...]) -> Problem:
    near = suggestion(below, inherited) if inherited else ""
    remedy = near if near.startswith("did you") else "give it a row in `files`, or import from it"
    message = f"no row of the style prints `{below}`, and no template reads it"
    return Problem(Place(str(file), 1, 1), message, remedy, RULE)


def _at_top(template: Template, word: str, message: str, remedy: str) -> Problem:
    """A problem with line 1, which is the declaration."""
    line = template.text.partition("\n")[0]
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line) if word else None
    return Problem(
        Place(str(template.file), 1, found.start() + 1 if found else 1), message, remedy, RULE
    )


def _line_of(file: Path, word: str) -> int:
    before, _, _ = file.read_text(encoding="utf-8").partition(word)
    return before.count("\n") + 1


def _taken(template: Template) -> tuple[str, ...]:
    """The parameters of all macros of a file."""
    macros = template.tree.find_all(nodes.Macro)
    return tuple(dict.fromkeys(argument.name for macro in macros for argument in macro.args))


def _loaded(tree: nodes.Node) -> Iterator[nodes.Name]:
    return (each for each in tree.find_all(nodes.Name) if each.ctx == "load")


def _reads(template: Template, name: str) -> bool:
    return any(each.name == name for each in _loaded(template.tree))


def _names(tag: nodes.FromImport | nodes.Import) -> tuple[str, ...]:
    names = tag.names if isinstance(tag, nodes.FromImport) else ()
    return tuple(each if isinstance(each, str) else each[0] for each in names)


def _outer_blocks(node: nodes.Node) -> Iterator[nodes.Block]:
    """The blocks that stand in no other block."""
    for each in node.iter_child_nodes():
        if isinstance(each, nodes.Block):
            yield each
        else:
            yield from _outer_blocks(each)


def _is_blank(output: nodes.Output) -> bool:
    return all(
        isinstance(each, nodes.TemplateData) and not each.data.strip() for each in output.nodes
    )
