"""The command that prints clients; one that is what it should be costs no more than a look at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated

import typer

from clientsmith.cache import Cache
from clientsmith.cli.console import many, reported, short, tell
from clientsmith.cli.targets import (
    Chosen,
    Names,
    Output,
    Overlays,
    RunCommands,
    Spec,
    Style,
    targets,
)
from clientsmith.later import later
from clientsmith.project.fingerprint import Summary, recall, run_key
from clientsmith.project.settings import Target

# Takes longer to import than a run takes that has nothing to do.
_print_clients = later("clientsmith.cli.printing:print_clients")


@dataclass(frozen=True, slots=True)
class Run:
    """A target, where what was made of it is kept, and what was told when it was last printed.

    Without a summary it has to be printed.
    """

    chosen: Chosen
    cache: Cache
    key: str
    summary: Summary | None


def generate(
    names: Names = None,
    spec: Spec = None,
    output: Output = None,
    style: Style = "python",
    overlays: Overlays = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite generated files that were edited by hand.")
    ] = False,
    commands: RunCommands = False,
) -> None:
    """Print clients from their documents: only files that changed are written, stale ones removed."""
    runs = [
        planned(each, commands=commands) for each in targets(names, spec, output, style, overlays)
    ]
    if all(run.summary for run in runs):
        for run in runs:
            tell_run(run)
    else:
        _print_clients(runs, force=force, commands=commands)


def planned(chosen: Chosen, *, commands: bool) -> Run:
    """What there is to do for a target."""
    cache = Cache(chosen.cache)
    with reported():
        key = run_key(chosen.target, chosen.styles, commands=commands)
        return Run(chosen, cache, key, recall(cache, key, chosen.target))


def tell_run(run: Run) -> None:
    """What was told of a target that is as it was."""
    if run.summary is not None:
        tell_summary(run.chosen.target, run.summary, 0)


def tell_summary(target: Target, summary: Summary, changed: int) -> None:
    """What a run made, and how much of it was there before."""
    tell(
        f"{target.name}: {many(summary.operations, 'operation')}, "
        f"{many(summary.schemas, 'schema')} -> "
        f"{short(target.output)}: {many(changed, 'file')} changed, "
        f"{summary.files - changed} as they were"
    )
    tell_unknown(target, summary.unknown)
    if summary.warnings:
        tell(f"{many(summary.warnings, 'warning')}: `clientsmith lint` lists them")
    for row in summary.readings:
        tell(f"  {row}")
    if summary.lists:
        found = many(summary.lists, "list")
        tell(f"{found} read as going on page by page: `clientsmith lint` tells how")


def tell_unknown(target: Target, unknown: Iterable[PurePosixPath]) -> None:
    """What stands in the package's folder and is no part of it."""
    for path in unknown:
        tell(
            f"{short(target.output / path)}: nothing generates this; "
            f"remove it, or list it in the target's `keep`"
        )
