"""The command line: arguments in, exit codes out (0 fine, 1 findings, 2 usage)."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from clientsmith import __version__
from clientsmith.bundle.bundling import bundle as bundle_document
from clientsmith.cache import Cache
from clientsmith.document import load
from clientsmith.languages.protocol import Command
from clientsmith.output.edits import how_to_apply
from clientsmith.output.writer import CompareWriter, DiskWriter, Outcome
from clientsmith.pipeline import (
    Package,
    RunContext,
    findings_of,
    generate as generate_package,
)
from clientsmith.problems import Place, Problem, ProblemsFound, describe
from clientsmith.project.report import check_floor, report as measure, write_floor
from clientsmith.project.settings import Settings, Target, find_project, read_settings
from clientsmith.recordings.record import record as record_all
from clientsmith.recordings.replay import PORT, serve
from clientsmith.trial import try_style

app = typer.Typer(
    name="clientsmith",
    help="Generates API clients: OpenAPI documents in, client packages out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)

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
languages = typer.Typer(help="Languages that styles declare.", no_args_is_help=True)
app.add_typer(languages, name="language")


@app.command()
def generate(
    names: Names = None,
    spec: Spec = None,
    output: Output = None,
    style: Style = "python",
    overlays: Overlays = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite generated files that were edited by hand.")
    ] = False,
    commands: RunCommands = False,
) -> None:
    """Print clients from their documents: only files that changed are written, stale ones removed."""
    for target, around in _targets(names, spec, output, style, overlays):
        with _stages(target, around, commands=commands) as package:
            writer = DiskWriter(target.output, keep=target.keep, force=force)
            outcome = writer.write(package.files)
        _tell(target, package, outcome)


@app.command()
def check(
    names: Names = None,
    spec: Spec = None,
    output: Output = None,
    style: Style = "python",
    overlays: Overlays = None,
    commands: RunCommands = False,
) -> None:
    """Compare what is on disk with what the documents give: exit 1 and a diff where they differ."""
    differs = False
    for target, around in _targets(names, spec, output, style, overlays):
        # No cache: what is compared with the disk is made from the document here and now.
        with _stages(target, RunContext(around.styles), commands=commands) as package:
            outcome = CompareWriter(target.output, keep=target.keep).write(package.files)
        for diff in outcome.diffs:
            _out.print(escape(diff), end="")
        _tell_unknown(target, outcome)
        differs = differs or outcome.differs
        verdict = "differs from" if outcome.differs else "is what it should be by"
        _err.print(f"{escape(target.name)}: {escape(_short(target.output))} {verdict} the document")
    if differs:
        _err.print("run `clientsmith generate` to bring it up to date")
        raise typer.Exit(1)


@app.command()
def lint(
    names: Names = None,
    spec: Spec = None,
    overlays: Overlays = None,
    strict: Strict = False,
) -> None:
    """Check documents: every finding of a run, each with its place and how to mend it."""
    count = 0
    for target, context in _targets(names, spec, Path(), "python", overlays, strict=strict):
        with _reported():
            findings = findings_of(target, context)
            _report(findings)
            count += sum(each.severity == "error" for each in findings)
            _err.print(f"{escape(target.name)}: {_counted(findings)}")
    if count:
        raise typer.Exit(1)


@app.command()
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
    with _reported():
        bundled = bundle_document(load(spec, tuple(overlays or ())), version)
    text = json.dumps(bundled, indent=2, ensure_ascii=False) + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        with _reported():
            output.write_text(text, encoding="utf-8")


@app.command()
def replay(
    recordings: Annotated[
        Path, typer.Argument(help="A folder of recordings, in the format of vcrpy.")
    ] = Path("tests/recordings"),
    port: Annotated[
        int,
        typer.Option(min=0, max=65535, help="The port on the loopback address; 0 takes any."),
    ] = PORT,
    delay: Annotated[
        float, typer.Option(min=0, help="Seconds between the events of a streamed answer.")
    ] = 0.0,
) -> None:
    """Serve recorded responses over HTTP, so that a client can be tried without a key."""
    with _reported():
        serve(recordings, port, delay)


@app.command()
def record(
    recordings: Annotated[
        Path, typer.Argument(help="A folder of recordings, in the format of vcrpy.")
    ] = Path("tests/recordings"),
) -> None:
    """Send every recorded request to the live API, and keep what it answers, without secrets."""
    with _reported():
        settings = read_settings(find_project(Path.cwd()))
        captured = record_all(recordings, settings.record)
    failed = [each for each in captured if each.problem]
    for each in failed:
        _err.print(escape(f"{each.recording}: {each.problem}"))
    _err.print(f"{len(captured) - len(failed)} recordings captured, {len(failed)} failed")
    if failed:
        raise typer.Exit(1)


@app.command()
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
    with _reported():
        found = measure(spec, recordings)
        for name, count in found.rows():
            _out.print(f"{count:>6}  {name}")
        if floor is not None and write:
            write_floor(found, floor)
        elif floor is not None:
            check_floor(found, floor)


@languages.command("test")
def test_language(
    style: Annotated[str, typer.Argument(help="A style by name or folder.")],
) -> None:
    """Print hostile texts through a style's language, and have its checker look at them."""
    with _reported():
        made = try_style(style, RunContext(cache=Cache()), _tell_command)
    _err.print(f"{escape(style)}: {_many(len(made.files), 'file')} of hostile texts, nothing amiss")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"clientsmith {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Runs the command line."""
    app()


