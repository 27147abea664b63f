"""A file's new content in, on disk out as a whole: where there is no room for it, the old one stays."""

from __future__ import annotations

import shutil
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Writes beside a file and puts that in its place; what is no file, a pipe, is written to."""
    file = file.resolve()
    if file.exists() and not file.is_file():
        file.write_bytes(data)
        return
    aside = file.with_name(f".{file.name}.new")
    try:
        aside.write_bytes(data)
        if file.exists():
            shutil.copymode(file, aside)
        aside.replace(file)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error
    finally:
        aside.unlink(missing_ok=True)
