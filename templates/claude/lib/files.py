"""The path of a file in, what is uploaded of it out; and the type of None, by the name people import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

NoneType = type(None)


def file_from_path(path: str | os.PathLike[str]) -> tuple[str, bytes]:
    """A file's name and what is in it, read now; a path handed in as it is does as well."""
    file = Path(path)
    return file.name, file.read_bytes()
