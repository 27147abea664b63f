"""The commands that print clients, or compare what was printed with what would be."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from clientsmith.cli.console import err, many, out, short
from clientsmith.cli.targets import (
    Names,
    Output,
    Overlays,
    RunCommands,
    Spec,
    Style,
    stages,
    targets,
)
from clientsmith.output.edits import how_to_apply
from clientsmith.output.writer import CompareWriter, DiskWriter, Outcome
from clientsmith.pipeline import Package, RunContext
from clientsmith.project.settings import Target


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
    for target, context in targets(names, spec, output, style, overlays):
        with stages(target, context, commands=commands) as package:
            writer = DiskWriter(target.output, keep=target.keep, force=force)
            outcome = writer.write(package.files)
        _tell(target, package, outcome)


def check(
    names: Names = None,
    spec: Spec = None,
    output: Output = None,
    style: Style = "python",
    overlays: Overlays = None,
    commands: RunCommands = False,
) -> None:
    """Compare what is on disk with what the documents give: exit 1 and a diff where they differ."""
    differs = False
    for target, context in targets(names, spec, output, style, overlays):
        # No cache: what is compared with the disk is made from the document here and now.
        with stages(target, RunContext(context.styles), commands=commands) as package:
            outcome = CompareWriter(target.output, keep=target.keep).write(package.files)
        for diff in outcome.diffs:
            out.print(escape(diff), end="")
        _tell_unknown(target, outcome)
        differs = differs or outcome.differs
        verdict = "differs from" if outcome.differs else "is what it should be by"
        err.print(f"{escape(target.name)}: {escape(short(target.output))} {verdict} the document")
    if differs:
        err.print("run `clientsmith generate` to bring it up to date")
        raise typer.Exit(1)


def _tell(target: Target, package: Package, outcome: Outcome) -> None:
    changed = len(outcome.added) + len(outcome.changed) + len(outcome.removed)
    err.print(
        f"{escape(target.name)}: {package.operations} operations, {package.schemas} schemas -> "
        f"{escape(short(target.output))}: {changed} files changed, {outcome.unchanged} as they were"
    )
    _tell_unknown(target, outcome)
    if outcome.patch:
        command = how_to_apply(outcome.patch, target.output)
        err.print(f"edits by hand were printed over; `{escape(command)}` makes them again")
    if package.warnings:
        err.print(f"{many(len(package.warnings), 'warning')}: `clientsmith lint` lists them")


def _tell_unknown(target: Target, outcome: Outcome) -> None:
    for path in outcome.unknown:
        err.print(
            f"{escape(short(target.output / path))}: nothing generates this; "
            f"remove it, or list it in the target's `keep`"
        )
