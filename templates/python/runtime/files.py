"""The forms in which a caller may hand in a file, and a directory as a list of them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePath
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


def files_from_dir(directory: str | os.PathLike[str], *, hidden: bool = False) -> list[FileTypes]:
    """All files below a directory, named relative to its parent: `skill/SKILL.md`, ...

    What begins with a dot is left out unless `hidden` is true. A link is followed to a file of the
    directory; one that leads out of it is left out, with a warning.
    """
    root = Path(directory)
    # `.` has a name, and a link keeps its own.
    name = PurePath(os.path.abspath(root)).name  # noqa: PTH100
    return [
        ((name / path.relative_to(root)).as_posix(), path.read_bytes())
        for path in sorted(_files_below(root, hidden))
    ]


async def async_files_from_dir(
    directory: str | os.PathLike[str], *, hidden: bool = False
) -> list[FileTypes]:
    """The same, read in a thread."""
    return await run_in_thread(partial(files_from_dir, directory, hidden=hidden))


def _files_below(root: Path, hidden: bool) -> Iterator[Path]:
    inside = root.resolve(strict=True)
    for folder, folders, names in os.walk(root, onerror=_raise):
        folders[:] = [each for each in folders if hidden or not each.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if (name.startswith(".") and not hidden) or not path.is_file():
                continue
            if path.resolve().is_relative_to(inside):
                yield path
            else:
                warnings.warn(f"{path} leads out of {root} and is left out", stacklevel=3)


def _raise(error: OSError) -> None:
    raise error
