"""The path of a root file in, a `Document` of all the files it reaches out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TypeAlias
from urllib.parse import unquote

from clientsmith.document.dynamic import plain
from clientsmith.document.events import with_data
from clientsmith.document.limits import is_mapping
from clientsmith.document.nodes import Document, Identity, Node
from clientsmith.document.once import written_out
from clientsmith.document.overlay import apply_overlays
from clientsmith.document.references import Reference, references
from clientsmith.document.source import Source, text_of
from clientsmith.problems import Place, Problem, ProblemsFound

Reader: TypeAlias = Callable[[Path, str], Source]
"""Gives a file by its path and the name that a reader knows it by."""

_VERSION = re.compile(r"3\.[012](\.\d+)?(-.*)?")


def load(path: Path, overlays: Sequence[Path] = (), read: Reader = Source) -> Document:
    """Reads a document of OpenAPI 3.0, 3.1 or 3.2, in one file or several.

    A reference leads to files at or below the root file's folder, and never to the network. What
    one that leads nowhere costs is the linter's to say.

    Raises ProblemsFound when the root or an overlay can't be read.
    """
    main = read(path.resolve(), _shown(path))
    _check_version(main)
    document = _complete(Document(main, {main.path: main}), path, read)
    if not overlays:
        return written_out(with_data(plain(document)))
    changed = apply_overlays(document, [(each, _shown(each)) for each in overlays])
    _check_version(changed.root.source)
    return written_out(with_data(plain(_complete(changed, path, read))))


def _complete(document: Document, path: Path, read: Reader) -> Document:
    """The document with every file that its references lead to, and with texts from files."""
    main = document.root.source
    sources, failures = dict(document.sources), dict[Identity, tuple[Problem, ...]]()
    notes: list[Problem] = []
    texts: set[Path] = set()
    targets: dict[tuple[Path, str], Path] = {}  # asking the file system takes its time
    pending = list(sources.values())
    while pending:
        source = pending.pop()
        notes.extend(source.notes)
        for reference in references(source.data):
            try:
                file = reference.text.partition("#")[0]
                target = targets.get((source.path, file)) or _target(source, reference, main)
                if target is None:
                    continue
                targets[source.path, file] = target
                if reference.holder is not None:
                    source.is_mended = True
                    reference.put(text_of(target, _name(path, target, main)))
                    texts.add(target)
                elif target not in sources:
                    sources[target] = read(target, _name(path, target, main))
                    pending.append(sources[target])
            except ProblemsFound as found:
                if reference.holder is not None:
                    source.is_mended = True
                    reference.put(None)
                    notes.extend(found.problems)
                failures[source.path, reference.tokens] = found.problems
    return document.changed(sources, notes, failures, texts)


def _check_version(main: Source) -> None:
    data = main.data
    if not is_mapping(data):
        _fail(Place(main.name, 1, 1), "the document is no object", "start with `openapi: 3.2.0`")
    version = str(data.get("openapi", ""))
    if "swagger" in data:
        _fail(
            main.place(("swagger",)),
            "Swagger 2.0 is not OpenAPI 3",
            "convert it first: `npx swagger2openapi --outfile openapi.yaml swagger.yaml`",
        )
    if not version:
        _fail(Place(main.name, 1, 1), "`openapi` is missing", "state the version: `openapi: 3.2.0`")
    if not _VERSION.fullmatch(version):
        place = main.place(("openapi",))
        _fail(place, f"OpenAPI {version} is not known", "use one of 3.0, 3.1, 3.2")


def _target(source: Source, reference: Reference, main: Source) -> Path | None:
    """The file that a reference names; None for one inside its own file."""
    file = unquote(reference.text.partition("#")[0])
    if not file:
        return None
    remote = "://" in file or file.startswith(("//", "file:"))
    absolute = "\\" in file or "\0" in file or Path(file).is_absolute()
    target = source.path if remote or absolute else (source.path.parent / file).resolve()
    if remote:
        message, remedy = "is remote", "copy the file beside the document and refer to that"
    elif absolute:
        message, remedy = "is no relative path", "refer to it by a relative path with `/`"
    elif not target.is_relative_to(main.path.parent):
        message, remedy = "leads out of the document's folder", "move the file inside it"
    elif not _is_file(target):
        message, remedy = "names no file", _neighbours(target)
    else:
        return target
    return _fail(source.place(reference.tokens), f"`{reference.text}` {message}", remedy)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than names can be
        return False


def _neighbours(target: Path) -> str:
    """The files that may have been meant."""
    found = sorted(each.name for each in target.parent.glob("*.y*ml"))
    near = difflib.get_close_matches(target.name, found, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"in that folder are: {', '.join(found[:5])}" if found else "check the path"


def _name(path: Path, target: Path, main: Source) -> str:
    """The file's name for a reader: as the root file was named, not where it is on this machine."""
    return str(Path(_shown(path)).parent / target.relative_to(main.path.parent))


def _shown(path: Path) -> str:
    """A path as a reader in the present folder writes it."""
    absolute = path.absolute()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)


def _fail(place: Place, message: str, remedy: str) -> NoReturn:
    raise ProblemsFound([Problem(place, message, remedy, "document")])


__all__ = ["Document", "Node", "load"]
