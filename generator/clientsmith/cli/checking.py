"""The command that compares what was printed with what would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import typer

from clientsmith.cache import Cache
from clientsmith.cli.console import counted, say, short, tell, tell_problems
from clientsmith.cli.formats import (
    AsGithub,
    AsJson,
    Quiet,
    annotation,
    annotations_of,
    as_text,
    check_one,
    rows_of,
)
from clientsmith.cli.generating import tell_unknown
from clientsmith.cli.running import all_documents, generated
from clientsmith.cli.targets import (
    Chosen,
    Names,
    Output,
    Overlays,
    RunCommands,
    Spec,
    Style,
    targets,
)
from clientsmith.output.writer import CompareWriter, Outcome
from clientsmith.pipeline import Documents
from clientsmith.problems import Place, Problem, ProblemsFound
from clientsmith.project.settings import Target

_REMEDY: Final = "run `clientsmith generate` to bring it up to date"
_KINDS: Final = {
    "added": "is missing",
    "changed": "is not what the document gives",
    "removed": "is generated no longer",
    "unknown": "nothing generates this",
}


def check(
    names: Names = None,
    spec: Spec = None,
    output: Output = None,
    style: Style = "python",
    overlays: Overlays = None,
    commands: RunCommands = False,
    as_json: AsJson = False,
    github: AsGithub = False,
    quiet: Quiet = False,
) -> None:
    """Compare what is on disk with what the documents give: exit 1 and a diff where they differ."""
    check_one(as_json, github)
    rows, differs, documents = list[dict[str, Any]](), False, all_documents()
    for chosen in targets(names, spec, output, style, overlays):
        found = _compared(chosen, documents, commands=commands)
        differs = differs or not isinstance(found, Outcome) or found.differs
        if as_json:
            rows.append(_row(chosen.target, found))
        elif github:
            _annotate(chosen.target, found)
        else:
            _tell(chosen.target, found, quiet=quiet)
    if as_json:
        say(as_text({"targets": rows}))
    if differs:
        if not (as_json or github or quiet):
            tell(_REMEDY)
        raise typer.Exit(1)


def _compared(
    chosen: Chosen, documents: Documents, *, commands: bool
) -> Outcome | Sequence[Problem]:
    """How the disk differs, or what stood in the way.

    No cache: what is compared with the disk is made from the document here and now.
    """
    target = chosen.target
    try:
        with generated(chosen, Cache(), documents, commands=commands) as package:
            return CompareWriter(target.output, keep=target.keep).write(package.files)
    except ProblemsFound as found:
        return found.problems


def _tell(target: Target, found: Outcome | Sequence[Problem], *, quiet: bool) -> None:
    if not isinstance(found, Outcome):
        tell_problems(found)
        tell(counted(found))
        return
    for diff in () if quiet else found.diffs:
        say(diff, end="")
    tell_unknown(target, found.unknown)
    if found.differs or not quiet:
        verdict = "differs from" if found.differs else "is what it should be by"
        tell(f"{target.name}: {short(target.output)} {verdict} the document")


def _row(target: Target, found: Outcome | Sequence[Problem]) -> dict[str, Any]:
    """A target as a program reads it; the keys are a promise."""
    row: dict[str, Any] = {"name": target.name, "output": short(target.output)}
    if not isinstance(found, Outcome):
        return {**row, "differs": True, "problems": rows_of(found)}
    paths = {kind: [str(each) for each in getattr(found, kind)] for kind in _KINDS}
    return {**row, "differs": found.differs, **paths, "problems": []}


def _annotate(target: Target, found: Outcome | Sequence[Problem]) -> None:
    if not isinstance(found, Outcome):
        for line in annotations_of(found):
            say(line)
        return
    for kind, text in _KINDS.items():
        for path in getattr(found, kind):
            place = Place(short(target.output / path))
            say(annotation("error", place, "generated", f"{text}\n{_REMEDY}"))
