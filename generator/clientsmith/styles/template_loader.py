"""The name of a template in, its source out: looked for in a style's folders, the child's first.

`x.jinja` is the nearest one, `python/x.jinja` the nearest from the style `python` on, so that a
child can extend what it stands before. A file of macros (`_x.jinja`) that says `{% extends
"python/_x.jinja" %}` is read after its parent's, in one piece: it holds only the macros that
differ, and the parent's other macros call those.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError

from clientsmith.output.paths import why_unsafe
from clientsmith.problems import Place
from clientsmith.styles.manifest import StyleFolder

_EXTENDS = re.compile(r"""\{%-?\s*extends\s+["']([^"']+)["']\s*-?%\}""")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A file's text, and the line of the whole source that it begins on."""

    file: Path
    line: int
    text: str


class TemplateLoader(BaseLoader):
    """Loads templates along a chain of folders, and remembers which line came from where."""

    def __init__(self, folders: Sequence[StyleFolder], models: str) -> None:
        self._folders = tuple(folders)
        self._models = models
        self._pieces: dict[str, tuple[_Piece, ...]] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """What Jinja asks a loader for; the name stands in for a file's in its tracebacks."""
        self._pieces[template] = pieces = self._read(template, ())
        return "".join(piece.text for piece in pieces), template, lambda: True

    def list_templates(self) -> list[str]:
        """Every template that can be asked for without a prefix."""
        return sorted(
            {
                file.relative_to(folder.path).as_posix()
                for folder in self._folders
                for file in folder.path.rglob("*.jinja")
            }
        )

    def knows(self, template: str) -> bool:
        """Whether a name in a traceback is that of a template."""
        return template in self._pieces

    def place(self, template: str, line: int) -> Place:
        """The file and its line that a line of a template came from."""
        pieces = self._pieces.get(template)
        if not pieces:
            return Place(str(self.find(template)), line, 1)
        piece = pieces[max(0, bisect_right([each.line for each in pieces], line) - 1)]
        return Place(str(piece.file), line - piece.line + 1, 1)

    def find(self, template: str) -> Path:
        """The file that a name means; `{models}` in it is the model flavour."""
        template = template.replace("{models}", self._models)
        first, _, rest = template.partition("/")
        names = [folder.name for folder in self._folders]
        below, folders = template, self._folders
        if rest and first in names:
            below, folders = rest, folders[names.index(first) :]
        for folder in folders if not why_unsafe(below) else ():
            if (file := folder.path / below).is_file():
                return file
        raise TemplateNotFound(template)

    def _read(self, template: str, above: tuple[Path, ...]) -> tuple[_Piece, ...]:
        file = self.find(template)
        text = file.read_text(encoding="utf-8")
        if file in above:
            raise TemplateSyntaxError("the file extends itself", 1, template, template)
        extends = _EXTENDS.search(text) if _holds_macros(template) else None
        if extends is None:
            return (_Piece(file, 1, text),)
        parents = self._read(extends[1], (*above, file))
        begun = parents[-1].line + parents[-1].text.count("\n")
        cut = text[: extends.start()] + "\n" * extends[0].count("\n") + text[extends.end() :]
        if parents[-1].text.endswith("\n"):
            return (*parents, _Piece(file, begun, cut))
        return (*parents, _Piece(file, begun + 1, "\n"), _Piece(file, begun + 1, cut))


def extended(template: str, text: str) -> str | None:
    """What a file of macros extends; its own text says so, and not what is read in one piece."""
    found = _EXTENDS.search(text) if _holds_macros(template) else None
    return found[1] if found else None


def _holds_macros(template: str) -> bool:
    return PurePosixPath(template).name[0] == "_"
