"""Keeps what was expensive to make, by the content that it was made from."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

_PRIVATE = 0o700


class Cache:
    """Texts by kind and content key, in files; with no folder, in memory for this run alone.

    What is kept becomes code, so nobody else may write it: a folder that others may enter is closed
    to them, one that others may have written to is not used. Safe for several runs at once: an
    entry is written aside and renamed into place, and two runs that make the same entry make the
    same bytes.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder if folder and _is_private(folder) else None
        self._memory: dict[Path, str] = {}

    @property
    def is_lasting(self) -> bool:
        """Whether the next run finds what this one keeps."""
        return self._folder is not None

    def get(self, kind: str, key: str) -> str | None:
        """The text kept for a key, or None."""
        path = self._path(kind, key)
        if self._folder is None:
            return self._memory.get(path)
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, kind: str, key: str, text: str) -> None:
        """Keeps a text; a cache that can't be written only costs time."""
        path = self._path(kind, key)
        if self._folder is None:
            self._memory[path] = text
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(aside).replace(path)
        except OSError:
            return

    def _path(self, kind: str, key: str) -> Path:
        digest = hashlib.sha256(key.encode()).hexdigest()
        return (self._folder or Path()) / kind / digest[:2] / digest[2:]


def _is_private(folder: Path) -> bool:
    """Makes a folder the user's alone; False where it can't be, or where others could write."""
    try:
        folder.mkdir(_PRIVATE, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or not _is_own(found):
            return False
        folder.chmod(_PRIVATE)
    except OSError:
        return False
    return True


def _is_own(found: os.stat_result) -> bool:
    """Whether a folder is this user's and others never could write; Windows has other means."""
    if os.name == "nt":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