def _targets(
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
    with _reported():
        settings = read_settings(find_project(Path.cwd()))
        targets = settings.chosen(names or ())
    for target in targets:
        yield target, _surroundings(settings)


def _surroundings(settings: Settings) -> RunContext:
    return RunContext(settings.styles, Cache(settings.cache))


@contextmanager
def _stages(target: Target, around: RunContext, *, commands: bool = False) -> Generator[Package]:
    """A run with its stages shown as they come, and its problems told."""
    with _reported(), _err.status(escape(target.name)) as status:

        def progress(stage: str) -> None:
            status.update(f"{escape(target.name)}: {stage}")

        told = _tell_command if commands else None
        yield generate_package(target, RunContext(around.styles, around.cache, progress, told))


def _tell_command(command: Command) -> None:
    _err.print(escape(f"running `{' '.join(command.words)}`"))


@contextmanager
def _reported() -> Generator[None]:
    """Problems end the run with exit code 1, told as a user reads them; so does a system's refusal."""
    try:
        yield
    except OSError as error:
        place = Place(str(error.filename or Path.cwd()))
        _report([Problem(place, error.strerror or str(error), "", "system")])
        raise typer.Exit(1) from None
    except ProblemsFound as found:
        _report(found.problems)
        _err.print(_counted(found.problems))
        raise typer.Exit(1) from None


def _report(problems: tuple[Problem, ...] | list[Problem]) -> None:
    for problem in problems:
        first, *rest = describe(problem).splitlines()
        colour = "red" if problem.severity == "error" else "yellow"
        _err.print(f"[bold {colour}]{escape(first)}[/]")
        for line in rest:
            _err.print(escape(line))


def _counted(problems: tuple[Problem, ...] | list[Problem]) -> str:
    errors = sum(each.severity == "error" for each in problems)
    return f"{_many(errors, 'error')}, {_many(len(problems) - errors, 'warning')}"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _tell(target: Target, package: Package, outcome: Outcome) -> None:
    changed = len(outcome.added) + len(outcome.changed) + len(outcome.removed)
    _err.print(
        f"{escape(target.name)}: {package.operations} operations, {package.schemas} schemas -> "
        f"{escape(_short(target.output))}: {changed} files changed, {outcome.unchanged} as they were"
    )
    _tell_unknown(target, outcome)
    if outcome.patch:
        command = how_to_apply(outcome.patch, target.output)
        _err.print(f"edits by hand were printed over; `{escape(command)}` makes them again")
    if package.warnings:
        _err.print(f"{_many(len(package.warnings), 'warning')}: `clientsmith lint` lists them")


def _tell_unknown(target: Target, outcome: Outcome) -> None:
    for path in outcome.unknown:
        _err.print(
            f"{escape(_short(target.output / path))}: nothing generates this; "
            f"remove it, or list it in the target's `keep`"
        )


def _short(path: Path) -> str:
    """A path as it is seen from here, where it is below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
