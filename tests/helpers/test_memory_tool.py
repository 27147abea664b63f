"""Commands of the memory tool in, files in one folder out, and never any elsewhere."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from claude_client.lib.tools import ToolError
from claude_client.tools.memory import (
    BetaAsyncLocalFilesystemMemoryTool,
    BetaLocalFilesystemMemoryTool,
)

from helpers.answering import answers, client_of, message, text, tool_use


@pytest.fixture
def memory(tmp_path: Path) -> BetaLocalFilesystemMemoryTool:
    (tmp_path / "secret.txt").write_text("secret")
    return BetaLocalFilesystemMemoryTool(str(tmp_path / "memory"))


def do(memory: BetaLocalFilesystemMemoryTool, command: str, **given: Any) -> str:
    return str(memory.call({"command": command, **given}))


def test_what_is_written_can_be_read_changed_and_removed(memory: Any) -> None:
    do(memory, "create", path="/memories/notes/a.txt", file_text="one\ntwo\n")
    do(memory, "insert", path="/memories/notes/a.txt", insert_line=1, insert_text="between\n")
    changed = do(memory, "str_replace", path="/memories/notes/a.txt", old_str="two", new_str="2")
    assert "\t2" in changed
    file = memory.memory_root / "notes" / "a.txt"
    assert file.read_text() == "one\nbetween\n2\n"
    seen = do(memory, "view", path="/memories/notes/a.txt", view_range=[2, 3])
    assert seen.splitlines()[1:] == ["     2\tbetween", "     3\t2"]
    do(memory, "rename", old_path="/memories/notes/a.txt", new_path="/memories/b.txt")
    assert "/memories/b.txt" in do(memory, "view", path="/memories")
    do(memory, "delete", path="/memories/b.txt")
    do(memory, "delete", path="/memories/notes")
    assert list(memory.memory_root.iterdir()) == []


def test_lines_end_as_they_did(memory: Any) -> None:
    do(memory, "create", path="/memories/a", file_text="one\r\ntwo\r\n")
    do(memory, "str_replace", path="/memories/a", old_str="two", new_str="2")
    assert (memory.memory_root / "a").read_bytes() == b"one\r\n2\r\n"


OUTSIDE = [
    "/memories/../../secret.txt",
    "/memories/link/secret.txt",
    "/memories/file_link",
    "/etc/passwd",
    "memories/a",
    "/memoriesandmore",
    "/memories/a\0b",
    "",
]


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("command", ["view", "create", "str_replace", "insert", "delete", "rename"])
def test_no_command_leaves_the_folder(command: str, path: str, memory: Any) -> None:
    outside = memory.base_path.parent
    (memory.memory_root / "link").symlink_to(outside)
    (memory.memory_root / "file_link").symlink_to(outside / "secret.txt")
    do(memory, "create", path="/memories/own.txt", file_text="x")
    before = sorted(outside.rglob("*"))
    given = {"path": path, "file_text": "x", "old_str": "secret", "new_str": "x"}
    given |= {"insert_line": 0, "insert_text": "x", "old_path": path, "new_path": "/memories/new"}
    with pytest.raises(ToolError):
        do(memory, command, **given)
    if command == "rename":
        with pytest.raises(ToolError):
            do(memory, command, old_path="/memories/own.txt", new_path=path)
    assert sorted(outside.rglob("*")) == before
    assert (outside / "secret.txt").read_text() == "secret"


def test_a_listing_shows_no_links_and_nothing_hidden(memory: Any) -> None:
    (memory.memory_root / "link").symlink_to(memory.base_path.parent)
    do(memory, "create", path="/memories/.hidden", file_text="x")
    do(memory, "create", path="/memories/a/b/c/d.txt", file_text="x" * 1536)
    do(memory, "create", path="/memories/e.txt", file_text="x" * 1536)
    shown = do(memory, "view", path="/memories")
    assert "1.5K\t/memories/e.txt" in shown
    assert "/memories/a/b/\n" in shown
    assert all(each not in shown for each in ("/link", "/.hidden", "/c"))


@pytest.mark.parametrize("path", ["/memories", "/memories/", "/memories/.", "/memories/a/.."])
def test_the_folder_itself_stays(path: str, memory: Any) -> None:
    do(memory, "create", path="/memories/a/b", file_text="x")
    with pytest.raises(ToolError):
        do(memory, "delete", path=path)
    assert memory.memory_root.is_dir()


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("view", {"path": "/memories/none"}),
        ("create", {"path": "/memories/there", "file_text": "x"}),
        ("str_replace", {"path": "/memories/there", "old_str": "none", "new_str": "x"}),
        ("str_replace", {"path": "/memories/there", "old_str": "a", "new_str": "x"}),
        ("str_replace", {"path": "/memories/there", "old_str": "", "new_str": "x"}),
        ("str_replace", {"path": "/memories", "old_str": "a", "new_str": "x"}),
        ("insert", {"path": "/memories/there", "insert_line": 9, "insert_text": "x"}),
        ("delete", {"path": "/memories/none"}),
        ("rename", {"old_path": "/memories/none", "new_path": "/memories/b"}),
        ("rename", {"old_path": "/memories/there", "new_path": "/memories/there"}),
    ],
)
def test_what_can_not_be_done_is_told_and_changes_nothing(
    command: str, given: Any, memory: Any
) -> None:
    do(memory, "create", path="/memories/there", file_text="a a")
    with pytest.raises(ToolError):
        do(memory, command, **given)
    assert (memory.memory_root / "there").read_text() == "a a"


def test_files_are_for_their_owner_alone(memory: Any) -> None:
    do(memory, "create", path="/memories/a/b.txt", file_text="x")
    do(memory, "str_replace", path="/memories/a/b.txt", old_str="x", new_str="y")
    assert (memory.memory_root / "a" / "b.txt").stat().st_mode & 0o777 == 0o600
    assert (memory.memory_root / "a").stat().st_mode & 0o777 == 0o700


def test_everything_can_be_forgotten(memory: Any) -> None:
    do(memory, "create", path="/memories/a/b.txt", file_text="x")
    memory.clear_all_memory()
    assert list(memory.memory_root.iterdir()) == []


def test_an_asynchronous_memory_does_the_same(tmp_path: Path) -> None:
    memory = BetaAsyncLocalFilesystemMemoryTool(str(tmp_path))

    async def write() -> None:
        await memory.call({"command": "create", "path": "/memories/a", "file_text": "x"})
        await memory.call(
            {"command": "rename", "old_path": "/memories/a", "new_path": "/memories/b"}
        )

    asyncio.run(write())
    assert (tmp_path / "memories" / "b").read_text() == "x"


def test_a_runner_keeps_what_the_model_remembers(memory: Any) -> None:
    create = {"command": "create", "path": "/memories/a", "file_text": "tea"}
    uses = (tool_use("memory", create, id="a"), tool_use("memory", {"command": "burn"}, id="b"))
    given = answers(message(*uses, stop="tool_use"), message(text("x")))
    asked: Any = {"model": "m", "max_tokens": 1, "messages": []}
    client_of(given).beta.messages.tool_runner(**asked, tools=[memory]).until_done()
    assert given.bodies[0]["tools"] == [{"type": "memory_20250818", "name": "memory"}]
    assert (memory.memory_root / "a").read_text() == "tea"
    assert given.bodies[1]["messages"][-1]["content"][1]["is_error"]
