"""The path of a root file in, a `Document` of all the files it reaches out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote

from clientsmith.document.limits import is_list, is_mapping
from clientsmith.document.nodes import Document, Node
from clientsmith.document.overlay import apply_overlays
from clientsmith.document.source import Source
from clientsmith.problems import Place, Problem, ProblemsFound

_VERSION = re.compile(r"3\.[012](\.\d+)?(-.*)?")


def load(path: Path, overlays: Sequence[Path] = ()) -> Document:
    """Reads a document of OpenAPI 3.0, 3.1 or 3.2, in one file or several.

    A reference leads to files at or below the root file's folder, and never to the network.

    Raises ProblemsFound with everything that can't be read.
    """
    main = Source(path.resolve(), _shown(path))
    _check_version(main)
    document = Document(main, _reached({main.path: main}, main, path))
    if not overlays:
        return document
    changed = apply_overlays(document, [(each, _shown(each)) for each in overlays])
    _check_version(changed.root.source)
    return changed.changed(_reached(changed.sources, changed.root.source, path))


def _reached(given: Mapping[Path, Source], main: Source, path: Path) -> dict[Path, Source]:
    """These files, and every file that their references lead to."""
    sources, pending = dict(given), list(given.values())
    problems: list[Problem] = []
    while pending:
        source = pending.pop()
        for tokens, reference in _references(source.data):
            try:
                target = _target(source, tokens, reference, main)
                if target is not None and target not in sources:
                    sources[target] = Source(target, _name(path, target, main))
                    pending.append(sources[target])
            except ProblemsFound as found:
                problems.extend(found.problems)
    if problems:
        raise ProblemsFound(problems)
    return sources


def _check_version(main: Source) -> None:
    data = main.data
    if not is_mapping(data):
        _fail(Place(main.name, 1, 1), "the document is no object", "start with `openapi: 3.2.0`")
    version = str(data.get("openapi", ""))
    if "swagger" in data:
        _fail(
            main.place(("swagger",)),
            "Swagger 2.0 is not OpenAPI 3",
            "convert it to OpenAPI 3 first",
        )
    if not version:
        _fail(Place(main.name, 1, 1), "`openapi` is missing", "state the version: `openapi: 3.2.0`")
    if not _VERSION.fullmatch(version):
        place = main.place(("openapi",))
        _fail(place, f"OpenAPI {version} is not known", "use one of 3.0, 3.1, 3.2")


def _references(data: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every `$ref`, and every mapping of a discriminator, that names a file."""
    pending: list[tuple[Any, tuple[str, ...], bool]] = [(data, (), False)]
    while pending:
        each, way, names = pending.pop()
        if is_list(each):
            pending.extend((item, (*way, str(index)), False) for index, item in enumerate(each))
        elif is_mapping(each):
            yield from _named_files(each, way, names)
            for key, item in each.items():
                if names or key not in _DATA:
                    pending.append((item, (*way, key), not names and key in _NAMES))


def _named_files(
    each: dict[str, Any], way: tuple[str, ...], names: bool
) -> Iterator[tuple[tuple[str, ...], str]]:
    if not names and isinstance(each.get("$ref"), str):
        yield (*way, "$ref"), each["$ref"]
    if way[-2:] == ("discriminator", "mapping"):
        for key, item in each.items():
            if isinstance(item, str) and set("/#") & set(item):
                yield (*way, key), item


# What stands under these keys is data of the API, where `$ref` means nothing …
_DATA = frozenset({"example", "default", "const", "enum", "value", "dataValue"})
# … unless the key is a name: of a property, a response (`default`), an example.
_NAMES = frozenset({"properties", "patternProperties", "responses", "schemas", "$defs", "examples"})


def _target(source: Source, tokens: tuple[str, ...], reference: str, main: Source) -> Path | None:
    """The file that a reference names; None for one inside its own file."""
    file = unquote(reference.partition("#")[0])
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
    return _fail(source.place(tokens), f"`{reference}` {message}", remedy)


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
