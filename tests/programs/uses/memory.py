"""The memory tool with a folder: what commands do to it, what the model gets to see, what is refused."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import anthropic
from anthropic.lib.tools import BetaAbstractMemoryTool
from anthropic.tools.memory import (
    BetaAsyncLocalFilesystemMemoryTool,
    BetaLocalFilesystemMemoryTool,
)
from uses.use import ASKED, plain, use

from helpers.saying import message, text, tool_use

NOTES = "/memories/notes.txt"
TEA = "one\ntwo tea\nthree\nfour\ntea\n"


def after(*commands: dict[str, Any], before: Callable[[Path], Any] | None = None) -> Any:
    """What each command gave, apart from the words around it, and the files that are left."""
    with tempfile.TemporaryDirectory() as folder:
        memory = BetaLocalFilesystemMemoryTool(base_path=folder)
        if before is not None:
            before(Path(folder))
        told = [_told(memory, each) for each in commands]
        return {"told": told, "left": _files(Path(folder))}


def _told(memory: Any, command: dict[str, Any]) -> Any:
    try:
        said = memory.call(command)
    except Exception as error:
        return {"refused": type(error).__name__}
    # The first line is for the model, in words of each client's own.
    return {"lines": said.split("\n")[1:]}


def _files(folder: Path) -> dict[str, Any]:
    return {
        str(path.relative_to(folder)): [
            path.read_text() if path.is_file() else None,
            oct(path.stat().st_mode & 0o777) if path != folder / "memories" else None,
        ]
        for path in sorted(folder.rglob("*"))
    }


def create(path: str = NOTES, file_text: str = TEA) -> dict[str, Any]:
    return {"command": "create", "path": path, "file_text": file_text}


def view(path: str, *lines: int) -> dict[str, Any]:
    return {"command": "view", "path": path, **({"view_range": list(lines)} if lines else {})}


def replace(old: str, new: str, path: str = NOTES) -> dict[str, Any]:
    return {"command": "str_replace", "path": path, "old_str": old, "new_str": new}


def insert(line: int, given: str, path: str = NOTES) -> dict[str, Any]:
    return {"command": "insert", "path": path, "insert_line": line, "insert_text": given}


def delete(path: str) -> dict[str, Any]:
    return {"command": "delete", "path": path}


def rename(old: str, new: str) -> dict[str, Any]:
    return {"command": "rename", "old_path": old, "new_path": new}


@use()
def written_and_seen() -> Any:
    return after(
        *(create(), create("/memories/a/b/c/deep.txt", "x" * 1500), create("/memories/.kept", "")),
        *(
            create("/memories/big.txt", "y" * 2048),
            create("/memories/a/second.txt", "z" * 1_536_000),
        ),
        *(view("/memories"), view("/memories/a"), view("/memories/a/b")),
        *(
            view(NOTES),
            view(NOTES, 2, 3),
            view(NOTES, 4, -1),
            view(NOTES, 4, 99),
            view(NOTES, 0, 2),
        ),
        *(view(NOTES, 3, 2), view("/memories/nothing"), create(), create("/memories/a", "x")),
    )


@use()
def changed() -> Any:
    return after(
        *(create(), replace("two tea", "two coffee"), replace("tea", "water"), view(NOTES)),
        *(create("/memories/twice.txt", "a a"), replace("a", "b", "/memories/twice.txt")),
        *(
            replace("nothing like it", "b"),
            replace("x", "b", "/memories/none"),
            replace("a", "b", "/memories"),
        ),
        *(
            insert(0, "zero"),
            insert(6, "last\n"),
            insert(3, "in\nbetween"),
            view(NOTES),
            insert(99, "x"),
        ),
        *(insert(-1, "x"), insert(0, "x", "/memories/none"), insert(0, "x", "/memories")),
    )


@use()
def moved_and_removed() -> Any:
    return after(
        *(create("/memories/a/b.txt", "b"), create("/memories/c.txt", "c")),
        *(rename("/memories/c.txt", "/memories/new/d.txt"), rename("/memories/a", "/memories/e")),
        *(rename("/memories/none", "/memories/x"), rename("/memories/e", "/memories/new")),
        *(rename("/memories/new/d.txt", "/memories/e/b.txt"), delete("/memories/e/b.txt")),
        *(delete("/memories/e"), delete("/memories/none"), delete("/memories")),
    )


@use()
def what_lies_outside() -> Any:
    def links(folder: Path) -> None:
        (folder / "secret.txt").write_text("secret")
        (folder / "memories" / "file").symlink_to(folder / "secret.txt")
        (folder / "memories" / "folder").symlink_to(folder)

    ways = (
        "/etc/passwd",
        "/memories/../secret.txt",
        "/memories/file",
        "/memories/folder/secret.txt",
    )
    ways += ("/memories/folder/new.txt", "secret.txt", "", "/memories/a/../../x")
    return tried_on(ways, before=links)


@use()
def a_name_that_begins_alike() -> Any:
    return tried_on(["/memoriesandmore"])


@use()
def the_folder_with_a_slash() -> Any:
    return after(create(), view("/memories/"), delete("/memories/"))


def tried_on(ways: Iterable[str], before: Callable[[Path], Any] | None = None) -> Any:
    """Every command, with each of these paths."""
    return after(
        *(view(way) for way in ways),
        *(create(way) for way in ways),
        *(replace("secret", "x", way) for way in ways),
        *(insert(0, "x", way) for way in ways),
        *(delete(way) for way in ways),
        *(rename(way, "/memories/mine") for way in ways),
        before=before,
    )


@use()
def everything_forgotten() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        memory = BetaLocalFilesystemMemoryTool(base_path=folder)
        memory.call(create("/memories/a/b.txt"))
        memory.clear_all_memory()
        return _files(Path(folder))


@use()
def asynchronous() -> Any:
    async def write(folder: str) -> None:
        memory = BetaAsyncLocalFilesystemMemoryTool(base_path=folder)
        for command in (
            create(),
            replace("one", "1"),
            insert(1, "x"),
            rename(NOTES, "/memories/b"),
        ):
            await memory.call(command)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(write(folder))
        return _files(Path(folder))


class Kept(BetaAbstractMemoryTool):
    """A memory of one's own: what it is asked to do, kept in a list."""

    def __init__(self) -> None:
        super().__init__(cache_control={"type": "ephemeral"})
        self.asked: list[Any] = []

    def _keep(self, command: Any) -> str:
        self.asked.append([type(command).__name__, command.to_dict()])
        return "kept"

    view = create = str_replace = insert = delete = rename = _keep


@use(
    message(
        tool_use("memory", create(), id="a"),
        tool_use("memory", view(NOTES, 1, 2), id="b"),
        tool_use("memory", {"command": "burn"}, id="c"),
        tool_use("memory", rename("/memories/a", "/memories/b"), id="d"),
        stop="tool_use",
    ),
    message(text("Done")),
)
def of_ones_own() -> Any:
    memory = Kept()
    client = anthropic.Anthropic()
    runner = client.beta.messages.tool_runner(**ASKED, tools=[memory])
    return {"last": plain(runner.until_done()), "asked": memory.asked}
