"""The command line: arguments in, exit codes out (0 fine, 1 findings, 2 usage)."""

from __future__ import annotations

from typing import Annotated

import typer

from clientsmith import __version__
from clientsmith.cli.group import Commands

__all__ = ["app", "main"]

app = typer.Typer(
    name="clientsmith",
    help="Generates API clients: OpenAPI documents in, client packages out.",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"clientsmith {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Runs the command line."""
    app()
