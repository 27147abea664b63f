"""The command that shows what a client will look like, before anything is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clientsmith.cache import Cache
from clientsmith.cli.console import many, reported, say, short, tell
from clientsmith.cli.targets import Style
from clientsmith.outline import outline as outline_of, overlay as overlay_of
from clientsmith.output.whole import write_whole
from clientsmith.pipeline import RunContext
from clientsmith.project.settings import Target


def outline(
    spec: Annotated[Path, typer.Argument(help="The root file of an OpenAPI document.")],
    find: Annotated[
        str | None, typer.Option("--find", help="Show the calls of an id, a name or a path alone.")
    ] = None,
    overlay: Annotated[
        Path | None,
        typer.Option("--overlay", help="Write an overlay of all names to a file, to change them."),
    ] = None,
    style: Style = "python",
) -> None:
    """Show resources, methods, arguments and results, and what the document calls each."""
    with reported():
        target = Target(spec.stem, spec, style, Path())
        found = outline_of(target, RunContext(cache=Cache()))
    if overlay is not None:
        with reported():
            write_whole(overlay, overlay_of(found.calls, spec.name).encode())
        tell(f"{short(overlay)}: {many(len(found.calls), 'name')}")
    elif find is None:
        for line in found.lines():
            say(line)
    else:
        calls = found.find(find)
        for call in calls:
            name = ".".join(part for part in (call.resource, call.name) if part)
            say(f"{call.document_id or call.accessor} -> client.{name}: {call.http}")
        if not calls:
            tell(f"no operation is called `{find}`")
            raise typer.Exit(1)
