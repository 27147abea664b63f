"""The command that prints clients on every save, and tells what each save changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import typer

from clientsmith.cli.console import short, tell
from clientsmith.cli.generating import planned
from clientsmith.cli.printing import print_clients
from clientsmith.cli.running import all_documents
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
from clientsmith.document.source import Sources
from clientsmith.project.fingerprint import digest_of
from clientsmith.styles.style import shipped_styles

# Editors save in several steps, and `save all` saves several files: a round begins when all is quiet.
_QUIET: Final = {"step": 50, "debounce": 1000}
# How long a file may be saved before the watch begins and not be seen; what is looked at then.
_FIRST_LOOK: Final = 500
_NO_DOCUMENTS: Final = frozenset({"__pycache__", "build", "dist", "node_modules"})
_ENVIRONMENT: Final = "pyvenv.cfg"


def watch(
    names: Names = None,
    spec: Spec = None,
    output: Output = None,
    style: Style = "python",
    overlays: Overlays = None,
    commands: RunCommands = False,
) -> None:
    """Print clients now, and again on every save; Ctrl-C ends it."""
    if find_spec("watchfiles") is None:
        tell("watching needs a package more: `pip install 'clientsmith[watch]'`")
        raise typer.Exit(2)
    chosen = partial(_chosen, names, spec, output, style, overlays)
    try:
        _watch(chosen, commands=commands)
    except KeyboardInterrupt:
        return


def _chosen(*said: Any) -> list[Chosen]:
    return list(targets(*said))


def _watch(chosen: Callable[[], list[Chosen]], *, commands: bool) -> None:
    """Rounds without end; what is loaded here must be what prints, so a new generator begins anew."""
    sources, generator = Sources(), digest_of(())
    fine = _round(chosen, sources, commands=commands)
    import_module("clientsmith.languages.python.speller")  # the next round would wait for it
    tell(f"watching {', '.join(map(short, _outermost(_folders(chosen))))}; Ctrl-C ends it")
    while True:
        folders = _folders(chosen)
        for _ in _saves(folders):
            if digest_of(()) != generator:
                tell("the generator itself was changed: starting again")
                os.execv(sys.executable, sys.orig_argv)  # nosec B606 - what was run, once more
            fine = _round(chosen, sources, everything=not fine, commands=commands)
            if _folders(chosen) != folders:
                break


def _round(
    chosen: Callable[[], list[Chosen]],
    sources: Sources,
    *,
    everything: bool = True,
    commands: bool,
) -> bool:
    """Prints what is not as it was when it was last printed, and tells of that, or of everything.

    False where something stands in the way, which was told then.
    """
    try:
        runs = [planned(each, commands=commands) for each in chosen()]
        told = [run for run in runs if everything or run.summary is None]
        documents = all_documents(sources.read)
        print_clients(told, documents, force=False, commands=commands)
    except typer.Exit:
        return False
    return True


# --- what is watched ---


def _folders(chosen: Callable[[], list[Chosen]]) -> frozenset[Path]:
    """Every folder that something a client is made from may be saved in."""
    try:
        rows = chosen()
    except typer.Exit:  # settings that can't be read are mended where they stand
        return frozenset({Path.cwd()})
    return frozenset(folder for each in rows for folder in _of_target(each))


def _of_target(chosen: Chosen) -> Iterator[Path]:
    """A document refers to what is below its own folder, and to nothing else."""
    target = chosen.target
    yield Path.cwd()
    yield from _below(target.spec.resolve().parent, target.output.resolve())
    yield from (overlay.resolve().parent for overlay in target.overlays)
    for folder in (*chosen.styles, Path(target.style), shipped_styles()):
        if folder.is_dir() and folder.resolve().is_relative_to(Path.cwd()):
            yield from _below(folder.resolve(), target.output.resolve())


def _below(folder: Path, output: Path) -> Iterator[Path]:
    """A folder and those in it that documents or templates may stand in."""
    yield folder
    for each in folder.iterdir():
        hidden = each.name.startswith(".") or each.name in _NO_DOCUMENTS
        if not hidden and each != output and each.is_dir() and not (each / _ENVIRONMENT).exists():
            yield from _below(each, output)


def _outermost(folders: Iterable[Path]) -> list[Path]:
    """Those that stand in no other."""
    known = set(folders)
    return sorted(each for each in known if not known.intersection(each.parents))


def _saves(folders: Iterable[Path]) -> Iterator[object]:
    """Something each time that files of these folders were saved; and once at the beginning."""
    watchfiles: Any = import_module("watchfiles")
    begun = False
    for saved in watchfiles.watch(
        *folders,
        **_QUIET,
        recursive=False,
        yield_on_timeout=True,
        rust_timeout=_FIRST_LOOK,
        raise_interrupt=True,
    ):
        if saved or not begun:
            yield saved
        begun = True
