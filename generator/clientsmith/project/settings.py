"""A project's pyproject.toml in, what `[tool.clientsmith]` says out: the targets, and where things are.

[tool.clientsmith]
styles = ["styles"]              # folders that hold styles of the project's own
cache = "user"                   # the user's own cache folder, or "none"

[[tool.clientsmith.targets]]
name = "acme"                    # what `clientsmith generate acme` calls it
spec = "spec/openapi.yaml"
overlays = ["spec/beta.yaml"]
style = "python"                 # a name, or a folder: "./mine"
output = "generated/acme"
strict = true                    # what is resolved by a rule elsewhere is an error here
keep = ["tests", "README.md"]    # files and folders of the output that are written by hand

[tool.clientsmith.record]        # see record.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Final

from platformdirs import user_cache_path

from clientsmith.files import read_text
from clientsmith.output.paths import why_unsafe
from clientsmith.problems import Findings, Place, Problem, ProblemsFound
from clientsmith.project.toml_reader import Table, sections

# The same reader, under its older name where Python does not have it yet.
_TOML: Final = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
_AT: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

FILE: Final = "pyproject.toml"
RULE: Final = "settings"
_CACHES: Final = ("user", "none")
_WITHOUT: Final = "it needs a `[tool.clientsmith]` table with `[[tool.clientsmith.targets]]`"


@dataclass(frozen=True, slots=True)
class Target:
    """A client to be made: of which document, in which style, into which folder."""

    name: str
    spec: Path
    style: str
    output: Path
    overlays: tuple[Path, ...] = ()
    strict: bool = False
    keep: tuple[PurePosixPath, ...] = ()
    place: Place = field(default_factory=lambda: Place(FILE))


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """How recordings are made again: where the key is, where it goes, what must not be kept."""

    environment: str = ""
    header: str = "authorization"
    prefix: str = ""
    hosts: tuple[str, ...] = ()
    scrub_headers: tuple[str, ...] = ()
    scrub_members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project says to clientsmith; paths are absolute."""

    root: Path
    targets: tuple[Target, ...]
    styles: tuple[Path, ...]
    cache: Path | None
    record: RecordSettings
    place: Place = field(default_factory=lambda: Place(FILE))

    def chosen(self, names: Sequence[str]) -> list[Target]:
        """The targets of these names, all of them if there are no names."""
        if not self.targets:
            raise ProblemsFound([Problem(self.place, "there are no targets", _WITHOUT, RULE)])
        return [self.target(name) for name in names] or list(self.targets)

    def target(self, name: str) -> Target:
        """The target of a name."""
        for each in self.targets:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in self.targets) or "none"
        place = Place(str(self.root / FILE))
        raise ProblemsFound([Problem(place, f"no target `{name}`", f"known are: {known}", RULE)])


def find_project(start: Path) -> Path:
    """The nearest pyproject.toml from a folder upwards that speaks to clientsmith."""
    for folder in (start.resolve(), *start.resolve().parents):
        file = folder / FILE
        if file.is_file() and "tool.clientsmith" in file.read_text(
            encoding="utf-8", errors="replace"
        ):
            return file
    raise ProblemsFound([Problem(Place(str(start / FILE)), "no project here", _WITHOUT, RULE)])


def read_settings(file: Path) -> Settings:
    """What a pyproject.toml says; everything that is wrong with it is reported together."""
    findings = Findings(RULE)
    table = _open(file, findings).table("tool").table("clientsmith")
    root = file.parent.resolve()
    table.known("targets", "styles", "cache", "record")
    settings = Settings(
        root=root,
        targets=tuple(_target(row, root) for row in table.tables("targets")),
        styles=tuple(root / each for each in table.texts("styles")),
        cache=_cache(table),
        record=_record(table.table("record")),
        place=table.place(),
    )
    _check_twins(settings, findings)
    findings.stop()
    return settings


def _open(file: Path, findings: Findings) -> Table:
    try:
        text = read_text(file)
        return Table(_TOML.loads(text), file, sections(text), findings)
    except (OSError, UnicodeDecodeError) as error:
        findings.add(Place(str(file)), f"can't be read: {error}", _WITHOUT)
    except ValueError as error:
        at = _AT.search(str(error))
        line, column = (int(each or 0) for each in at.groups()) if at else (0, 0)
        findings.add(Place(str(file), line, column), f"not TOML: {_AT.sub('', str(error))}")
    raise ProblemsFound(findings.found)


def _target(row: Table, root: Path) -> Target:
    row.known("name", "spec", "overlays", "style", "output", "strict", "keep")
    return Target(
        name=row.needed("name"),
        spec=root / row.needed("spec"),
        overlays=tuple(root / each for each in row.texts("overlays")),
        style=_style(row.text("style", "python"), root),
        output=root / row.needed("output"),
        strict=row.flag("strict"),
        keep=tuple(_kept(row)),
        place=row.place(),
    )


def _style(style: str, root: Path) -> str:
    """A name as it is, a folder from where the settings stand."""
    return str(root / style) if "/" in style else style


def _kept(row: Table) -> Iterator[PurePosixPath]:
    """Paths below the output."""
    for text in row.texts("keep"):
        path = PurePosixPath(text)
        if reason := why_unsafe(str(path)):
            row.complain("keep", f"`{text}` {reason}", "name a file or a folder below the output")
        yield path


def _cache(table: Table) -> Path | None:
    where = table.text("cache", "user")
    if where not in _CACHES:
        table.complain("cache", f"`{where}` is no cache", "known are: " + ", ".join(_CACHES))
    return user_cache() if where == "user" else None


def user_cache() -> Path:
    """The user's own cache folder."""
    return user_cache_path("clientsmith", appauthor=False)


def _record(table: Table) -> RecordSettings:
    table.known("environment", "header", "prefix", "hosts", "scrub_headers", "scrub_members")
    return RecordSettings(
        environment=table.text("environment"),
        header=table.text("header", "authorization").lower(),
        prefix=table.text("prefix"),
        hosts=tuple(table.texts("hosts")),
        scrub_headers=tuple(each.lower() for each in table.texts("scrub_headers")),
        scrub_members=tuple(table.texts("scrub_members")),
    )


def _check_twins(settings: Settings, findings: Findings) -> None:
    """No two targets of one name, none inside another's folder: they would remove each other's."""
    for index, each in enumerate(settings.targets):
        for other in settings.targets[:index]:
            if each.name and each.name == other.name:
                findings.add(each.place, f"a second target is called `{each.name}`")
            if each.output.is_relative_to(other.output) or other.output.is_relative_to(each.output):
                message = f"the outputs of `{other.name}` and `{each.name}` overlap"
                findings.add(each.place, message, "give each a folder of its own")
