"""A target in, the client that it gives out, while the stages are shown."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from clientsmith.cache import Cache
from clientsmith.cli.console import Stages, tell
from clientsmith.cli.targets import Chosen
from clientsmith.copies import in_copy
from clientsmith.document import load
from clientsmith.document.source import Source
from clientsmith.languages.protocol import Command
from clientsmith.lint import Examination
from clientsmith.pipeline import Documents, Package, RunContext, generate


@contextmanager
def generated(
    chosen: Chosen, cache: Cache, documents: Documents, *, commands: bool = False
) -> Generator[Package]:
    """The client in memory, while the stages of its making are shown."""
    stages = Stages(chosen.target.name)

    def told(command: Command) -> None:
        stages.clear()
        tell_command(command)

    with uncollected():
        try:
            context = RunContext(
                chosen.styles, cache, documents, stages.show, told if commands else None
            )
            yield generate(chosen.target, context)
        finally:
            stages.clear()


def all_documents(read: Callable[[Path, str], Source] = Source) -> Documents:
    """The documents of a command; what takes long to find in one is looked for beside the rest."""
    return Documents(
        load=cache(partial(load, read=read)), examine=cache(partial(Examination, begin=in_copy))
    )


def context_of(chosen: Chosen, documents: Documents) -> RunContext:
    """What is needed to read a target's document, and nothing to print it."""
    return RunContext(chosen.styles, Cache(), documents)


@contextmanager
def uncollected() -> Generator[None]:
    """A run keeps what it makes until its end: to look through it for garbage is a fifth of it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def tell_command(command: Command) -> None:
    """A program of a style's own, before it runs."""
    tell(f"running `{' '.join(command.words)}`")
