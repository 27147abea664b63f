"""The command that compares what was printed with what would be."""

from __future__ import annotations

import typer

from clientsmith.cache import Cache
from clientsmith.cli.console import say, short, tell
from clientsmith.cli.generating import tell_unknown
from clientsmith.cli.running import generated
from clientsmith.cli.targets import Names, Output, Overlays, RunCommands, Spec, Style, targets
from clientsmith.output.writer import CompareWriter


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
    for chosen in targets(names, spec, output, style, overlays):
        target = chosen.target
        # No cache: what is compared with the disk is made from the document here and now.
        with generated(chosen, Cache(), commands=commands) as package:
            outcome = CompareWriter(target.output, keep=target.keep).write(package.files)
        for diff in outcome.diffs:
            say(diff, end="")
        tell_unknown(target, outcome.unknown)
        differs = differs or outcome.differs
        verdict = "differs from" if outcome.differs else "is what it should be by"
        tell(f"{target.name}: {short(target.output)} {verdict} the document")
    if differs:
        tell("run `clientsmith generate` to bring it up to date")
        raise typer.Exit(1)
