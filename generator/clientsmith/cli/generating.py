"""The command that prints clients; one that is what it should be costs no more than a look at it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Annotated

import typer

from clientsmith.cache import Cache
from clientsmith.cli.console import many, reported, short, tell
from clientsmith.cli.later import later
from clientsmith.cli.targets import Names, Output, Overlays, RunCommands, Spec, Style, targets
from clientsmith.project.fingerprint import Summary, recall, run_key
from clientsmith.project.settings import Target

# Takes longer to import than a run takes that has nothing to do.
_print_client = later("clientsmith.cli.printing:print_client")


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
    for chosen in targets(names, spec, output, style, overlays):
        cache = Cache(chosen.cache)
        with reported():
            key = run_key(chosen.target, chosen.styles, commands=commands)
            summary = recall(cache, key, chosen.target)
        if summary is None:
            _print_client(chosen, cache, key, force=force, commands=commands)
        else:
            tell_summary(chosen.target, summary, 0)


def tell_summary(target: Target, summary: Summary, changed: int) -> None:
    """What a run made, and how much of it was there before."""
    tell(
        f"{target.name}: {summary.operations} operations, {summary.schemas} schemas -> "
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
