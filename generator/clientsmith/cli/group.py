"""A table of commands in, a group out that imports a command when it is called, and not before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import typer
from typer import core, main

from clientsmith.later import loaded

Row: TypeAlias = "tuple[str, str]"
"""Where a command is, as `module:function`, and its line in the list of all."""

COMMANDS: Final[Mapping[str, Row]] = {
    "generate": ("clientsmith.cli.generating:generate", "Print clients from their documents."),
    "watch": ("clientsmith.cli.watching:watch", "Print clients now, and again on every save."),
    "check": ("clientsmith.cli.checking:check", "Compare what is on disk with the documents."),
    "diff": ("clientsmith.cli.comparing:diff", "Tell what a change means to a client's users."),
    "release": ("clientsmith.cli.releasing:release", "Make a target ready to be released."),
    "lint": ("clientsmith.cli.documents:lint", "Tell what is wrong with documents."),
    "outline": ("clientsmith.cli.outlines:outline", "Show what a client will look like."),
    "upgrade": ("clientsmith.cli.upgrades:upgrade", "Rewrite older keys of `x-client` in place."),
    "bundle": ("clientsmith.cli.documents:bundle", "Write a document as one JSON file."),
    "replay": ("clientsmith.cli.recordings:replay", "Serve recorded responses over HTTP."),
    "record": ("clientsmith.cli.recordings:record", "Capture recordings anew from the live API."),
    "report": ("clientsmith.cli.documents:report", "Tell how complete a document is."),
    "language": ("clientsmith.cli.languages:app", "Try a language that a style declares."),
    "style": ("clientsmith.cli.styles:app", "Write a style of your own."),
}


class Commands(core.TyperGroup):
    """The commands of the table."""

    def __init__(self, **options: Any) -> None:
        wanted: dict[str, Any] = {**options, "commands": _Loading(COMMANDS)}
        super().__init__(**wanted)

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of the table."""
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list, for which nothing is imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


class _Loading(Mapping[str, Any]):
    """Commands by name, each imported when it is asked for."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = rows

    def __getitem__(self, name: str) -> Any:
        found = loaded(self._rows[name][0])
        if isinstance(found, typer.Typer):
            return main.get_command(found)
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name)(found)
        return main.get_command(app)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
