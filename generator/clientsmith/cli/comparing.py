"""The command that tells what a change of a document means to who uses its client."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from clientsmith.cli.console import reported, say, tell
from clientsmith.cli.formats import AsJson, as_text
from clientsmith.cli.running import uncollected
from clientsmith.diff.changes import Change, changes_between
from clientsmith.diff.reading import surface_of
from clientsmith.diff.surface import Surface
from clientsmith.diff.telling import json_of, lines_of, markdown_of
from clientsmith.diff.versions import admits, next_version
from clientsmith.pipeline import RunContext, read_target
from clientsmith.project.revisions import revision
from clientsmith.project.settings import FILE, Target, find_project, read_settings

_SIDE = "A document, the folder of a project, or a git revision of this one."


def diff(
    old: Annotated[str, typer.Argument(help=_SIDE)],
    new: Annotated[str, typer.Argument(help=_SIDE)] = ".",
    name: Annotated[
        str | None, typer.Option("--target", help="Which target, where a project has several.")
    ] = None,
    style: Annotated[str, typer.Option(help="A style by name; used with documents.")] = "python",
    as_json: AsJson = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="As a section of a changelog.")
    ] = False,
) -> None:
    """Tell what changed in the client: exit 1 when it breaks more than its version admits."""
    with reported(), uncollected():
        (before, was), (after, is_) = _surface(old, name, style), _surface(new, name, style)
    changes = [_seen_from((was, is_), each) for each in changes_between(before, after)]
    follows = next_version(before.version, changes)
    if as_json:
        say(as_text(json_of(before.version, after.version, follows, changes)))
    elif markdown:
        say(markdown_of(follows, changes), end="")
    else:
        for line in lines_of(changes):
            say(line)
        tell(f"{after.name}: {before.version}, after this {follows}; it says {after.version}")
    if not admits(before.version, after.version, changes):
        raise typer.Exit(1)


def surface_of_target(target: Target, styles: tuple[Path, ...]) -> Surface:
    """What a user of a target's client can hold on to."""
    named = read_target(target, RunContext(styles))
    return surface_of(named.api, named.names, named.language)


def surface_at(revision_: str, name: str) -> Surface:
    """The same as it was at a revision of the present project."""
    with revision(revision_, find_project(Path.cwd()).parent) as root:
        target, styles, _ = _of_project(root, name)
        return surface_of_target(target, styles)


def _surface(side: str, name: str | None, style: str) -> tuple[Surface, Path]:
    """A side's client, and the folder that it was read in."""
    with _target(side, name, style) as (target, styles, root):
        return surface_of_target(target, styles), root


@contextmanager
def _target(
    side: str, name: str | None, style: str
) -> Generator[tuple[Target, tuple[Path, ...], Path]]:
    """What a side means: a document, a project, or a project as it was."""
    path = Path(side)
    if path.is_file():
        yield Target(path.stem, path, style, Path()), (), Path()
    elif path.is_dir():
        yield _of_project(path.resolve(), name)
    else:
        with revision(side, find_project(Path.cwd()).parent) as root:
            yield _of_project(root, name)


def _of_project(root: Path, name: str | None) -> tuple[Target, tuple[Path, ...], Path]:
    settings = read_settings(root / FILE)
    chosen = settings.chosen([name] if name else ())
    # What an older revision was is told, not mended: no rule of today's stops it.
    return replace(chosen[0], strict=False), settings.styles, root


def _seen_from(roots: Iterable[Path], change: Change) -> Change:
    """A change with its place as it is in the project, wherever that was unpacked."""
    place = change.place
    for root in roots:
        place = place.removeprefix(f"{root}/")
    return replace(change, place=place)
