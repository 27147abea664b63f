"""Fresh processes: how long an import takes, how long it is to the first message, and its memory."""

from __future__ import annotations

from collections.abc import Iterator

from bench.sides import OURS, PEER, SIDES, medians, run
from bench.table import Row, faster, share

# `time` is built in: nothing that either side needs is loaded before the clock starts.
_IMPORT = "import time; t = time.perf_counter(); import {package}; t = time.perf_counter() - t"
_CLASS = (
    "import time; t = time.perf_counter(); from {package} import Anthropic; "
    "t = time.perf_counter() - t"
)
_FIRST = """
import time
t = time.perf_counter()
from {package} import Anthropic
message = Anthropic(api_key="none", base_url="{url}/small").messages.create(
    model="claude-opus-4-8", max_tokens=100, messages=[{{"role": "user", "content": "Hello"}}]
)
assert message.content[0].text
t = time.perf_counter() - t
"""
# The peak of this process alone: `ru_maxrss` would begin with that of the one it was forked from.
_PRINT = """
lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
print('{"seconds": %f, "kib": %s}' % (t, lines["VmHWM"].split()[0]))
"""


def rows(url: str) -> Iterator[Row]:
    """Import, the class, the first message and its memory."""
    yield _time("import", _IMPORT, url, 9, 15)
    yield _time("import of the client class", _CLASS, url, 5, None)
    figures = _figures(_FIRST, url, 9)
    ours, peer = figures[OURS], figures[PEER]
    yield Row(
        "import to first Message",
        "ms",
        ours["seconds"] * 1e3,
        peer["seconds"] * 1e3,
        faster(3.5),
    )
    mib = ours["kib"] / 1024, peer["kib"] / 1024
    yield Row("peak memory of that", "MiB", *mib, share(0.6), digits=1)


def _time(what: str, program: str, url: str, rounds: int, goal: float | None) -> Row:
    figures = _figures(program, url, rounds)
    ours, peer = figures[OURS]["seconds"] * 1e3, figures[PEER]["seconds"] * 1e3
    return Row(what, "ms", ours, peer, faster(goal) if goal else None, digits=1)


def _figures(program: str, url: str, rounds: int) -> dict[str, dict[str, float]]:
    # The first round writes bytecode and fills the system's caches: it doesn't count.
    return medians(
        [
            {
                side.name: run(side, "-c", program.format(package=side.package, url=url) + _PRINT)
                for side in SIDES
            }
            for _ in range(rounds + 1)
        ][1:]
    )
