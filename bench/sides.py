"""A subject's name and a side in, the figures it measured in a process of that side's own out."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
OURS, PEER = "ours", "peer"
Figures = dict[str, float]


@dataclass(frozen=True)
class Side:
    """An environment, and the package in it that is measured."""

    name: str
    environment: Path
    package: str

    @property
    def python(self) -> str:
        """The interpreter of the environment."""
        return str(self.environment / "bin" / "python")

    @property
    def code(self) -> Path:
        """Where the package's files are."""
        program = f"import {self.package} as p; print(p.__file__)"
        found = subprocess.run([self.python, "-c", program], stdout=subprocess.PIPE, check=True)
        return Path(found.stdout.decode().strip()).parent


SIDES = (
    Side(OURS, ROOT / ".venv-client", "claude_client"),
    Side(PEER, ROOT / ".venv-peer", "anthropic"),
)


def environment() -> dict[str, str]:
    """The variables of a measuring process: no proxies, no settings of the caller's."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return {**kept, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}


def run(side: Side, *arguments: str) -> Figures:
    """The figures that a program of a side prints."""
    command = [side.python, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment(), check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def measured(
    subject: str, url: str, rounds: int, sides: Iterable[Side] = SIDES
) -> dict[str, Figures]:
    """The medians of a subject's figures by side, of several rounds in which the sides take turns."""
    sides = tuple(sides)
    return medians(
        [
            {
                side.name: run(side, "-m", "bench.sides", subject, side.package, url)
                for side in sides
            }
            for _ in range(rounds)
        ]
    )


def medians(rounds: Iterable[Mapping[str, Figures]]) -> dict[str, Figures]:
    """The median of each figure of each side."""
    rounds = list(rounds)
    return {
        side: {name: statistics.median(each[side][name] for each in rounds) for name in figures}
        for side, figures in rounds[0].items()
    }


if __name__ == "__main__":
    from importlib import import_module

    _subject, _package, _url = sys.argv[1:]
    _measure = import_module(f"bench.{_subject}").measure
    print(json.dumps(_measure(import_module(_package), _url)))
