"""What a manifest says of the runtime in, the modules and names out that the runtime doesn't have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from clientsmith.languages.protocol import Import, Language
from clientsmith.problems import Place, Problem, suggestion
from clientsmith.styles.manifest import MODELS, RULE
from clientsmith.styles.style import Style

_PACKAGE = "package"
# What a folder's own module is called in the languages that have one.
_INDEXES = ("__init__", "index", "mod")


def check_imports(style: Style, language: Language) -> Iterator[Problem]:
    """What a manifest says of the runtime: whether the module is there, and has the name.

    A name that one flavour of models has is there.
    """
    flavours = [style.copied(_PACKAGE, models) for models in MODELS] if style.imports else []
    copied = [
        (style.below(path, _PACKAGE), data) for files in flavours for path, data in files.items()
    ]
    paths = tuple(path for path, _ in copied)
    for row in style.imports:
        wanted, module = row.wanted, row.wanted.module.replace("/", ".")
        if not wanted.own or _is_printed(style, wanted):
            continue
        files = set(_modules(wanted, paths))
        if not files:
            known = {str(path.with_suffix("")) for path in paths}
            remedy = suggestion(wanted.module, tuple(known))
            place = _place_of(row.place, wanted.module)
            yield Problem(place, f"the runtime has no module `{module}`", remedy, RULE)
        elif not any(
            language.defines(data.decode(errors="replace"), wanted.name)
            for path, data in copied
            if path in files
        ):
            message = f"`{module}` of the runtime defines no `{wanted.name}`"
            remedy = "name what stands in it, or put the definition there"
            yield Problem(_place_of(row.place, wanted.name), message, remedy, RULE)


def _modules(wanted: Import, copied: Iterable[PurePosixPath]) -> Iterator[PurePosixPath]:
    """The files that a module may be: `a/b.py`, `a/b/__init__.py`."""
    home = PurePosixPath(wanted.module)
    for path in copied:
        if path.with_suffix("") == home or (path.parent == home and path.stem in _INDEXES):
            yield path


def _is_printed(style: Style, wanted: Import) -> bool:
    """Whether a row of the style prints the module: what it defines then depends on the document."""
    outputs = (PurePosixPath(row.output.replace("{package}", _PACKAGE)) for row in style.files)
    files = (str(style.below(each, _PACKAGE).with_suffix("")) for each in outputs)
    patterns = (re.escape(each).replace(r"\{file\}", ".+") for each in files)
    return any(re.fullmatch(pattern, wanted.module) for pattern in patterns)


def _place_of(begin: Place, word: str) -> Place:
    """The line of a manifest's value that a word stands on; a module's stands before its names."""
    lines = Path(begin.file).read_text(encoding="utf-8").split("\n")
    pattern = re.compile(rf"(?<!\w){re.escape(word).replace('/', '[./]')}(?!\w)")
    for number in range(begin.line, len(lines) + 1):
        if found := pattern.search(lines[number - 1]):
            return Place(begin.file, number, found.start() + 1)
    return begin
