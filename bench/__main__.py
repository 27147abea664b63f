"""Names of subjects, or none for all of them, in; the table of what they measure out."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager

from bench import (
    calling,
    concurrency,
    decoding,
    flavours,
    generating,
    generators,
    installing,
    starting,
    streaming,
    threads,
    typescript,
)
from bench.sides import ROOT
from bench.table import Row, render

_SUBJECTS = {
    "starting": starting,
    "calling": calling,
    "streaming": streaming,
    "concurrency": concurrency,
    "threads": threads,
    "decoding": decoding,
    "flavours": flavours,
    "installing": installing,
    "generating": generating,
    "generators": generators,
    "typescript": typescript,
}


@contextmanager
def _server() -> Generator[str]:
    """The address of a server that runs until the end."""
    command = [sys.executable, "-m", "bench.server"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.terminate()


def main() -> None:
    """Measure and print; the peer is the official SDK in an environment of its own."""
    chosen = sys.argv[1:] or list(_SUBJECTS)
    start = time.monotonic()
    with _server() as url:
        rows: list[Row] = []
        for name in chosen:
            print(f"measuring: {name}", file=sys.stderr)
            rows += list(_SUBJECTS[name].rows(url))
    print(render(rows))
    print(f"\nmedians of interleaved runs, {time.monotonic() - start:.0f} s in all")


if __name__ == "__main__":
    main()
