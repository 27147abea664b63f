"""A style.yaml in, its rows out as they stand, each checked: what it extends is not looked at yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from string import Formatter
from typing import ClassVar, Final, TypeVar

from clientsmith.document.yaml_reader import Entry, read_entries
from clientsmith.languages.protocol import Import
from clientsmith.output.paths import why_unsafe
from clientsmith.problems import Findings, Place, Problem, ProblemsFound, suggestion
from clientsmith.styles.subjects import FOR_EACH

MANIFEST: Final = "style.yaml"
RULE: Final = "style"
MODELS: Final = ("pydantic", "msgspec", "dataclass")
EXTRA: Final = ("keep", "drop")
NEEDS: Final = ("platforms",)
CONTAINERS: Final = ("page", "listing", "stream", "lines", "binary")
VIEWS: Final = 2
_NOUNS: Final = {"needs": "part of an API", "language": "language", "models": "kind of models"}
_KEYS: Final = (
    "extends",
    "language",
    "views",
    "models",
    "extra",
    "description",
    "source",
    "names",
    "exports",
    "containers",
    "files",
    "runtime",
    "without",
)

_NAME = re.compile(r"[a-z][a-z0-9_-]*\Z")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class StyleFile:
    """A template, the pattern of the paths that it prints to, and what it is repeated for."""

    template: str
    output: str
    for_each: str
    place: Place

    def path(self, package: str, file: str = "") -> PurePosixPath:
        """The output for one of the row's subjects."""
        return expand(self.output, self.place, package=package, file=file)

    @property
    def source(self) -> str:
        """The file of the style that the row reads."""
        return self.template


@dataclass(frozen=True, slots=True)
class RuntimeRow:
    """A folder (or file) of the style, and where it is copied to, byte for byte.

    `models` are the model flavours that need it; it `needs` a part that not every API has.
    """

    source: str
    output: str
    place: Place
    models: tuple[str, ...] = MODELS
    needs: str = ""
    for_each: ClassVar = "copy"

    def within(self, folder: Path, models: str) -> Path:
        """What is copied of one of the style's folders; `{models}` is the model flavour."""
        return folder / self.source.replace("{models}", models)


@dataclass(frozen=True, slots=True)
class StyleFolder:
    """One link of a chain of styles: its name is the prefix of its templates."""

    name: str
    path: Path
    shipped: bool


@dataclass(frozen=True, slots=True)
class Without:
    """An output of the parent that the child does not want."""

    output: str
    place: Place


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A name of the runtime that the style's files import, or that the package exports."""

    wanted: Import
    place: Place


@dataclass(frozen=True, slots=True)
class Manifest:
    """One style.yaml as it stands."""

    folder: StyleFolder
    place: Place
    extends: str
    extends_place: Place
    language: str
    language_place: Place
    models: str
    extra: str
    names: tuple[ImportRow, ...]
    exports: tuple[ImportRow, ...]
    containers: Mapping[str, Mapping[str, str]]
    description: str
    source: str
    files: tuple[StyleFile, ...]
    runtime: tuple[RuntimeRow, ...]
    without: tuple[Without, ...]


def expand(pattern: str, place: Place, **values: str) -> PurePosixPath:
    """The path that a pattern gives; one that leaves the package's folder is refused."""
    path = PurePosixPath(pattern.format_map(values))
    if reason := why_unsafe(str(path)):
        message = f"the output `{path}` {reason}"
        raise ProblemsFound([Problem(place, message, "rename what it is named after", RULE)])
    return path


def read_manifest(folder: StyleFolder) -> Manifest:
    """What stands in a style's folder; all that is wrong with it is reported together."""
    findings = Findings(RULE)
    entry = read_entries(folder.path / MANIFEST, findings)
    members = entry.members(*_KEYS)
    _check_views(members, entry)
    if not is_style_name(folder.name):
        entry.complain(
            f"a style can't be called `{folder.name}`", "name its folder in a-z, 0-9, _, -"
        )
    manifest = Manifest(
        folder=folder,
        place=entry.place,
        extends=_text(members, "extends"),
        extends_place=members.get("extends", entry).place,
        language=_text(members, "language"),
        language_place=members.get("language", entry).place,
        models=_choice(members, "models", MODELS),
        extra=_choice(members, "extra", EXTRA),
        names=_imports(members, "names"),
        exports=_imports(members, "exports"),
        containers=_containers(members),
        description=_text(members, "description"),
        source=_source(members),
        files=_rows(members, "files", _file_row),
        runtime=_rows(members, "runtime", _runtime_row),
        without=_rows(members, "without", lambda row: Without(row.text(), row.place)),
    )
    if not (findings.found or manifest.extends or manifest.language):
        entry.complain("a style that extends none needs a language", "add `language: python`")
    findings.stop()
    return manifest


def is_style_name(text: str) -> bool:
    """Whether a style's folder may be called so: templates have the name as their prefix."""
    return _NAME.match(text) is not None


def _text(members: Mapping[str, Entry], key: str) -> str:
    return members[key].text() if key in members else ""


