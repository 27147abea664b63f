"""A file, a folder or a git revision in, a folder that holds it as it was then out."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from clientsmith.problems import Place, Problem, ProblemsFound


@contextmanager
def revision(name: str, root: Path) -> Generator[Path]:
    """The files below a folder as a revision of its repository has them.

    Raises ProblemsFound where there is no git, no repository, or no such revision.
    """
    # Asked for first, so that no name is taken for an option.
    commit = git(root, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").strip()
    archive = git(root, "archive", "--format=tar", commit.decode())
    with TemporaryDirectory(prefix="clientsmith-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
            opened.extractall(folder, filter="data")
        yield Path(folder).resolve()


def git(root: Path, *words: str) -> bytes:
    """What git answers in a folder."""
    try:
        made = subprocess.run(  # nosec B607 - the git of the path is meant
            ["git", *words], cwd=root, capture_output=True, check=False
        )
    except OSError as error:
        raise _found(root, f"git can't be run: {error.strerror}") from None
    if made.returncode:
        said = made.stderr.decode(errors="replace").strip().splitlines()
        raise _found(root, said[-1] if said else f"git ended with {made.returncode}")
    return made.stdout


def _found(root: Path, message: str) -> ProblemsFound:
    remedy = "name a file, a folder, or a revision of the repository here: `main`, `v1.0.0`"
    return ProblemsFound([Problem(Place(str(root)), message, remedy, "revision")])
