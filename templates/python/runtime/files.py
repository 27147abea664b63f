"""The forms in which a caller may hand in a file, and a directory as a list of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Annotated, Union

from .concurrency import run_in_thread
from .models import FileMarker

Base64FileInput = Annotated[Union[IO[bytes], os.PathLike[str]], FileMarker()]
FileContent = Union[Base64FileInput, bytes]
FileTypes = Union[
    FileContent,
    tuple[Union[str, None], FileContent],
    tuple[Union[str, None], FileContent, Union[str, None]],
    tuple[Union[str, None], FileContent, Union[str, None], Mapping[str, str]],
]
"""A file's content; or a name, the content, and perhaps its media type and further headers."""
RequestFiles = Union[Mapping[str, FileTypes], Sequence[tuple[str, FileTypes]]]


def files_from_dir(directory: str | os.PathLike[str]) -> list[FileTypes]:
    """All files below a directory, named relative to its parent: `skill/SKILL.md`, ..."""
    root = Path(directory)
    return [
        (path.relative_to(root.parent).as_posix(), path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file()
    ]


async def async_files_from_dir(directory: str | os.PathLike[str]) -> list[FileTypes]:
    """The same, read in a thread."""
    return await run_in_thread(files_from_dir, directory)
