"""Files and a command of a style's own in, the files as it leaves them out: no shell, a folder of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from clientsmith.languages.protocol import Command
from clientsmith.problems import Problem, ProblemsFound

_RULE: Final = "command"
_MOST: Final = 20


def run(command: Command, files: Mapping[PurePosixPath, bytes]) -> dict[PurePosixPath, bytes]:
    """The same files after the command; what it says is told, if it fails.

    What it writes beside them is dropped.
    """
    program = shutil.which(command.words[0])
    if program is None:
        message = f"there is no program `{command.words[0]}`"
        remedy = "install it, or put its folder on PATH"
        raise ProblemsFound([Problem(command.place, message, remedy, _RULE)])
    with TemporaryDirectory(prefix="clientsmith-") as folder:
        for path, data in files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        done = subprocess.run(
            [program, *command.words[1:]],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise ProblemsFound(_problems(command, done.returncode, done.stdout))
        return {path: Path(folder, path).read_bytes() for path in files}


def _problems(command: Command, code: int, output: bytes) -> list[Problem]:
    """What went wrong, in the program's own lines, as many as a reader would take in."""
    lines = output.decode(errors="replace").splitlines()
    shown = (
        lines if len(lines) <= _MOST else [*lines[:_MOST], f"and {len(lines) - _MOST} lines more"]
    )
    head = Problem(
        command.place,
        f"`{' '.join(command.words)}` ended with {code}",
        "mend the templates or the table of the language",
        _RULE,
    )
    return [head, *(Problem(command.place, line, "", _RULE) for line in shown if line.strip())]
