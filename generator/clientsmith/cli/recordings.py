"""The commands of recordings: made anew, and served."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clientsmith.cli.console import reported, tell
from clientsmith.project.settings import find_project, read_settings
from clientsmith.recordings.record import record as record_all
from clientsmith.recordings.replay import PORT, serve


def replay(
    recordings: Annotated[
        Path, typer.Argument(help="A folder of recordings, in the format of vcrpy.")
    ] = Path("tests/recordings"),
    port: Annotated[
        int,
        typer.Option(min=0, max=65535, help="The port on the loopback address; 0 takes any."),
    ] = PORT,
    delay: Annotated[
        float, typer.Option(min=0, help="Seconds between the events of a streamed answer.")
    ] = 0.0,
) -> None:
    """Serve recorded responses over HTTP, so that a client can be tried without a key."""
    with reported():
        serve(recordings, port, delay)


def record(
    recordings: Annotated[
        Path, typer.Argument(help="A folder of recordings, in the format of vcrpy.")
    ] = Path("tests/recordings"),
) -> None:
    """Send every recorded request to the live API, and keep what it answers, without secrets."""
    with reported():
        settings = read_settings(find_project(Path.cwd()))
        captured = record_all(recordings, settings.record)
    failed = [each for each in captured if each.problem]
    for each in failed:
        tell(f"{each.recording}: {each.problem}")
    tell(f"{len(captured) - len(failed)} recordings captured, {len(failed)} failed")
    if failed:
        raise typer.Exit(1)
