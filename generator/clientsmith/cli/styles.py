"""The commands of whoever writes a style: one made, all listed, one shown, one checked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from clientsmith.cache import Cache
from clientsmith.cli.console import counted, reported, say, short, tell, tell_problems
from clientsmith.pipeline import language_of
from clientsmith.problems import ProblemsFound
from clientsmith.project.settings import find_project, read_settings
from clientsmith.styles.checking import check_style
from clientsmith.styles.contents import Part, parts_of
from clientsmith.styles.scaffold import make_style
from clientsmith.styles.style import Style, available_styles, open_style

app = typer.Typer(
    name="style",
    help="Write a style of your own.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)

Name = Annotated[str, typer.Argument(help="A style's name, or its folder: `./mine`.")]


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The folder to make; its name is the style's.")],
    extends: Annotated[str, typer.Option(help="The style to begin with.")] = "python",
) -> None:
    """Make a style that is as another until you change it."""
    with reported():
        folder = Path(name)
        base = _opened(extends)
        extended = os.path.relpath(extends, folder) if _is_folder(extends) else extends
        manifest = make_style(folder, base, Path(extended).as_posix())
    tell(f"{short(manifest)} is written: `clientsmith style show` lists its parts")


@app.command("list")
def list_styles() -> None:
    """List the styles that a name can mean."""
    with reported():
        for name, folder in sorted(available_styles(_search()).items()):
            style = open_style(folder, _search())
            say(f"{name:<16} {style.language:<12} {style.description}".rstrip())


@app.command()
def show(name: Name) -> None:
    """Show what a style prints, and the blocks and macros that another can change."""
    with reported():
        style = _opened(name)
        for line in _shown(style):
            say(line)


@app.command()
def check(name: Name) -> None:
    """Tell all that a style says and that means nothing; exit 1 if there is any."""
    with reported():
        style = _opened(name)
        found = check_style(style, language_of(style, Cache()))
    tell_problems(found)
    tell(f"{style.name}: {counted(found)}")
    if found:
        raise typer.Exit(1)


def _opened(name: str) -> Style:
    return open_style(Path(name) if _is_folder(name) else name, _search())


def _is_folder(name: str) -> bool:
    """A name with a slash is a folder, from where the command is run."""
    return "/" in name or os.sep in name


def _search() -> tuple[Path, ...]:
    """Where the project keeps styles, if this is one; the present folder otherwise."""
    try:
        project = find_project(Path.cwd())
    except ProblemsFound:
        return (Path.cwd(),)
    return (*read_settings(project).styles, Path.cwd())


def _shown(style: Style) -> Iterator[str]:
    chain = " < ".join(folder.name for folder in style.folders)
    yield f"{chain}: {style.language}, models by {style.settings.models}"
    if style.description:
        yield style.description
    yield ""
    for row in style.files:
        yield f"{row.output} <- {row.template}, for each {row.for_each}"
    for copied in style.runtime:
        yield f"{copied.output}/ <- {copied.source}/"
    yield ""
    for part in parts_of(style):
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield f"{part.template}  {part.reads}"
    for kind, names in (("block", part.blocks), ("macro", part.macros)):
        for name in names:
            yield f"  {kind} {name}"
