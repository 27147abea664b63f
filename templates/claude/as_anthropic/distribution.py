"""A version in, the metadata of a distribution `anthropic` of that version out."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

_PACKAGE = __name__.partition(".")[0]


class StandIn(Distribution):
    """What `importlib.metadata` says of `anthropic`: a version, and who stands in for it."""

    def __init__(self, version: str) -> None:
        self._files = {
            "METADATA": (
                f"Metadata-Version: 2.1\nName: anthropic\nVersion: {version}\n"
                f"Summary: {_PACKAGE} in the place of the official SDK\n"
            ),
            "top_level.txt": "anthropic\n",
        }

    def read_text(self, filename: str) -> str | None:
        return self._files.get(filename)

    def locate_file(self, path: str | PathLike[str]) -> Path:
        """Raises an error, as there are no files."""
        raise PackageNotFoundError("anthropic")
