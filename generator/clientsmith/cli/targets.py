"""Targets by name, or options that describe one, in; what a run needs of each out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from clientsmith.cli.console import reported
from clientsmith.project.settings import Target, find_project, read_settings, user_cache

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

DEFAULT_STYLE: Final = "python"
NO_OUTPUT: Final = Path()
"""Where nothing is printed."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A target, the folders that hold its project's styles, and where what was made is kept."""

    target: Target
    styles: tuple[Path, ...]
    cache: Path | None


def targets(
    names: list[str] | None,
    spec: Path | None,
    output: Path | None,
    style: str,
    overlays: list[Path] | None,
    *,
    strict: bool = False,
) -> Iterator[Chosen]:
    """The targets of the project, or the one that the options describe."""
    if spec is not None:
        if names:
            raise typer.BadParameter("give targets or a document, not both", param_hint="--spec")
        if output is None:
            raise typer.BadParameter("say where the package goes", param_hint="--output")
        target = Target(spec.stem, spec, style, output, tuple(overlays or ()), strict)
        yield Chosen(target, (), user_cache())
        return
    _check_unused(output, style, overlays)
    with reported():
        settings = read_settings(find_project(Path.cwd()))
        chosen = settings.chosen(names or ())
    for target in chosen:
        yield Chosen(target, settings.styles, settings.cache)


def _check_unused(output: Path | None, style: str, overlays: list[Path] | None) -> None:
    """A target says itself what these say of a document."""
    said = {
        "--output": output not in (None, NO_OUTPUT),
        "--style": style != DEFAULT_STYLE,
        "--overlay": bool(overlays),
    }
    for option in (name for name, given in said.items() if given):
        raise typer.BadParameter("it goes with --spec; a target says it itself", param_hint=option)
