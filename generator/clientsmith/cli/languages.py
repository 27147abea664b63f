"""The commands of whoever declares a language: hostile texts printed through it."""

from __future__ import annotations

from typing import Annotated

import typer

from clientsmith.cache import Cache
from clientsmith.cli.console import many, reported, tell
from clientsmith.cli.running import tell_command
from clientsmith.pipeline import RunContext
from clientsmith.trial import try_style

app = typer.Typer(
    name="language",
    help="Languages that styles declare.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@app.callback()
def _group() -> None:
    pass


@app.command("test")
def test_language(
    style: Annotated[str, typer.Argument(help="A style by name or folder.")],
) -> None:
    """Print hostile texts through a style's language, and have its checker look at them."""
    with reported():
        made = try_style(style, RunContext(cache=Cache()), tell_command)
    tell(f"{style}: {many(len(made.files), 'file')} of hostile texts, nothing amiss")
