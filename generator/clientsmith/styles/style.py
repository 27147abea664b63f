"""The name or folder of a style in, what it prints out: a table of files, merged along `extends`.

The folders stand child first, which is the order that templates and runtime files are looked for
in. A child's row with its parent's output replaces it, `without` drops one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from clientsmith.languages.protocol import StyleSettings
from clientsmith.problems import Findings, Place, Problem, ProblemsFound, suggestion
from clientsmith.styles.manifest import (
    MANIFEST,
    NEEDS,
    RULE,
    ImportRow,
    Manifest,
    RuntimeRow,
    StyleFile,
    StyleFolder,
    Without,
    expand,
    read_manifest,
)

__all__ = [
    "RuntimeRow",
    "Style",
    "StyleFile",
    "StyleFolder",
    "available_styles",
    "open_style",
    "shipped_styles",
]

WITH_CODE: Final = "python"
"""The language that there is a package for; any other is declared."""
DECLARATION: Final = "language.yaml"
_SKIPPED: Final = "__pycache__"
Table: TypeAlias = "dict[tuple[str, str], StyleFile | RuntimeRow]"


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything that it inherits."""

    name: str
    language: str
    settings: StyleSettings
    description: str
    folders: tuple[StyleFolder, ...]
    files: tuple[StyleFile, ...]
    runtime: tuple[RuntimeRow, ...]
    source: str = "{package}"
    """The folder that the package's own files stand in, by which they know each other."""
    imports: tuple[ImportRow, ...] = ()
    """What its own manifest says of the runtime, without what it inherits."""

    @property
    def shipped(self) -> bool:
        """Whether all of its templates came with clientsmith."""
        return all(folder.shipped for folder in self.folders)

    @property
    def declaration(self) -> Path:
        """The table of its language, where that is a declared one: the nearest there is."""
        return next(each.path / DECLARATION for each in self.folders if _declares(each))

    def below(self, path: PurePosixPath, package: str) -> PurePosixPath:
        """A file of the output as others of it import it."""
        root = self.source.format(package=package)
        return path.relative_to(root) if path.is_relative_to(root) else path

    def copied(
        self, package: str, models: str = "", needed: Collection[str] = NEEDS
    ) -> dict[PurePosixPath, bytes]:
        """Every file that is copied, by its output path; a child's stands before its parent's.

        `models` is another flavour than the style's own; `needed` is what the API has of what rows
        are for.
        """
        flavour = models or self.settings.models
        sources = {
            expand(row.output, row.place, package=package) / below: file
            for row in self.runtime
            if flavour in row.models and (not row.needs or row.needs in needed)
            for folder in reversed(self.folders)
            for below, file in _files_below(row.within(folder.path, flavour))
        }
        return {path: file.read_bytes() for path, file in sources.items()}


def open_style(
    name_or_path: str | Path, search: Sequence[Path] = (), asked_at: Place | None = None
) -> Style:
    """The style of a name (in `search`, then among the shipped ones) or in a folder.

    Raises ProblemsFound, at the place that asks for it where there is none.
    """
    path = _find(name_or_path, search, asked_at or Place(str(name_or_path), 1, 1), None)
    chain = [read_manifest(_folder(path))]
    while chain[-1].extends:
        child = chain[-1]
        path = _find(child.extends, search, child.extends_place, child.folder.path)
        chain.append(read_manifest(_new_folder(path, chain)))
    return _merged(chain)


def shipped_styles() -> Path:
    """The folder of the styles that come with clientsmith: in the wheel, else in the repository."""
    packed = Path(__file__).parents[1] / "templates"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "templates"


def available_styles(search: Sequence[Path] = ()) -> dict[str, Path]:
    """Every style that a name can mean, and its folder."""
    found: dict[str, Path] = {}
    for root in (*search, shipped_styles()):
        for manifest in sorted(root.glob(f"*/{MANIFEST}")):
            found.setdefault(manifest.parent.name, manifest.parent)
    return found


def _find(wanted: str | Path, search: Sequence[Path], asked_at: Place, child: Path | None) -> Path:
    """A style's folder: a path is below the child's folder, a name never means the child itself."""
    if isinstance(wanted, Path) or "/" in wanted:
        path = ((child or Path()) / wanted).resolve()
        if not (path / MANIFEST).is_file():
            remedy = (
                f"`clientsmith style new {path.name}` makes a style, a name means one that is known"
            )
            raise _found(asked_at, f"there is no {path / MANIFEST}", remedy)
        return path
    for root in (*search, shipped_styles()):
        path = (root / wanted).resolve()
        if path != child and (path / MANIFEST).is_file():
            return path
    known = tuple(available_styles(search))
    raise _found(asked_at, f"there is no style `{wanted}`", suggestion(wanted, known))


def _folder(path: Path) -> StyleFolder:
    return StyleFolder(path.name, path, path.is_relative_to(shipped_styles().resolve()))


