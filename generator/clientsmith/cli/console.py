"""What a user is told: problems as they read them, counts, paths as they are seen from here."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

from clientsmith.problems import Place, Problem, ProblemsFound, describe

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def reported() -> Generator[None]:
    """Problems end the run with exit code 1, told as a user reads them; so does a system's refusal."""
    try:
        yield
    except OSError as error:
        place = Place(str(error.filename or Path.cwd()))
        tell_problems([Problem(place, error.strerror or str(error), "", "system")])
        raise typer.Exit(1) from None
    except ProblemsFound as found:
        tell_problems(found.problems)
        err.print(counted(found.problems))
        raise typer.Exit(1) from None


def tell_problems(problems: Sequence[Problem]) -> None:
    """Each problem with its place and its help."""
    for problem in problems:
        first, *rest = describe(problem).splitlines()
        tone = "red" if problem.severity == "error" else "yellow"
        err.print(f"[bold {tone}]{escape(first)}[/]")
        for line in rest:
            err.print(escape(line))


def counted(problems: Sequence[Problem]) -> str:
    """`1 error, 2 warnings`."""
    errors = sum(each.severity == "error" for each in problems)
    return f"{many(errors, 'error')}, {many(len(problems) - errors, 'warning')}"


def many(count: int, thing: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def short(path: Path) -> str:
    """A path as it is seen from here, where it is below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
