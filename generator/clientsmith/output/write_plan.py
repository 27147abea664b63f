"""Files to be written and the folder they go to in, what has to be done there out; nothing is done.

A file on disk that is neither what is to be written nor as it was once printed was edited by hand,
and is never lost silently. Hand-written code has places of its own, which are left alone: folders
called `lib`, and what a target keeps. Nothing is written, read or removed through a link.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from clientsmith.output.marks import is_ours, mark_of, same_text
from clientsmith.output.paths import why_unsafe
from clientsmith.problems import Findings, Place

BY_HAND: Final = "lib"
"""The folder of a package, at any depth, that hand-written modules may stand in."""

# What tools leave in the folder of a package.
_PASSING: Final = frozenset({"__pycache__", "build", "dist", "node_modules"})
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Plan:
    """What a folder holds, against what it should: `unknown` is what nothing generates."""

    root: Path
    wanted: Mapping[PurePosixPath, bytes]
    found: Mapping[PurePosixPath, bytes]
    stale: tuple[PurePosixPath, ...]
    unknown: tuple[PurePosixPath, ...]

    @property
    def added(self) -> tuple[PurePosixPath, ...]:
        """Files that are missing on disk."""
        return tuple(path for path in self.wanted if path not in self.found)

    @property
    def changed(self) -> tuple[PurePosixPath, ...]:
        """Files whose bytes differ on disk."""
        known = (path for path in self.wanted if path in self.found)
        return tuple(path for path in known if self.found[path] != self.wanted[path])

    @property
    def edited(self) -> tuple[PurePosixPath, ...]:
        """Files that would be overwritten, and are not as they were printed."""
        return tuple(
            path
            for path in self.changed
            if not is_ours(path, self.found[path])
            and not same_text(self.found[path], self.wanted[path])
        )


def make_plan(
    root: Path,
    files: Mapping[PurePosixPath, bytes],
    findings: Findings,
    kept: Collection[PurePosixPath] = (),
) -> Plan:
    """Compares; whatever makes the folder unsafe to write to is noted."""
    check_output(root, files, findings)
    wanted = {path: files[path] for path in sorted(files) if not within(path, kept)}
    other = list(other_files(root, wanted, kept))
    stale = {path: data for path in other if is_ours(path, data := _marked(root / path))}
    for path in wanted:
        _check_way(root, path, stale, findings)
    findings.stop()
    found = {path: (root / path).read_bytes() for path in wanted if (root / path).is_file()}
    unknown = [path for path in other if path not in stale and not is_by_hand(path)]
    return Plan(root, wanted, {**found, **stale}, tuple(stale), tuple(_gathered(unknown, wanted)))


def other_files(
    root: Path, wanted: Collection[PurePosixPath], kept: Collection[PurePosixPath]
) -> Iterator[PurePosixPath]:
    """Every file below a folder that is neither to be written nor kept."""
    folders = {parent for path in wanted for parent in path.parents}
    found = _walk(root, PurePosixPath(), folders)
    return (each for each in found if each not in wanted and not within(each, kept))


def is_by_hand(path: PurePosixPath) -> bool:
    """Whether a file that is not printed stands where hand-written modules do."""
    return BY_HAND in path.parts[:-1]


def check_output(root: Path, files: Iterable[PurePosixPath], findings: Findings) -> None:
    """Stops where the folder is none, or a path is no good, whatever the folder holds."""
    _check_paths(files, findings)
    if root.exists() and not root.is_dir():
        findings.add(Place(str(root)), "is a file where a folder should be", "name a folder")
    if ".git" in map(str.lower, root.resolve().parts):
        findings.add(Place(str(root)), "is inside git's own folder", "name another one")
    findings.stop()


def within(path: PurePosixPath, folders: Collection[PurePosixPath]) -> bool:
    """Whether a path is one of these, or below one."""
    return path in folders or any(parent in folders for parent in path.parents)


def _walk(
    root: Path, folder: PurePosixPath, folders: Collection[PurePosixPath]
) -> Iterator[PurePosixPath]:
    """Every file below a folder, but for what tools leave where none is wanted; no link is followed."""
    if not (root / folder).is_dir():
        return
    with os.scandir(root / folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            path = folder / entry.name
            if _passing(path) and path not in folders:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(root, path, folders)
            else:
                yield path


def _passing(path: PurePosixPath) -> bool:
    """What is no part of a package: hidden, or left by a tool (`dist` at the top alone)."""
    name = path.name
    if name in _PASSING:
        return name == "__pycache__" or len(path.parts) == 1
    return name.startswith(".") or name.endswith((".egg-info", ".pyc"))


def _marked(file: Path) -> bytes:
    """The bytes of a file that has our line, or none: others may be huge, or no files at all."""
    if file.is_symlink() or not file.is_file():
        return b""
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
        return head + opened.read() if mark_of(head) else b""


def _gathered(
    unknown: Iterable[PurePosixPath], wanted: Collection[PurePosixPath]
) -> Iterator[PurePosixPath]:
    """Files, or in place of many the outermost folder that has nothing of ours."""
    ours = {PurePosixPath(), *(parent for path in wanted for parent in path.parents)}
    yield from dict.fromkeys(
        next((each for each in reversed(path.parents) if each not in ours), path)
        for path in unknown
    )


def _check_paths(files: Iterable[PurePosixPath], findings: Findings) -> None:
    """Every path stays inside, and no two are one on a system that folds case."""
    seen: dict[str, PurePosixPath] = {}
    for path in files:
        if reason := why_unsafe(str(path)):
            findings.add(Place(str(path)), f"the output `{path}` {reason}")
        folded = unicodedata.normalize("NFC", str(path)).casefold()
        if folded in seen:
            message = f"`{path}` and `{seen[folded]}` are one file where case does not count"
            findings.add(Place(str(path)), message, "rename one of what they are named after")
        seen[folded] = path


def _check_way(
    root: Path, path: PurePosixPath, gone: Collection[PurePosixPath], findings: Findings
) -> None:
    """No link, no folder where a file goes, no file where a folder goes."""
    place = Place(str(root / path))
    for part in (*reversed(path.parents[:-1]), path):
        there = root / part
        if there.is_symlink():
            findings.add(
                place, f"`{part}` is a link, and links are not followed", "remove the link"
            )
            return
        if part != path and there.exists() and not there.is_dir() and part not in gone:
            findings.add(place, f"`{part}` is a file where a folder should be", "remove the file")
            return
    if (root / path).exists() and not (root / path).is_file():
        kind = "folder" if (root / path).is_dir() else "pipe or a device"
        findings.add(place, f"`{path}` is a {kind} where a file should be", "remove it")
