"""A name and the style to extend in, a folder out that is a style already and says how to go on."""

from __future__ import annotations

from pathlib import Path

from clientsmith.output.whole import write_whole
from clientsmith.problems import Place, Problem, ProblemsFound
from clientsmith.styles.manifest import MANIFEST, RULE, VIEWS, is_style_name
from clientsmith.styles.style import Style

_MANIFEST = """\
# Everything is as in `{base}` but for what stands here: `clientsmith style show {name}` lists what
# there is to change, `clientsmith style check {name}` tells what is wrong.
extends: {extends}
views: {views}
description: {base}, with changes
"""


def make_style(folder: Path, base: Style, extends: str) -> Path:
    """Makes the folder, and gives its manifest; one that is there is left alone."""
    place = Place(str(folder))
    if not is_style_name(folder.name):
        remedy = "a name has a-z, 0-9, _ and -, and begins with a letter"
        message = f"a style can't be called `{folder.name}`"
        raise ProblemsFound([Problem(place, message, remedy, RULE)])
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        message, remedy = "there is something here already", "choose another name"
        raise ProblemsFound([Problem(place, message, remedy, RULE)])
    if folder.name in (each.name for each in base.folders):
        message = f"two styles of one chain would be called `{folder.name}`"
        raise ProblemsFound([Problem(place, message, "choose another name", RULE)])
    folder.mkdir(parents=True, exist_ok=True)
    text = _MANIFEST.format(base=base.name, name=folder.name, extends=extends, views=VIEWS)
    manifest = folder / MANIFEST
    write_whole(manifest, text.encode())
    return manifest
