"""A divisor of all sizes, 1 for the whole of it, in; the table of both sides out.

`python -m soak 20` takes a twentieth of the calls, and so about a twentieth of the time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bench.sides import OURS, PEER, ROOT, SIDES, Figures, Side, environment
from bench.table import Row, render


@dataclass(frozen=True)
class Scenario:
    """A function of `soak.scenarios`, how often, and how the server treats it."""

    name: str
    size: int
    faults: float
    delay: float = 0.0


_SCENARIOS = (
    Scenario("calls", 20_000, faults=0.3),
    Scenario("streams", 2_000, faults=0.3),
    Scenario("storms", 100, faults=0.0, delay=0.02),
    Scenario("memory", 100_000, faults=0.0),
)
_UNITS = {"seconds": "s", "CPU per call": "ms", "growth": "MB"}


def main() -> None:
    """Run all scenarios and print; fails where ours lost a call or left a socket."""
    divisor = int(sys.argv[1]) if sys.argv[1:] else 1
    rows = [row for scenario in _SCENARIOS for row in _rows(scenario, divisor)]
    print(render(rows))
    lost = ("failed", "wrong", "answered twice", "sockets left")
    if any(row.ours for row in rows if row.what.endswith(lost)):
        raise SystemExit("calls were lost, or sockets left open")


def _rows(scenario: Scenario, divisor: int) -> Iterator[Row]:
    size = max(scenario.size // divisor, 1)
    figures: dict[str, Figures] = {}
    for side in SIDES:
        print(f"soaking: {size:,} {scenario.name}, {side.name}", file=sys.stderr)
        figures[side.name] = _soaked(scenario, side, size)
    for name, ours in figures[OURS].items():
        unit = _UNITS.get(name, "")
        what = f"{size:,} {scenario.name}: {name}"
        yield Row(what, unit, ours, figures[PEER][name], digits=2 if unit else 0)


def _soaked(scenario: Scenario, side: Side, size: int) -> Figures:
    """What a side's process measured, and what its server counted."""
    variables = {**environment(), "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    serve = [sys.executable, "-m", "soak.server", str(scenario.faults), str(scenario.delay)]
    pipe = subprocess.PIPE
    with subprocess.Popen(serve, stdin=pipe, stdout=pipe, env=variables) as server:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        command = [side.python, "-m", "soak.scenarios", scenario.name, side.package, url, str(size)]
        done = subprocess.run(command, stdout=pipe, env=variables, check=True)
        counted = server.communicate()[0]
    figures: Figures = {**json.loads(done.stdout), **json.loads(counted)}
    return figures


if __name__ == "__main__":
    main()
