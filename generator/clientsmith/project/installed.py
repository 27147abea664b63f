"""A package in, the installed packages that it runs on out: by what their metadata says they require.

`importlib.metadata` tells the same, and takes longer to import than all this takes.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_FOLDER: Final = re.compile(r"(?P<name>.+?)-[^-]+\.dist-info")
_REQUIRED: Final = re.compile(r"Requires-Dist: *([A-Za-z0-9._-]+)(?!.*;.*\bextra\b)")
_SEPARATORS: Final = re.compile(r"[-_.]+")


def runs_on(package: str) -> list[str]:
    """The folders' names of a package's metadata and of all that it requires: they have versions.

    Those of everything, where the package itself isn't installed.
    """
    folders = _folders()
    wanted, found = [package], dict[str, str]()
    while wanted:
        name = wanted.pop()
        if name in folders and name not in found:
            found[name] = folders[name].name
            wanted.extend(_required(folders[name]))
    return sorted(found.values()) if found else sorted(each.name for each in folders.values())


def _folders() -> Mapping[str, Path]:
    """Where the metadata of each installed package is: what stands first on the path counts."""
    found: dict[str, Path] = {}
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                names = sorted(each.name for each in entries)
        except OSError:
            continue
        for folder in filter(None, map(_FOLDER.fullmatch, names)):
            found.setdefault(_normal(folder["name"]), Path(place, folder[0]))
    return found


def _required(folder: Path) -> Iterator[str]:
    """What a package requires without extras, on whichever platform."""
    try:
        with (folder / "METADATA").open(encoding="utf-8") as lines:
            for line in lines:
                if not line.strip():  # what follows is prose
                    return
                if required := _REQUIRED.match(line):
                    yield _normal(required[1])
    except OSError:
        return


def _normal(name: str) -> str:
    return _SEPARATORS.sub("-", name).lower()
