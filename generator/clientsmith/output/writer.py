"""The files of a package in, a folder that holds them (or how it differs from them) out."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from clientsmith.document.yaml_reader import Findings
from clientsmith.output.write_plan import HASHES, Plan, make_plan
from clientsmith.problems import Place

RULE: Final = "output"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, or would be: paths below the folder; `diffs` by a comparison only."""

    added: tuple[PurePosixPath, ...] = ()
    changed: tuple[PurePosixPath, ...] = ()
    removed: tuple[PurePosixPath, ...] = ()
    unknown: tuple[PurePosixPath, ...] = ()
    unchanged: int = 0
    diffs: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the folder held anything else than it should."""
        return bool(self.added or self.changed or self.removed or self.unknown)


class Writer(Protocol):
    """Where the files of a package go."""

    def write(self, files: Mapping[PurePosixPath, bytes]) -> Outcome:
        """Takes all files of a package, by their paths below its folder."""
        ...


class DiskWriter:
    """Writes what changed, each file at once, removes what is stale; all of it, or nothing."""

    def __init__(self, root: Path, *, force: bool = False) -> None:
        self._root = root
        self._force = force

    def write(self, files: Mapping[PurePosixPath, bytes]) -> Outcome:
        """Makes the folder hold these files; one that was edited by hand stops it."""
        findings = Findings(RULE)
        plan = make_plan(self._root, files, findings)
        for path in plan.edited if not self._force else ():
            message = f"`{path}` was edited by hand, and would be lost"
            remedy = "move the edit into the document, a style or an overlay; --force drops it"
            findings.add(Place(str(self._root / path)), message, remedy)
        findings.stop()
        if plan.added or plan.changed or plan.stale:
            with _staging(self._root) as staging:
                _Change(plan, staging).apply()
            _remove_empty(self._root, plan.stale)
        return _outcome(plan)


class CompareWriter:
    """Writes nothing; tells how the folder differs, as unified diffs from it to what is right."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, files: Mapping[PurePosixPath, bytes]) -> Outcome:
        """Compares; files beside the generated ones that nobody generated count as well."""
        plan = make_plan(self._root, files, Findings(RULE))
        return _outcome(plan, unknown=tuple(_unknown(plan)), diffs=tuple(_diffs(plan)))


def _outcome(
    plan: Plan, unknown: tuple[PurePosixPath, ...] = (), diffs: tuple[str, ...] = ()
) -> Outcome:
    unchanged = len(plan.wanted) - len(plan.added) - len(plan.changed)
    return Outcome(plan.added, plan.changed, plan.stale, unknown, unchanged, diffs)


@contextmanager
def _staging(root: Path) -> Generator[Path, None, None]:
    """A folder on the same disk, hidden from git in case a run is killed and leaves it behind."""
    made = [folder for folder in (root, *root.parents) if not folder.exists()]
    root.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".clientsmith-", dir=root))
    try:
        (staging / ".gitignore").write_text("*\n", encoding="utf-8")
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):  # a run that failed leaves no empty folders either
            for folder in made:
                folder.rmdir()


class _Change:
    """The steps of a plan, each with how to take it back."""

    def __init__(self, plan: Plan, staging: Path) -> None:
        self._plan = plan
        self._staging = staging
        self._undo: list[Callable[[], object]] = []

    def apply(self) -> None:
        """Takes every step; when one fails, takes back those before it."""
        plan = self._plan
        written = sorted({*plan.added, *plan.changed}, key=lambda path: (path == HASHES, path))
        fresh = [(path, self._staged(index, path)) for index, path in enumerate(written)]
        try:
            for path in plan.stale:
                self._remove(path)
            for path, staged in fresh:
                self._install(path, staged)
        except BaseException:
            for step in reversed(self._undo):
                step()
            raise

    def _staged(self, index: int, path: PurePosixPath) -> Path:
        staged = self._staging / f"{index}.new"
        staged.write_bytes(self._plan.wanted[path])
        return staged

    def _remove(self, path: PurePosixPath) -> None:
        target = self._plan.root / path
        kept = self._keep(target)
        target.unlink()
        self._undo.append(lambda: kept.replace(target))

    def _install(self, path: PurePosixPath, staged: Path) -> None:
        target = self._plan.root / path
        for folder in reversed([each for each in target.parents if not each.exists()]):
            folder.mkdir()
            self._undo.append(folder.rmdir)
        kept = self._keep(target) if path in self._plan.found else None
        staged.replace(target)
        self._undo.append((lambda: kept.replace(target)) if kept else target.unlink)

    def _keep(self, target: Path) -> Path:
        """A second name for a file's old content; a copy where the disk has no second names."""
        kept = self._staging / f"{len(self._undo)}.old"
        try:
            os.link(target, kept)
        except OSError:
            shutil.copy2(target, kept)
        return kept


def _remove_empty(root: Path, removed: Iterable[PurePosixPath]) -> None:
    """Folders that held nothing but what was removed, and what Python cached of it."""
    for folder in sorted(
        {parent for path in removed for parent in path.parents[:-1]}, reverse=True
    ):
        there = root / folder
        if there.is_dir() and [each.name for each in there.iterdir()] == ["__pycache__"]:
            shutil.rmtree(there / "__pycache__", ignore_errors=True)
        with suppress(OSError):
            there.rmdir()


def _unknown(plan: Plan) -> Iterator[PurePosixPath]:
    folders = {path.parent for path in plan.wanted if len(path.parts) > 1}
    for folder in sorted(folders):
        for file in sorted((plan.root / folder).glob("*.py")):
            path = folder / file.name
            if path not in plan.wanted and path not in plan.stale:
                yield path


def _diffs(plan: Plan) -> Iterator[str]:
    """A diff a file; that of the manifest only where it is all there is."""
    paths = sorted({*plan.added, *plan.changed, *plan.stale})
    for path in [path for path in paths if path != HASHES] or paths:
        before, after = plan.found.get(path), plan.wanted.get(path)
        lines = difflib.unified_diff(
            _lines(before),
            _lines(after),
            f"{path} (on disk)" if before is not None else "/dev/null",
            f"{path} (generated)" if after is not None else "/dev/null",
        )
        text = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
        yield text or f"{path}: {'missing' if before is None else 'differs' if after else 'stale'}\n"


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines(keepends=True)
