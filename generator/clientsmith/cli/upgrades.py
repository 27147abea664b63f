"""The command that brings documents up to date with the present keys of `x-client`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from clientsmith.cli.console import many, reported, short, tell, tell_problems
from clientsmith.document.source import text_of
from clientsmith.output.whole import write_whole
from clientsmith.upgrade.upgrading import upgrade as rewrite

_SUFFIXES = frozenset({".yaml", ".yml", ".json"})


def upgrade(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files of documents and overlays, or folders of them.", exists=True),
    ],
) -> None:
    """Rewrite old keys of `x-client` in place; comments and layout stay as they are."""
    with reported():
        paths = {short(path): path for path in _files(files)}
        texts = {name: text_of(path, name) for name, path in paths.items()}
        upgraded = rewrite(texts)
        changed = [name for name, text in upgraded.texts.items() if text != texts[name]]
        for name in changed:
            write_whole(paths[name], upgraded.texts[name].encode())
            tell(f"{name}: rewritten")
    tell_problems(upgraded.left)
    tell(f"{many(len(changed), 'file')} rewritten, {len(texts) - len(changed)} as they were")
    if upgraded.left:
        raise typer.Exit(1)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix in _SUFFIXES)
        else:
            yield path
