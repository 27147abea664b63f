"""Helpers that only this API has, and those for the directories of skills."""

from .._runtime.files import async_files_from_dir, files_from_dir

__all__ = ["async_files_from_dir", "files_from_dir"]
