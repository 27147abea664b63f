"""A target in, its client on disk, what changed told, and the run remembered."""

from __future__ import annotations

import time

from clientsmith.cache import Cache
from clientsmith.cli.console import tell
from clientsmith.cli.generating import tell_summary
from clientsmith.cli.running import generated
from clientsmith.cli.targets import Chosen
from clientsmith.output.edits import how_to_apply
from clientsmith.output.writer import DiskWriter
from clientsmith.project.fingerprint import Summary, remember


def print_client(chosen: Chosen, cache: Cache, key: str, *, force: bool, commands: bool) -> None:
    """Writes what changed, or tells why not."""
    target, started = chosen.target, time.time_ns()
    with generated(chosen, cache, commands=commands) as package:
        outcome = DiskWriter(target.output, keep=target.keep, force=force).write(package.files)
    changed = len(outcome.added) + len(outcome.changed) + len(outcome.removed)
    summary = Summary(
        operations=package.operations,
        schemas=package.schemas,
        warnings=len(package.warnings),
        files=outcome.unchanged + changed,
        unknown=outcome.unknown,
    )
    tell_summary(target, summary, changed)
    if outcome.patch:
        command = how_to_apply(outcome.patch, target.output)
        tell(f"edits by hand were printed over; `{command}` makes them again")
    if package.sources:
        remember(cache, key, target, package.sources, package.files, summary, started)
