"""A folder in, that folder to this run alone out, for as long as its context lasts."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from clientsmith.problems import Place, Problem, ProblemsFound

if sys.platform != "win32":
    import fcntl

_PAUSE: Final = 0.05


@contextmanager
def locked(folder: Path, patience: float) -> Generator[None]:
    """Waits for another run that writes here, so many seconds; a run that is killed lets go.

    The system keeps the lock, on the folder itself, so that nothing is left behind. Windows has
    none for folders: there, two runs at once are not told apart.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        until = time.monotonic() + patience
        while not _taken(handle):
            if time.monotonic() >= until:
                message = "another run is writing to this folder"
                remedy = "wait for it, or end it"
                raise ProblemsFound([Problem(Place(str(folder)), message, remedy, "output")])
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
