"""The forms in which a caller may hand in a file, and a directory as a list of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Union

from .concurrency import run_in_thread

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


class _AsItIs:
    """Lets requests be members of a user's pydantic models: a file or a path passes unaltered."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        # Whoever asks has it loaded; this module must not make others wait for it.
        from pydantic_core.core_schema import no_info_plain_validator_function

        return no_info_plain_validator_function(_file_or_path)


def _file_or_path(value: Any) -> Any:
    if not any(hasattr(value, name) for name in ("read", "__fspath__")):
        raise ValueError("an open file or a path is expected")
    return value


Base64FileInput = Annotated[Union[IO[bytes], os.PathLike[str]], _AsItIs()]
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
