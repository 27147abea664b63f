"""Files that were edited by hand in, a patch beside their folder out that makes the edits again."""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePosixPath

from clientsmith.output.marks import mark_of
from clientsmith.output.write_plan import Plan
from clientsmith.problems import Findings, Place


def save_edits(plan: Plan, findings: Findings) -> Path | None:
    """The patch that holds every edit of a plan; one that no patch can hold is noted."""
    texts = [_patch(plan, path, findings) for path in plan.edited]
    findings.stop()
    return _kept(plan.root, "".join(texts)) if texts else None


def how_to_apply(patch: Path, root: Path) -> str:
    """The command that makes the edits of a patch again."""
    return f"patch -p1 -d {_quoted(root)} < {_quoted(patch)}"


def diff(before: bytes | None, after: bytes | None, old: str, new: str) -> str:
    """What differs between two texts, as a unified diff; None is a file that is not there."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in difflib.unified_diff(_lines(before), _lines(after), old, new)
    )


def _patch(plan: Plan, path: PurePosixPath, findings: Findings) -> str:
    """From what is generated now to what is on disk, so that it applies after `--force`."""
    wanted, found = plan.wanted[path], plan.found[path].replace(b"\r\n", b"\n")
    try:
        found.decode()
    except UnicodeDecodeError:
        message = f"`{path}` was edited by hand, and is no text that a patch could hold"
        findings.add(Place(str(plan.root / path)), message, "move it out of the folder")
    # The line of ours is no edit, whatever it says now.
    printed, there = mark_of(wanted), mark_of(found)
    if printed and there:
        found = found[: there.start()] + printed[0] + found[there.end() :]
    return diff(wanted, found, f"a/{path}", f"b/{path}")


def _kept(root: Path, text: str) -> Path:
    """The file that holds a patch, beside the folder; one that holds another stays as it is."""
    for file in _names(root.resolve()):
        if not file.exists() and not file.is_symlink():
            with file.open("x", encoding="utf-8", newline="") as opened:
                opened.write(text)
            return file
        if file.is_file() and file.read_bytes() == text.encode():
            return file
    raise AssertionError("there is always a next name")


def _names(root: Path) -> Iterator[Path]:
    yield root.with_name(f"{root.name}.patch")
    yield from (root.with_name(f"{root.name}-{number}.patch") for number in count(2))


def _lines(data: bytes | None) -> list[str]:
    """Lines that end where a patch's do: in a newline, and in nothing else that looks like one."""
    return re.findall(r"[^\n]*\n|[^\n]+", (data or b"").decode("utf-8", "replace"))


def _quoted(path: Path) -> str:
    """A path as it is seen from here, where it is below, for a shell."""
    with suppress(ValueError):
        path = path.relative_to(Path.cwd())
    return shlex.quote(str(path))
