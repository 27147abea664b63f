"""The path of a root file in, a `Document` of all the files it reaches out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote

from clientsmith.document.nodes import Document, Node
from clientsmith.document.overlay import apply_overlays
from clientsmith.document.source import Source, is_list, is_mapping
from clientsmith.problems import Place, Problem, ProblemsFound

_VERSIONS = ("3.0", "3.1", "3.2")


def load(path: Path, overlays: Sequence[Path] = ()) -> Document:
    """Reads a document of OpenAPI 3.0, 3.1 or 3.2, in one file or several.

    A reference leads to files at or below the root file's folder, and never to the network.

    Raises ProblemsFound with everything that can't be read.
    """
    main = Source(path.resolve(), _shown(path))
    _check_version(main)
    sources = {main.path: main}
    problems: list[Problem] = []
    pending = [main]
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
    document = Document(main, sources)
    return apply_overlays(document, overlays)


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
    if not version.startswith(_VERSIONS):
        remedy = f"use one of {', '.join(_VERSIONS)}"
        _fail(main.place(("openapi",)), f"OpenAPI {version} is not known", remedy)


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
    place = source.place(tokens)
    if "://" in file or file.startswith(("//", "file:")):
        _fail(
            place, f"`{reference}` is remote", "copy the file beside the document and refer to that"
        )
    if "\\" in file or "\0" in file or Path(file).is_absolute():
        _fail(
            place, f"`{reference}` is no relative path", "refer to it by a relative path with `/`"
        )
    target = (source.path.parent / file).resolve()
    if not target.is_relative_to(main.path.parent):
        _fail(place, f"`{reference}` leads out of the document's folder", "move the file inside it")
    if not target.is_file():
        near = (
            [each.name for each in target.parent.glob("*.y*ml")] if target.parent.is_dir() else []
        )
        remedy = f"in that folder are: {', '.join(sorted(near)[:5])}" if near else "check the path"
        _fail(place, f"`{reference}`: there is no such file", remedy)
    return target


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
