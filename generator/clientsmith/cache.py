"""Keeps what was expensive to make, by the content that it was made from."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


class Cache:
    """Texts by kind and content key, in files; with no folder, in memory for this run alone.

    Safe for several runs at once: an entry is written aside and renamed into place, and two runs
    that make the same entry make the same bytes.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._memory: dict[Path, str] = {}

    def get(self, kind: str, key: str) -> str | None:
        """The text kept for a key, or None."""
        path = self._path(kind, key)
        if self._folder is None:
            return self._memory.get(path)
        try:
            return path.read_text(encoding="utf-8")
        except OSError:
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
