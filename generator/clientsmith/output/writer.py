"""The files of a package in, a folder that holds them (or how it differs from them) out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from clientsmith.output.edits import diff, how_to_apply, save_edits
from clientsmith.output.locking import locked
from clientsmith.output.write_plan import BY_HAND, Plan, check_output, make_plan
from clientsmith.problems import Findings, Place

RULE: Final = "output"
STAGING: Final = ".clientsmith-staging"
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, or would be: paths below the folder; `diffs` by a comparison only.

    `unknown` is what nothing generates, and `patch` holds the edits that `--force` overwrote.
    """

    added: tuple[PurePosixPath, ...] = ()
    changed: tuple[PurePosixPath, ...] = ()
    removed: tuple[PurePosixPath, ...] = ()
    unknown: tuple[PurePosixPath, ...] = ()
    unchanged: int = 0
    diffs: tuple[str, ...] = ()
    patch: Path | None = None

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

    def __init__(
        self,
        root: Path,
        *,
        keep: Collection[PurePosixPath] = (),
        force: bool = False,
        patience: float = _PATIENCE,
    ) -> None:
        self._root = root
        self._keep = keep
        self._force = force
        self._patience = patience

    def write(self, files: Mapping[PurePosixPath, bytes]) -> Outcome:
        """Makes the folder hold these files; an edit by hand stops it, or is saved as a patch."""
        findings = Findings(RULE)
        check_output(self._root, files, findings)  # before a folder is made for nothing
        with _told(self._root), _made(self._root), locked(self._root, self._patience):
            _remove_leftover(self._root)
            plan = make_plan(self._root, files, findings, self._keep)
            patch = save_edits(plan, findings)
            if patch and not self._force:
                _refuse(plan, patch)
            if plan.added or plan.changed or plan.stale:
                with _staging(self._root) as staging:
                    _Change(plan, staging).apply()
                _remove_empty(self._root, plan.stale)
        return _outcome(plan, patch=patch)


class CompareWriter:
    """Writes nothing; tells how the folder differs, as unified diffs from it to what is right."""

    def __init__(self, root: Path, *, keep: Collection[PurePosixPath] = ()) -> None:
        self._root = root
        self._keep = keep

    def write(self, files: Mapping[PurePosixPath, bytes]) -> Outcome:
        """Compares; files beside the generated ones that nobody generated count as well."""
        plan = make_plan(self._root, files, Findings(RULE), self._keep)
        return _outcome(plan, diffs=tuple(_diffs(plan)))


def _outcome(plan: Plan, diffs: tuple[str, ...] = (), patch: Path | None = None) -> Outcome:
    unchanged = len(plan.wanted) - len(plan.added) - len(plan.changed)
    return Outcome(plan.added, plan.changed, plan.stale, plan.unknown, unchanged, diffs, patch)


def _refuse(plan: Plan, patch: Path) -> None:
    findings = Findings(RULE)
    for path in plan.edited:
        findings.add(
            Place(str(plan.root / path)),
            f"`{path}` was edited by hand, and would be lost",
            f"the edit is saved in {patch}: move it into the document, a style, an overlay or a "
            f"module in `{BY_HAND}/`, or list the file in the target's `keep`; `--force` prints it "
            f"anew, and `{how_to_apply(patch, plan.root)}` makes the edit again",
        )
    findings.stop()


@contextmanager
def _told(root: Path) -> Generator[None]:
    """What the system refuses is a finding."""
    try:
        yield
    except OSError as error:
        findings = Findings(RULE)
        message = f"can't be written: {error.strerror or error}"
        findings.add(Place(str(error.filename or root)), message, "nothing was changed")
        findings.stop()


@contextmanager
def _made(root: Path) -> Generator[None]:
    """The folder; a run that failed leaves no empty one behind."""
    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    root.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):
            for folder in missing:
                folder.rmdir()


def _remove_leftover(root: Path) -> None:
    """What a run that was killed left behind: nobody else writes here now."""
    if (root / STAGING).exists():
        shutil.rmtree(root / STAGING)


@contextmanager
def _staging(root: Path) -> Generator[Path]:
    """A folder on the same disk, hidden from git in case the run is killed."""
    staging = root / STAGING
    try:
        staging.mkdir(0o700)
        (staging / ".gitignore").write_text("*\n", encoding="utf-8")
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


class _Change:
    """The steps of a plan, each with how to take it back."""

    def __init__(self, plan: Plan, staging: Path) -> None:
        self._plan = plan
        self._staging = staging
        self._undo: list[Callable[[], object]] = []

    def apply(self) -> None:
        """Takes every step; when one fails, takes back those before it."""
        plan = self._plan
        written = sorted({*plan.added, *plan.changed})
        fresh = [(path, self._staged(index, path)) for index, path in enumerate(written)]
        try:
            for path in plan.stale:
                self._remove(path)
            for path, staged in fresh:
                self._install(path, staged)
        except BaseException:
            for step in reversed(self._undo):
                with suppress(OSError):  # what can be taken back is
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


def _diffs(plan: Plan) -> Iterator[str]:
    """A diff a file."""
    for path in sorted({*plan.added, *plan.changed, *plan.stale}):
        before, after = plan.found.get(path), plan.wanted.get(path)
        old = f"{path} (on disk)" if before is not None else "/dev/null"
        new = f"{path} (generated)" if after is not None else "/dev/null"
        what = "missing" if before is None else "stale" if after is None else "differs"
        yield diff(before, after, old, new) or f"{path}: {what}\n"
