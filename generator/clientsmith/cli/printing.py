"""Targets in, their clients on disk, what changed told, and each run remembered."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import typer

from clientsmith.cli.console import problems_of, reported, tell, tell_failure
from clientsmith.cli.generating import Run, tell_run, tell_summary
from clientsmith.cli.running import all_documents, context_of, generated, uncollected
from clientsmith.copies import side_by_side
from clientsmith.diff.changes import changes_between
from clientsmith.diff.keeping import from_text, to_text
from clientsmith.diff.surface import Surface
from clientsmith.diff.telling import lines_of
from clientsmith.output.edits import how_to_apply
from clientsmith.output.writer import DiskWriter, Outcome
from clientsmith.pipeline import Documents, Package, read_api
from clientsmith.problems import Problem, ProblemsFound
from clientsmith.project.fingerprint import Summary, is_as_left, remember
from clientsmith.project.readings import readings
from clientsmith.project.settings import Target

_KIND: Final = "surface"
_MANY: Final = 20


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a target: how it is summed up, and what changed for whom."""

    summary: Summary
    changed: int
    changes: tuple[str, ...]
    patch: str
    """How edits by hand are made again that were printed over, if any were."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says of a run, and what all its targets share."""

    force: bool
    commands: bool
    documents: Documents
    started: int


def print_clients(
    runs: Sequence[Run], documents: Documents | None = None, *, force: bool, commands: bool
) -> None:
    """Prints what has to be printed, and tells the rest as it was told.

    What one document says is read here, once; then each client is made by itself.
    """
    options = Options(force, commands, documents or all_documents(), time.time_ns())
    stale = [run for run in runs if run.summary is None]
    if len(stale) > 1:
        with reported(), uncollected():
            read_api(stale[0].chosen.target, context_of(stale[0].chosen, options.documents))
    with uncollected():
        made = iter(side_by_side([partial(_print_client, run, options) for run in stale]))
    failed = False
    for run in runs:
        found = next(made) if run.summary is None else None
        if isinstance(found, Made):
            _tell(run.chosen.target, found)
        elif found is not None:
            tell_failure(found)
            failed = True
        else:
            tell_run(run)
    if failed:
        raise typer.Exit(1)


def _print_client(run: Run, options: Options) -> Made | Sequence[Problem]:
    """Writes what changed of a client; or why that can't be."""
    try:
        return _written(run, options)
    except (OSError, ProblemsFound) as error:
        return problems_of(error)


def _written(run: Run, options: Options) -> Made:
    target = run.chosen.target
    before = _before(run)
    with generated(run.chosen, run.cache, options.documents, commands=options.commands) as package:
        writer = DiskWriter(target.output, keep=target.keep, force=options.force)
        outcome = writer.write(package.files)
    summary, changed = _summed_up(package, outcome)
    if package.sources:
        remember(
            run.cache, run.key, target, package.sources, package.files, summary, options.started
        )
    patch = how_to_apply(outcome.patch, target.output) if outcome.patch else ""
    if before != package.surface:
        run.cache.put(_KIND, run.key, to_text(package.surface))
    changes = lines_of(changes_between(before, package.surface)) if before is not None else ()
    return Made(summary, changed, tuple(changes), patch)


def _summed_up(package: Package, outcome: Outcome) -> tuple[Summary, int]:
    changed = len(outcome.added) + len(outcome.changed) + len(outcome.removed)
    warnings = [each for each in package.findings if each.severity == "warning"]
    summary = Summary(
        operations=package.operations,
        schemas=package.schemas,
        warnings=len(warnings),
        lists=sum(each.rule == "pagination" for each in package.findings),
        files=outcome.unchanged + changed,
        unknown=outcome.unknown,
        readings=tuple(readings(warnings)),
    )
    return summary, changed


def _before(run: Run) -> Surface | None:
    """What is printed there, where that is what the last run printed: what changes is told of that."""
    if not is_as_left(run.cache, run.key, run.chosen.target):
        return None
    return from_text(run.cache.get(_KIND, run.key))


def _tell(target: Target, made: Made) -> None:
    tell_summary(target, made.summary, made.changed)
    for line in made.changes[:_MANY]:
        tell(f"  {line}")
    if len(made.changes) > _MANY:
        tell(f"  and {len(made.changes) - _MANY} more: `clientsmith diff HEAD` lists them")
    if made.patch:
        tell(f"edits by hand were printed over; `{made.patch}` makes them again")
