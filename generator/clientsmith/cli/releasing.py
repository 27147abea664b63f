"""The command that makes a target ready to be released: its version, its changelog, its files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clientsmith.cache import Cache
from clientsmith.cli.comparing import surface_at, surface_of_target
from clientsmith.cli.console import reported, say, tell
from clientsmith.cli.generating import Run
from clientsmith.cli.printing import print_clients
from clientsmith.cli.targets import Chosen
from clientsmith.diff.changes import Change, changes_between
from clientsmith.diff.surface import Surface
from clientsmith.diff.telling import markdown_of
from clientsmith.diff.versions import next_version, parsed
from clientsmith.problems import Place, Problem, ProblemsFound
from clientsmith.project.fingerprint import run_key
from clientsmith.project.releases import (
    CHANGELOG,
    last_release,
    tag_of,
    with_section,
    with_version,
    written,
)
from clientsmith.project.settings import Settings, Target, find_project, read_settings


def release(
    name: Annotated[str, typer.Argument(metavar="TARGET", help="The target to release.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell the version and the section; write nothing.")
    ] = False,
) -> None:
    """Write a release's version, changelog and client, and print the message of its tag."""
    with reported():
        settings = read_settings(find_project(Path.cwd()))
        target = settings.target(name)
        surface = surface_of_target(target, settings.styles)
        version, changes = _planned(settings, target, surface)
        section = markdown_of(f"{name} {version}", changes)
        if not dry_run:
            changelog = settings.root / CHANGELOG
            said = changelog.read_text(encoding="utf-8") if changelog.is_file() else ""
            texts = {changelog: with_section(said, section)}
            if version != surface.version:
                texts[target.spec] = with_version(target.spec, surface.version, version)
            with written(texts):
                _print(settings, target)
    say(section.removeprefix("## "), end="")
    tag = tag_of(name, version)
    tell(f"{'would be' if dry_run else 'commit this, then'}: git tag -a {tag}")


def _planned(
    settings: Settings, target: Target, surface: Surface
) -> tuple[str, tuple[Change, ...]]:
    """The version of the next release, and what it changes; the first is as the document says."""
    last = last_release(settings.root, target.name)
    if last is None:
        return surface.version, ()
    before = surface_at(tag_of(target.name, last), target.name)
    changes = tuple(changes_between(before, surface))
    if not changes and surface.version == last:
        message = f"nothing has changed since {tag_of(target.name, last)}"
        remedy = "state a version in the document to release it all the same"
        raise ProblemsFound([Problem(Place(str(target.spec)), message, remedy, "release")])
    follows = next_version(last, changes)
    # A higher version than needed may have been chosen by hand.
    own, least = parsed(surface.version), parsed(follows)
    return (surface.version if own and least and own > least else follows), changes


def _print(settings: Settings, target: Target) -> None:
    """The client anew, with the version in it."""
    chosen = Chosen(target, settings.styles, settings.cache)
    key = run_key(target, settings.styles, commands=False)
    run = Run(chosen, Cache(settings.cache), key, summary=None)
    print_clients([run], force=False, commands=False)
