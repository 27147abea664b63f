"""Commands of the memory tool in, files of one folder changed; no command can leave that folder."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from ..._runtime.concurrency import run_in_thread
from .errors import ToolError
from .memory import BetaAbstractMemoryTool, BetaAsyncAbstractMemoryTool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...types.beta import (
        BetaMemoryTool20250818CreateCommand,
        BetaMemoryTool20250818DeleteCommand,
        BetaMemoryTool20250818InsertCommand,
        BetaMemoryTool20250818RenameCommand,
        BetaMemoryTool20250818StrReplaceCommand,
        BetaMemoryTool20250818ViewCommand,
    )

_ROOT = "/memories"
_MOST_LINES = 999_999
_NUMBER_WIDTH = len(str(_MOST_LINES))
_CONTEXT = 2
# What is remembered is nobody else's, whatever the process's umask says.
_FILE_MODE, _DIRECTORY_MODE = 0o600, 0o700


class BetaLocalFilesystemMemoryTool(BetaAbstractMemoryTool):
    """Keeps what the model remembers in files below `base_path`."""

    def __init__(self, base_path: str = "./memory") -> None:
        super().__init__()
        self.base_path = Path(base_path)
        self.memory_root = self.base_path / "memories"
        _make_directory(self.memory_root)

    def view(self, command: BetaMemoryTool20250818ViewCommand) -> str:
        path = self._path(command.path)
        if path.is_dir():
            rows = "\n".join(_listing(path, command.path.rstrip("/"), 2))
            return f"What is in {command.path}, two levels deep and without hidden files:\n{rows}"
        lines = self._read(path, command.path).split("\n")
        if len(lines) > _MOST_LINES:
            raise ToolError(f"{command.path} has more than {_MOST_LINES} lines")
        first, last = 1, len(lines)
        if command.view_range and len(command.view_range) == 2:
            first = max(1, command.view_range[0])
            last = last if command.view_range[1] == -1 else command.view_range[1]
        return f"{command.path} with the numbers of its lines:\n{_numbered(lines, first, last)}"

    def create(self, command: BetaMemoryTool20250818CreateCommand) -> str:
        path = self._path(command.path)
        _make_directory(path.parent)
        try:
            _write(path, command.file_text)
        except FileExistsError as error:
            raise ToolError(f"There is a file {command.path} already") from error
        return f"Created {command.path}"

    def str_replace(self, command: BetaMemoryTool20250818StrReplaceCommand) -> str:
        path = self._path(command.path)
        text = self._read(path, command.path)
        lines = [text.count("\n", 0, at) + 1 for at in _places(text, command.old_str)]
        if not lines:
            raise ToolError(f"Nothing changed: {command.path} has no `{command.old_str}`")
        if len(lines) > 1:
            found = ", ".join(map(str, lines))
            raise ToolError(
                f"Nothing changed: `{command.old_str}` stands in {command.path} more than once "
                f"(lines {found}); give more of the text around it"
            )
        changed = text.replace(command.old_str, command.new_str)
        self._replace(path, changed)
        around = _numbered(changed.split("\n"), lines[0] - _CONTEXT, lines[0] + _CONTEXT)
        return f"Changed {command.path}; it now reads, with the numbers of its lines:\n{around}"

    def insert(self, command: BetaMemoryTool20250818InsertCommand) -> str:
        path = self._path(command.path)
        lines = self._read(path, command.path).split("\n")
        if lines[-1] == "":
            lines.pop()
        if not 0 <= command.insert_line <= len(lines):
            raise ToolError(
                f"`insert_line` is {command.insert_line}, and has to be from 0 to {len(lines)}"
            )
        lines.insert(command.insert_line, command.insert_text.rstrip("\n"))
        self._replace(path, "\n".join(lines) + "\n")
        return f"Changed {command.path}"

    def delete(self, command: BetaMemoryTool20250818DeleteCommand) -> str:
        path = self._path(command.path)
        self._check_is_not_root(path)
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        else:
            raise _missing(command.path)
        return f"Removed {command.path}"

    def rename(self, command: BetaMemoryTool20250818RenameCommand) -> str:
        old, new = self._path(command.old_path), self._path(command.new_path)
        self._check_is_not_root(old)
        if new.exists():
            raise ToolError(f"There is a {command.new_path} already")
        if not old.exists():
            raise _missing(command.old_path)
        _make_directory(new.parent)
        old.rename(new)
        return f"Renamed {command.old_path} to {command.new_path}"

    def clear_all_memory(self) -> str:
        """Forget everything."""
        if self.memory_root.exists():
            shutil.rmtree(self.memory_root)
        _make_directory(self.memory_root)
        return "Removed everything"

    def _path(self, given: str) -> Path:
        """The file that a path means, every link followed.

        /memories/a.txt     <memory_root>/a.txt
        /memories/../a.txt  refused, as is a link to what lies elsewhere
        """
        below = given[len(_ROOT) :]
        if not given.startswith(_ROOT) or below[:1] not in ("", "/") or "\0" in given:
            raise ToolError(f"Paths begin with {_ROOT}, unlike {given!r}")
        root = self.memory_root.resolve()
        path = (root / below.strip("/")).resolve()
        if path != root and root not in path.parents:
            raise ToolError(f"{given} leads out of {_ROOT}")
        return path

    def _check_is_not_root(self, path: Path) -> None:
        if path == self.memory_root.resolve():
            raise ToolError(f"{_ROOT} itself has to stay")

    def _read(self, path: Path, given: str) -> str:
        if not path.exists():
            raise _missing(given)
        if not path.is_file():
            raise ToolError(f"{given} is no file")
        # Not as text: line ends have to stay as they are.
        return path.read_bytes().decode("utf-8")

    def _replace(self, path: Path, text: str) -> None:
        """Put a new file in a file's place at once: who reads meanwhile sees the one or the other."""
        new = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            _write(new, text)
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


