"""Problems in, text for people, JSON for programs, or annotations that GitHub shows in a diff out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final

import typer

from clientsmith.problems import Place, Problem

AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
AsGithub = Annotated[bool, typer.Option("--github", help="As annotations of GitHub Actions.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Tell only what is wrong.")]

# What a workflow command would end at; in a property also what separates properties.
_TEXT: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = {**_TEXT, ord(":"): "%3A", ord(","): "%2C"}


def check_one(as_json: bool, as_github: bool) -> None:
    """A command tells in one way."""
    if as_json and as_github:
        raise typer.BadParameter("choose one of --json and --github", param_hint="--json")


def rows_of(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems as a program reads them; the keys are a promise."""
    return [
        {
            "severity": each.severity,
            "file": each.place.file,
            "line": each.place.line,
            "column": each.place.column,
            "rule": each.rule,
            "message": each.said,
            "help": each.remedy,
        }
        for each in problems
    ]


def as_text(value: Any) -> str:
    """A JSON text."""
    return json.dumps(value, indent=2)


def annotations_of(problems: Sequence[Problem]) -> Iterator[str]:
    """Problems as workflow commands, which nothing in a document can end or begin."""
    for each in problems:
        text = "\n".join(filter(None, (each.said, each.remedy)))
        yield annotation(each.severity, each.place, each.rule, text)


def annotation(severity: str, place: Place, title: str, text: str) -> str:
    """`::error file=spec/pets.yaml,line=3,col=5,title=ref::…`."""
    command = "notice" if severity == "note" else severity
    at = {"file": place.file, "line": place.line, "col": place.column, "title": title}
    said = ",".join(f"{key}={str(each).translate(_PROPERTY)}" for key, each in at.items() if each)
    return f"::{command} {said}::{text.translate(_TEXT)}"
