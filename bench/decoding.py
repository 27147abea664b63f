"""Large answers: one of a megabyte parsed to models, and a hundred thousand lines read one by one."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.payloads import LINES
from bench.sides import OURS, PEER, SIDES, Figures, measured, medians, run
from bench.table import Row, faster, share

_QUESTION: dict[str, Any] = {
    "model": "claude-opus-4-8",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "Hello"}],
}
_READS = 12
_FEW = LINES // 10
_PROGRAM = """
import json, {package}
from bench.decoding import read_lines
print(json.dumps(read_lines({package}, "{url}", {count})))
"""


def rows(url: str) -> Iterator[Row]:
    """The megabyte, the lines, and whether memory grows with their number."""
    figures = measured("decoding", url, 5)
    pair = figures[OURS]["large"], figures[PEER]["large"]
    yield Row("1 MB response to models", "ms", *pair, faster(4), digits=1)
    many, few = _lines(url, LINES, 3), _lines(url, _FEW, 3)
    pair = many[OURS]["rate"], many[PEER]["rate"]
    yield Row(f"JSON Lines, {LINES:,} lines", "lines/s", *pair, faster(4), rate=True)
    peaks = many[OURS]["kib"] / 1024, few[OURS]["kib"] / 1024
    yield Row(f"peak memory beside {_FEW:,} lines", "MiB", *peaks, share(1.05), digits=1)


def measure(package: Any, url: str) -> Figures:
    """Milliseconds from the call to the models."""
    client = package.Anthropic(api_key="none", base_url=f"{url}/large")
    times: list[float] = []
    for _ in range(_READS + 2):
        start = time.perf_counter()
        client.messages.create(**_QUESTION)
        times.append(time.perf_counter() - start)
    return {"large": statistics.median(times[2:]) * 1e3}


def _lines(url: str, count: int, rounds: int) -> dict[str, Figures]:
    return medians(
        {
            side.name: run(side, "-c", _PROGRAM.format(package=side.package, url=url, count=count))
            for side in SIDES
        }
        for _ in range(rounds)
    )


def read_lines(package: Any, url: str, count: int) -> Figures:
    """Lines a second, and the peak of this process's memory."""
    client = package.Anthropic(api_key="none", base_url=f"{url}/lines/{count}")
    start = time.perf_counter()
    written = sum(
        line.result.message.usage.output_tokens
        for line in client.messages.batches.results("msgbatch_1")
    )
    rate = count / (time.perf_counter() - start)
    assert written == 8 * count
    return {"rate": rate, "kib": _peak()}


def _peak() -> float:
    status = Path("/proc/self/status").read_text()
    return float(status.partition("VmHWM:")[2].split()[0])
