"""A run in, what it read and printed kept; a target in, whether its last run is still true out.

A digest covers all that decides what is printed: the bytes of every file that was read, of the
generator and of the style, the versions of the packages that it runs on, and Python. Another covers what is on
disk: the bytes of every printed file, and the names of those beside them. Where both are as they
were, a run would read the same, print the same, and write nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, cast

from clientsmith.cache import Cache
from clientsmith.output.write_plan import is_by_hand, other_files, within
from clientsmith.project.installed import runs_on
from clientsmith.project.settings import Target

_KIND: Final = "run"
_CODE: Final = Path(__file__).resolve().parents[1]
_SKIPPED: Final = "__pycache__"
_MANIFESTS: Final = "*/style.yaml"


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a run."""

    operations: int
    schemas: int
    warnings: int
    lists: int
    files: int
    unknown: tuple[PurePosixPath, ...] = ()
    readings: tuple[str, ...] = ()
    """How what was warned of was read, a row for each kind."""


def run_key(target: Target, styles: Iterable[Path], *, commands: bool) -> str:
    """What tells the runs of one target from all others."""
    said = {
        "spec": str(target.spec.resolve()),
        "overlays": [str(each.resolve()) for each in target.overlays],
        "style": target.style,
        "folder": str(Path.cwd()),
        "output": str(target.output.resolve()),
        "strict": target.strict,
        "keep": sorted(map(str, target.keep)),
        "styles": [str(each) for each in styles],
        # A style's folder that is added may have the name of one that was found further on.
        "manifests": sorted(str(file) for each in styles for file in each.glob(_MANIFESTS)),
        "commands": commands,
    }
    return json.dumps(said, sort_keys=True)


def recall(cache: Cache, key: str, target: Target) -> Summary | None:
    """What the last run told, if one now would tell the same and change nothing."""
    kept = _read(cache.get(_KIND, key))
    if kept is None:
        return None
    try:
        sources = [Path(each) for each in kept["sources"]]
        wanted = [PurePosixPath(each) for each in kept["files"]]
        if kept["read"] != digest_of(sources) or not _is_as_left(kept, target):
            return None
        if kept["beside"] != _beside(target, wanted):
            return None
        told = kept["summary"]
        unknown = tuple(PurePosixPath(each) for each in told.pop("unknown"))
        return Summary(**told | {"unknown": unknown, "readings": tuple(told["readings"])})
    except (KeyError, TypeError, AttributeError, OSError):
        return None  # an entry of another version, or a file that is gone


def is_as_left(cache: Cache, key: str, target: Target) -> bool:
    """Whether the files that the last run printed are what it left there."""
    try:
        return _is_as_left(_read(cache.get(_KIND, key)) or {}, target)
    except (KeyError, TypeError, OSError):
        return False


def _is_as_left(kept: Mapping[str, Any], target: Target) -> bool:
    wanted = [PurePosixPath(each) for each in kept["files"]]
    return bool(kept["printed"] == _digest_of_output(target, wanted))


def remember(
    cache: Cache,
    key: str,
    target: Target,
    sources: Collection[Path],
    files: Mapping[PurePosixPath, bytes],
    summary: Summary,
    started: int,
) -> None:
    """Keeps what a run did; not if a file was saved meanwhile, as it may have been read before."""
    if any(each.stat().st_mtime_ns >= started for each in _files(sources)):
        return
    wanted = [path for path in files if not within(path, target.keep)]
    kept = {
        "sources": [str(each.resolve()) for each in sources],
        "read": digest_of(sources),
        "files": [str(each) for each in wanted],
        "printed": _digest_of_output(target, wanted),
        "beside": _beside(target, wanted),
        "summary": {**asdict(summary), "unknown": [str(each) for each in summary.unknown]},
    }
    cache.put(_KIND, key, json.dumps(kept))


def _read(text: str | None) -> dict[str, Any] | None:
    try:
        found: Any = json.loads(text or "null")
    except ValueError:
        return None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None


def digest_of(sources: Iterable[Path]) -> str:
    """A digest of these files and folders, of the generator, and of what it runs on."""
    digest = hashlib.sha256("\n".join((sys.version, *runs_on("clientsmith"))).encode())
    for file in _files((_CODE, *sources)):
        _add(digest, str(file), file.read_bytes())
    return digest.hexdigest()


def _digest_of_output(target: Target, wanted: Collection[PurePosixPath]) -> str:
    root, digest = target.output, hashlib.sha256()
    for path in sorted(wanted):
        # What is no regular file any more is another's, and so differs from what was printed.
        is_ours = (root / path).is_file() and not (root / path).is_symlink()
        _add(digest, str(path), (root / path).read_bytes() if is_ours else b"")
    return digest.hexdigest()


def _beside(target: Target, wanted: Collection[PurePosixPath]) -> list[str]:
    """What stands beside the printed files, and is neither theirs nor anybody's own."""
    others = other_files(target.output, frozenset(wanted), target.keep)
    return sorted(str(path) for path in others if not is_by_hand(path))


def _add(digest: Any, name: str, data: bytes) -> None:
    """Names and contents, each with its length, so that none runs into the next."""
    digest.update(f"{len(name)} {name} {len(data)} ".encode("utf-8", "surrogateescape") + data)


def _files(sources: Iterable[Path]) -> Iterator[Path]:
    """Every file of these files and folders, in order."""
    for source in sorted({each.resolve() for each in sources}):
        yield from _below(source) if source.is_dir() else (source,)


def _below(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name.startswith(".") or entry.name == _SKIPPED:
                continue
            if entry.is_dir():
                yield from _below(Path(entry.path))
            elif entry.is_file():
                yield Path(entry.path)