def _source(members: Mapping[str, Entry]) -> str:
    return (
        _pattern(members["source"], FOR_EACH["package"].placeholders) if "source" in members else ""
    )


def _check_views(members: Mapping[str, Entry], entry: Entry) -> None:
    """A style is written for one version of what templates read."""
    if not members:
        return  # nothing that could be read at all, which is told already
    if "views" not in members:
        entry.complain("the style doesn't say which views it reads", f"add `views: {VIEWS}`")
    elif (version := members["views"].number()) not in (VIEWS, 0):
        members["views"].complain(
            f"the style reads views of version {version}, and these are of version {VIEWS}",
            "docs/styles.md lists what changed between versions",
        )


def _choice(members: Mapping[str, Entry], key: str, known: tuple[str, ...]) -> str:
    chosen = _text(members, key)
    if chosen and chosen not in known:
        members[key].complain(f"`{chosen}` is no {_NOUNS[key]} here", suggestion(chosen, known))
    return chosen


def _imports(members: Mapping[str, Entry], key: str) -> tuple[ImportRow, ...]:
    """Names by their modules: `Original:Name` is called otherwise where it is imported.

    A module that begins with an underscore is the package's own, and so is one that begins with
    a dot: `.lib.tools`.
    """
    modules = members[key].pairs() if key in members else {}
    found: list[ImportRow] = []
    for module, entry in modules.items():
        for word in entry.words():
            original, _, name = word.partition(":")
            own = module.startswith(("_", "."))
            home = module.removeprefix(".").replace(".", "/") if own else module
            found.append(ImportRow(Import(home, original, own=own, alias=name), entry.place))
    return tuple(found)


def _containers(members: Mapping[str, Entry]) -> dict[str, dict[str, str]]:
    """How what a call gives is written, by kind and column."""
    if "containers" not in members:
        return {}
    rows = members["containers"].members(*CONTAINERS)
    return {
        kind: {column: text.text() for column, text in row.members("sync", "async").items()}
        for kind, row in rows.items()
    }


def _rows(
    members: Mapping[str, Entry], key: str, read: Callable[[Entry], Row | None]
) -> tuple[Row, ...]:
    entries = members[key].items() if key in members else []
    return tuple(row for row in map(read, entries) if row is not None)


def _file_row(entry: Entry) -> StyleFile | None:
    members = entry.members("template", "output", "for_each")
    if not _all_given(entry, members, "template", "output"):
        return None
    repeated = members["for_each"].text() if "for_each" in members else "package"
    if repeated not in FOR_EACH:
        members["for_each"].complain(
            f"a row can't be repeated for `{repeated}`", suggestion(repeated, tuple(FOR_EACH))
        )
        return None
    template = _inside(members["template"])
    output = _pattern(members["output"], FOR_EACH[repeated].placeholders)
    return StyleFile(template, output, repeated, entry.place)


def _runtime_row(entry: Entry) -> RuntimeRow | None:
    members = entry.members("from", "to", "models", "needs")
    if not _all_given(entry, members, "from", "to"):
        return None
    target = _pattern(members["to"], FOR_EACH["package"].placeholders)
    models = tuple(members["models"].words()) if "models" in members else MODELS
    for each in models:
        if each not in MODELS:
            members["models"].complain(
                f"`{each}` is no kind of models here", suggestion(each, MODELS)
            )
    needs = _choice(members, "needs", NEEDS)
    return RuntimeRow(_inside(members["from"]), target, entry.place, models, needs)


def _all_given(entry: Entry, members: Mapping[str, Entry], *needed: str) -> bool:
    missing = [key for key in needed if key not in members]
    if missing:
        entry.complain(f"the row lacks {' and '.join(f'`{key}`' for key in missing)}")
    return not missing


def _inside(entry: Entry) -> str:
    """A path below the style's folder."""
    path = entry.text()
    if path and (reason := why_unsafe(path.replace("{models}", "models"))):
        entry.complain(f"`{path}` {reason}", "name a file below the style's folder")
    return path


def _pattern(entry: Entry, known: tuple[str, ...]) -> str:
    """A pattern whose placeholders are known, and that stays in the package's folder."""
    pattern = entry.text()
    try:
        parsed = list(Formatter().parse(pattern))
    except ValueError as error:
        entry.complain(f"`{pattern}` is no path: {error}")
        return pattern
    fields = [(name, form or how) for _, name, form, how in parsed if name is not None]
    for name, extra in fields:
        if name not in known or extra:
            entry.complain(f"`{{{name}}}` means nothing in this output", suggestion(name, known))
    if len(known) > 1 and known[-1] not in [name for name, _ in fields]:
        entry.complain(f"`{pattern}` is one path for all of them", f"put {{{known[-1]}}} into it")
    plain = "".join(text + ("x" if name is not None else "") for text, name, _, _ in parsed)
    if plain and (reason := why_unsafe(plain)):
        entry.complain(f"the output `{pattern}` {reason}", "outputs stay in the package's folder")
    return pattern