def _new_folder(path: Path, chain: Sequence[Manifest]) -> StyleFolder:
    """The next folder of a chain, which neither has met before nor knows by that name."""
    place = chain[-1].extends_place
    for link in chain:
        if link.folder.path == path:
            raise _found(place, f"the style `{link.folder.name}` extends itself")
        if link.folder.name == path.name:
            message = f"two styles of one chain are called `{path.name}`"
            raise _found(
                place, message, "rename the child's folder: the name is its templates' prefix"
            )
    return _folder(path)


def _merged(chain: Sequence[Manifest]) -> Style:
    findings = Findings(RULE)
    table: Table = {}
    for manifest in reversed(chain):
        _drop(manifest.without, table, findings)
        table.update(_keyed((*manifest.files, *manifest.runtime), findings))
    style = Style(
        name=chain[0].folder.name,
        language=_one_language(chain, findings),
        settings=_settings(chain),
        description=chain[0].description,
        folders=tuple(manifest.folder for manifest in chain),
        files=tuple(row for row in table.values() if isinstance(row, StyleFile)),
        runtime=tuple(row for row in table.values() if isinstance(row, RuntimeRow)),
        source=next((each.source for each in chain if each.source), "{package}"),
        imports=(*chain[0].names, *chain[0].exports),
    )
    _check_sources(style, findings)
    _check_files(style, findings)
    findings.stop()
    return style


def _declares(folder: StyleFolder) -> bool:
    return (folder.path / DECLARATION).is_file()


def _settings(chain: Sequence[Manifest]) -> StyleSettings:
    """What the chain says to the language; where two say the same thing, the child's word counts."""
    above = list(reversed(chain))
    return StyleSettings(
        name=chain[0].folder.name,
        names={
            row.wanted.alias or row.wanted.name: row.wanted for each in above for row in each.names
        },
        exports=tuple(row.wanted for each in above for row in each.exports),
        containers={kind: row for each in above for kind, row in each.containers.items()},
        models=next((each.models for each in chain if each.models), "pydantic"),
        extra=next((each.extra for each in chain if each.extra), "drop"),
        platforms=any(row.for_each == "platform" for each in chain for row in each.files),
    )


def _drop(unwanted: Iterable[Without], table: Table, findings: Findings) -> None:
    for each in unwanted:
        keys = [key for key in table if key[0] == each.output]
        if not keys:
            message = f"there is no output `{each.output}` to be without"
            known = tuple(output for output, _ in table)
            findings.add(each.place, message, suggestion(each.output, known))
        for key in keys:
            del table[key]


def _keyed(rows: Iterable[StyleFile | RuntimeRow], findings: Findings) -> Table:
    """Rows by their output and what it is repeated for: several nouns may fill one folder."""
    table: Table = {}
    for row in rows:
        key = (row.output, row.for_each)
        if key in table:
            findings.add(row.place, f"a second row for the output `{row.output}`")
        table[key] = row
    return table


def _one_language(chain: Sequence[Manifest], findings: Findings) -> str:
    language, place = chain[-1].language, chain[-1].language_place
    if language != WITH_CODE and not any(_declares(each.folder) for each in chain):
        message = f"`{language}` is no language that there is code for"
        remedy = f"declare it in a {DECLARATION} beside the manifest, or say `{WITH_CODE}`"
        findings.add(place, message, remedy)
    for manifest in chain:
        if manifest.language not in ("", language):
            message = f"`{manifest.language}`, but what it extends is `{language}`"
            findings.add(
                manifest.language_place, message, "leave the language out: it is inherited"
            )
    return language


def _check_sources(style: Style, findings: Findings) -> None:
    rows: tuple[StyleFile | RuntimeRow, ...] = (*style.files, *style.runtime)
    for row in rows:
        source = row.source.replace("{models}", style.settings.models)
        if not any((folder.path / source).exists() for folder in style.folders):
            names = " or ".join(folder.name for folder in style.folders)
            remedy = "name a file of the style's folder, or put one there"
            findings.add(row.place, f"there is no `{source}` in {names}", remedy)


def _check_files(style: Style, findings: Findings) -> None:
    """A link leads to nothing but the style's own files: what it leads to would be printed."""
    for folder in style.folders:
        for file in folder.path.rglob("*"):
            if file.exists() and not (file.is_file() or file.is_dir()):
                findings.add(Place(str(file)), "neither a file nor a folder", "remove it")
            if file.is_symlink() and not file.resolve().is_relative_to(folder.path.resolve()):
                message = "a link that leads out of the style's folder"
                findings.add(Place(str(file)), message, "put a copy of the file in its place")


def _files_below(source: Path) -> Iterator[tuple[PurePosixPath, Path]]:
    """A folder's files in order, without what Python or an editor left there."""
    if source.is_file():
        yield PurePosixPath(), source
    for file in sorted(source.rglob("*")):
        below = file.relative_to(source)
        if file.is_file() and not any(p == _SKIPPED or p.startswith(".") for p in below.parts):
            yield PurePosixPath(below.as_posix()), file


def _found(place: Place, message: str, remedy: str = "") -> ProblemsFound:
    return ProblemsFound([Problem(place, message, remedy, RULE)])
