"""What a user is told: problems as they read them, counts, paths as they are seen from here."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import typer

from clientsmith.problems import Place, Problem, ProblemsFound, describe

_TONES: Final = {
    "error": typer.colors.RED,
    "warning": typer.colors.YELLOW,
    "note": typer.colors.CYAN,
}
# What a terminal takes as: back to the start of the line, and empty it.
_CLEAR: Final = "\r\x1b[K"


def say(text: str, *, end: str = "\n") -> None:
    """What a command is run for, on standard output."""
    typer.echo(text + end, nl=False)


def tell(text: str, tone: str | None = None) -> None:
    """What is told beside it, on standard error; each severity has its tone."""
    plain = False if os.environ.get("NO_COLOR") else None
    typer.secho(text, err=True, fg=tone and _TONES[tone], bold=tone and True, color=plain)


@contextmanager
def reported() -> Generator[None]:
    """Problems end the run with exit code 1, told as a user reads them; so does a system's refusal."""
    try:
        yield
    except (OSError, ProblemsFound) as error:
        tell_failure(problems_of(error))
        raise typer.Exit(1) from None


def problems_of(error: OSError | ProblemsFound) -> Sequence[Problem]:
    """What stands in a run's way; a system's refusal is a problem like others."""
    if isinstance(error, ProblemsFound):
        return error.problems
    place = Place(str(error.filename or Path.cwd()))
    return [Problem(place, error.strerror or str(error), "", "system")]


def tell_failure(problems: Sequence[Problem]) -> None:
    """Problems that ended a run, and how many they are."""
    tell_problems(problems)
    tell(counted(problems))


class Stages:
    """The stage that a run is at, on the last line of a terminal until something else is told."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._shown = False

    def show(self, stage: str) -> None:
        """The next stage in the place of the one before."""
        if sys.stderr.isatty():
            sys.stderr.write(f"{_CLEAR}{self._name}: {stage}")
            sys.stderr.flush()
            self._shown = True

    def clear(self) -> None:
        """An empty line again."""
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._shown = False


def tell_problems(problems: Sequence[Problem]) -> None:
    """Each problem with its place and its help."""
    for problem in problems:
        first, *rest = describe(problem).splitlines()
        tell(first, problem.severity)
        for line in rest:
            tell(line)


def counted(problems: Sequence[Problem]) -> str:
    """`1 error, 2 warnings`, and notes where there are any."""
    count = Counter(each.severity for each in problems)
    notes = f", {many(count['note'], 'note')}" if count["note"] else ""
    return f"{many(count['error'], 'error')}, {many(count['warning'], 'warning')}{notes}"


def many(count: int, thing: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def short(path: Path) -> str:
    """A path as it is seen from here, where it is below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
