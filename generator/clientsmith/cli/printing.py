"""A target in, its client on disk, what changed told, and the run remembered."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Final

from clientsmith.cache import Cache
from clientsmith.cli.console import reported, tell
from clientsmith.cli.generating import Run, tell_run, tell_summary
from clientsmith.cli.running import generated
from clientsmith.diff.changes import changes_between
from clientsmith.diff.keeping import from_text, to_text
from clientsmith.diff.surface import Surface
from clientsmith.diff.telling import lines_of
from clientsmith.output.edits import how_to_apply
from clientsmith.output.writer import DiskWriter
from clientsmith.pipeline import Readings
from clientsmith.project.fingerprint import Summary, remember
from clientsmith.project.readings import readings

_KIND: Final = "surface"
_MANY: Final = 20


def print_clients(runs: Iterable[Run], *, force: bool, commands: bool) -> None:
    """Prints what has to be printed, and tells the rest as it was told."""
    readings, started = Readings(), time.time_ns()
    for run in runs:
        if run.summary is None:
            _print_client(run, readings, started, force=force, commands=commands)
        else:
            tell_run(run)


def _print_client(
    run: Run, readings: Readings, started: int, *, force: bool, commands: bool
) -> None:
    """Writes what changed, or tells why not."""
    target, cache = run.chosen.target, run.cache
    with reported(), generated(run.chosen, cache, readings, commands=commands) as package:
        outcome = DiskWriter(target.output, keep=target.keep, force=force).write(package.files)
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
    tell_summary(target, summary, changed)
    _tell_changes(cache, run.key, package.surface)
    if outcome.patch:
        command = how_to_apply(outcome.patch, target.output)
        tell(f"edits by hand were printed over; `{command}` makes them again")
    if package.sources:
        remember(cache, run.key, target, package.sources, package.files, summary, started)


def _tell_changes(cache: Cache, key: str, surface: Surface) -> None:
    """What is different from what the last run printed, in the words of `clientsmith diff`."""
    before = from_text(cache.get(_KIND, key))
    cache.put(_KIND, key, to_text(surface))
    if before is None:
        return
    told = list(lines_of(changes_between(before, surface)))
    for line in told[:_MANY]:
        tell(f"  {line}")
    if len(told) > _MANY:
        tell(f"  and {len(told) - _MANY} more: `clientsmith diff HEAD` lists them")
