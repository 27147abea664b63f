"""Targets by name, or options that describe one, in; what a run needs of each out."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from clientsmith.cache import Cache
from clientsmith.cli.console import err, reported
from clientsmith.languages.protocol import Command
from clientsmith.pipeline import Package, RunContext, generate as generate_package
from clientsmith.project.settings import Settings, Target, find_project, read_settings

Names = Annotated[
    list[str] | None,
    typer.Argument(
        help="Targets of [tool.clientsmith] in pyproject.toml; all of them if left out."
    ),
]
Spec = Annotated[
    Path | None,
    typer.Option(
        help="An OpenAPI document to generate from, instead of a target.", show_default=False
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="The package's folder; needed with --spec."),
]
Style = Annotated[str, typer.Option(help="A style by name or folder; used with --spec.")]
Overlays = Annotated[
    list[Path] | None,
    typer.Option("--overlay", help="An OpenAPI overlay; may be repeated; used with --spec."),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Hold the document to the conventions of our own.")
]
RunCommands = Annotated[
    bool,
    typer.Option(
        "--run-commands", help="Run the programs that the style's language names: format and check."
    ),
]


def targets(
    names: list[str] | None,
    spec: Path | None,
    output: Path | None,
    style: str,
    overlays: list[Path] | None,
    *,
    strict: bool = False,
) -> Iterator[tuple[Target, RunContext]]:
    """The targets of the project, or the one that the options describe."""
    if spec is not None:
        if names:
            raise typer.BadParameter("give targets or a document, not both", param_hint="--spec")
        if output is None:
            raise typer.BadParameter("say where the package goes", param_hint="--output")
        target = Target(spec.stem, spec, style, output, tuple(overlays or ()), strict)
        yield target, RunContext(cache=Cache())
        return
    with reported():
        settings = read_settings(find_project(Path.cwd()))
        chosen = settings.chosen(names or ())
    for target in chosen:
        yield target, _context(settings)


def _context(settings: Settings) -> RunContext:
    return RunContext(settings.styles, Cache(settings.cache))


@contextmanager
def stages(target: Target, context: RunContext, *, commands: bool = False) -> Generator[Package]:
    """A run with its stages shown as they come, and its problems told."""
    with reported(), err.status(escape(target.name)) as status:

        def progress(stage: str) -> None:
            status.update(f"{escape(target.name)}: {stage}")

        told = tell_command if commands else None
        yield generate_package(target, RunContext(context.styles, context.cache, progress, told))


def tell_command(command: Command) -> None:
    """A program of a style's own, before it runs."""
    err.print(escape(f"running `{' '.join(command.words)}`"))
