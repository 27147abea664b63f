"""Helpers that only this API has, and those for the directories of skills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from .._runtime.files import async_files_from_dir, files_from_dir
else:
    __getattr__, __dir__ = lazy(
        __name__, {".._runtime.files": ("async_files_from_dir", "files_from_dir")}
    )

__all__ = ["async_files_from_dir", "files_from_dir"]
