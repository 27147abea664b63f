"""The command line: arguments in, exit codes out (0 fine, 1 findings, 2 usage)."""

from __future__ import annotations

from typing import Annotated

import typer

from clientsmith import __version__
from clientsmith.cli.clients import check, generate
from clientsmith.cli.documents import bundle, lint, report
from clientsmith.cli.languages import app as language
from clientsmith.cli.outlines import outline
from clientsmith.cli.recordings import record, replay
from clientsmith.cli.styles import app as style

__all__ = ["app", "main"]

app = typer.Typer(
    name="clientsmith",
    help="Generates API clients: OpenAPI documents in, client packages out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (generate, check, lint, outline, bundle, replay, record, report):
    app.command()(command)
app.add_typer(language)
app.add_typer(style)


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