class BetaAsyncLocalFilesystemMemoryTool(BetaAsyncAbstractMemoryTool):
    """Keeps what the model remembers in files below `base_path`, without blocking."""

    def __init__(self, base_path: str = "./memory") -> None:
        super().__init__()
        self._files = BetaLocalFilesystemMemoryTool(base_path)
        self.base_path = self._files.base_path
        self.memory_root = self._files.memory_root

    async def view(self, command: BetaMemoryTool20250818ViewCommand) -> str:
        return await run_in_thread(self._files.view, command)

    async def create(self, command: BetaMemoryTool20250818CreateCommand) -> str:
        return await run_in_thread(self._files.create, command)

    async def str_replace(self, command: BetaMemoryTool20250818StrReplaceCommand) -> str:
        return await run_in_thread(self._files.str_replace, command)

    async def insert(self, command: BetaMemoryTool20250818InsertCommand) -> str:
        return await run_in_thread(self._files.insert, command)

    async def delete(self, command: BetaMemoryTool20250818DeleteCommand) -> str:
        return await run_in_thread(self._files.delete, command)

    async def rename(self, command: BetaMemoryTool20250818RenameCommand) -> str:
        return await run_in_thread(self._files.rename, command)

    async def clear_all_memory(self) -> str:
        """Forget everything."""
        return await run_in_thread(self._files.clear_all_memory)


def _missing(given: str) -> ToolError:
    return ToolError(f"There is no {given}")


def _make_directory(path: Path) -> None:
    """A directory with those above it, each of them only for its owner."""
    if path.is_dir():
        return
    _make_directory(path.parent)
    path.mkdir(mode=_DIRECTORY_MODE, exist_ok=True)
    path.chmod(_DIRECTORY_MODE)


def _write(path: Path, text: str) -> None:
    """A new file; one that exists, or a link put there, is an error."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    with os.fdopen(os.open(path, flags, _FILE_MODE), "wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _numbered(lines: list[str], first: int, last: int) -> str:
    first = max(first, 1)
    shown = enumerate(lines[first - 1 : max(last, 0)], first)
    return "\n".join(f"{number:>{_NUMBER_WIDTH}}\t{line}" for number, line in shown)


def _listing(directory: Path, shown: str, depth: int) -> Iterator[str]:
    """A row for a directory, and for all in it that isn't hidden: the size, a tab, the path."""
    yield f"{_size(directory.stat().st_size)}\t{shown}"
    yield from _inside(directory, shown, depth)


def _inside(directory: Path, shown: str, depth: int) -> Iterator[str]:
    for item in sorted(directory.iterdir()):
        if item.name.startswith(".") or item.is_symlink():
            continue
        end = "/" if item.is_dir() else ""
        yield f"{_size(item.stat().st_size)}\t{shown}/{item.name}{end}"
        if item.is_dir() and depth > 1:
            yield from _inside(item, f"{shown}/{item.name}", depth - 1)


def _size(count: float) -> str:
    """`1536` -> `1.5K`."""
    for unit in ("B", "K", "M"):
        if count < 1024:
            return f"{count:.1f}".removesuffix(".0") + unit
        count /= 1024
    return f"{count:.1f}".removesuffix(".0") + "G"
