"""The commands that read documents: what is wrong with one, one in a single file, how complete it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from clientsmith.bundle.bundling import bundle as bundle_document
from clientsmith.cache import Cache
from clientsmith.cli.console import counted, reported, say, tell, tell_problems
from clientsmith.cli.formats import (
    AsGithub,
    AsJson,
    Quiet,
    annotations_of,
    as_text,
    check_one,
    rows_of,
)
from clientsmith.cli.running import all_documents, uncollected
from clientsmith.cli.targets import (
    DEFAULT_STYLE,
    NO_OUTPUT,
    Names,
    Overlays,
    Spec,
    Strict,
    targets,
)
from clientsmith.document import load
from clientsmith.output.whole import write_whole
from clientsmith.pipeline import RunContext, findings_of
from clientsmith.project.report import check_floor, report as measure, write_floor


def lint(
    names: Names = None,
    spec: Spec = None,
    overlays: Overlays = None,
    strict: Strict = False,
    as_json: AsJson = False,
    github: AsGithub = False,
    quiet: Quiet = False,
) -> None:
    """Check documents: every finding of a run, each with its place and how to mend it."""
    check_one(as_json, github)
    rows, failed, documents = list[dict[str, Any]](), False, all_documents()
    for chosen in targets(names, spec, NO_OUTPUT, DEFAULT_STYLE, overlays, strict=strict):
        with reported(), uncollected():
            context = RunContext(chosen.styles, Cache(chosen.cache), documents)
            found = findings_of(chosen.target, context)
        errors = [each for each in found if each.severity == "error"]
        failed = failed or bool(errors)
        rows.append({"name": chosen.target.name, "problems": rows_of(found)})
        if github:
            for line in annotations_of(found):
                say(line)
        elif not as_json:
            tell_problems(errors if quiet else found)
            if not quiet:
                tell(f"{chosen.target.name}: {counted(found)}")
    if as_json:
        say(as_text({"targets": rows}))
    if failed:
        raise typer.Exit(1)


def bundle(
    spec: Annotated[Path, typer.Argument(help="The root file of an OpenAPI document.")],
    version: Annotated[
        str, typer.Option("--as", help="The OpenAPI version to write: 3.2, 3.1 or 3.0.")
    ] = "3.2",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; standard output if left out.")
    ] = None,
    overlays: Overlays = None,
) -> None:
    """Write a document of several files as one JSON file, for tools that need it so."""
    if version not in ("3.2", "3.1", "3.0"):
        raise typer.BadParameter("it is one of 3.2, 3.1, 3.0", param_hint="--as")
    with reported():
        bundled = bundle_document(load(spec, tuple(overlays or ())), version)
    text = json.dumps(bundled, indent=2, ensure_ascii=False) + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        with reported():
            write_whole(output, text.encode())


def report(
    spec: Annotated[Path, typer.Argument(help="The root file of an OpenAPI document.")],
    recordings: Annotated[
        Path, typer.Option(help="A folder with a folder of recordings for each operation.")
    ] = Path("tests/recordings"),
    floor: Annotated[
        Path | None, typer.Option(help="A file of figures; exit 1 when one has fallen below it.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the figures to the floor.")] = False,
) -> None:
    """Tell how complete a document is: operations, schemas, descriptions, examples, recordings."""
    with reported():
        found = measure(spec, recordings)
        for name, count in found.rows():
            say(f"{count:>6}  {name}")
        if floor is not None and write:
            write_floor(found, floor)
        elif floor is not None:
            check_floor(found, floor)
