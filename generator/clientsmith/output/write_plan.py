"""Files to be written and the folder they go to in, what has to be done there out; nothing is done.

A manifest of hashes in the folder tells what was written last: a file that is on disk otherwise was
edited by hand, and is never lost silently. Nothing is written, read or removed through a link.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, cast

from clientsmith.document.yaml_reader import Findings
from clientsmith.output.paths import why_unsafe
from clientsmith.problems import Place

HASHES: Final = PurePosixPath(".clientsmith.json")
_VERSION: Final = 1
_WRITTEN_BY: Final = "clientsmith writes this file; it tells edits by hand from its own"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a folder holds, against what it should: `wanted` has every file and the manifest."""

    root: Path
    wanted: Mapping[PurePosixPath, bytes]
    found: Mapping[PurePosixPath, bytes]
    stale: tuple[PurePosixPath, ...]
    edited: tuple[PurePosixPath, ...]

    @property
    def added(self) -> tuple[PurePosixPath, ...]:
        """Files that are missing on disk."""
        return tuple(path for path in self.wanted if path not in self.found)

    @property
    def changed(self) -> tuple[PurePosixPath, ...]:
        """Files whose bytes differ on disk."""
        known = (path for path in self.wanted if path in self.found)
        return tuple(path for path in known if self.found[path] != self.wanted[path])


def make_plan(root: Path, files: Mapping[PurePosixPath, bytes], findings: Findings) -> Plan:
    """Compares; whatever makes the folder unsafe to write to is noted."""
    _check_paths(files, findings)
    written = _read_hashes(root, findings)
    findings.stop()
    wanted = {**dict(sorted(files.items())), HASHES: _hashes(files)}
    gone = [path for path in sorted(written) if path not in wanted]
    for path in (*wanted, *gone):
        _check_way(root, path, set(gone), findings)
    findings.stop()
    found = {
        path: (root / path).read_bytes() for path in (*wanted, *gone) if (root / path).is_file()
    }
    return Plan(
        root=root,
        wanted=wanted,
        found=found,
        stale=tuple(path for path in gone if path in found),
        edited=tuple(
            path
            for path, data in found.items()
            if path != HASHES and data != wanted.get(path) and _hash(data) != written.get(path)
        ),
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
    root: Path, path: PurePosixPath, gone: set[PurePosixPath], findings: Findings
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
        if part != path and there.is_file() and part not in gone:
            findings.add(place, f"`{part}` is a file where a folder should be", "remove the file")
            return
    if (root / path).is_dir():
        findings.add(place, f"`{path}` is a folder where a file should be", "remove the folder")


def _hashes(files: Mapping[PurePosixPath, bytes]) -> bytes:
    hashes = {str(path): _hash(data) for path, data in sorted(files.items())}
    content = {"about": _WRITTEN_BY, "version": _VERSION, "files": hashes}
    return (json.dumps(content, indent=1) + "\n").encode()


def _hash(data: bytes) -> str:
    """A checkout may have changed the line ends, which is no edit."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _read_hashes(root: Path, findings: Findings) -> dict[PurePosixPath, str]:
    """What was written last; a manifest that would lead out of the folder is refused."""
    file = root / HASHES
    if not file.is_file() or file.is_symlink():
        return {}
    try:
        content: object = json.loads(file.read_bytes())
    except ValueError as error:
        findings.add(Place(str(file)), f"can't be read: {error}", "remove it, and use --force once")
        return {}
    listed = cast("dict[str, object]", content).get("files") if isinstance(content, dict) else None
    hashes = cast("dict[str, object]", listed) if isinstance(listed, dict) else {}
    for path in hashes:
        if reason := why_unsafe(path):
            findings.add(Place(str(file)), f"its path `{path}` {reason}", "remove that line")
    return {PurePosixPath(path): str(value) for path, value in hashes.items()}
