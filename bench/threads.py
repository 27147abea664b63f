"""Calls of `messages.create` from 64 threads that share one client: the processor's time for each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.sides import OURS, PEER, Figures, measured
from bench.table import Row, share

_QUESTION: dict[str, Any] = {
    "model": "claude-opus-4-8",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "Hello"}],
}
_THREADS = 64
_CALLS = 1280


def rows(url: str) -> Iterator[Row]:
    """Beside the peer."""
    figures = measured("threads", url, 5)
    pair = figures[OURS]["CPU"], figures[PEER]["CPU"]
    yield Row(f"create(), {_THREADS} threads, CPU", "µs", *pair, share(1))


def measure(package: Any, url: str) -> Figures:
    """Microseconds of CPU a call."""
    client = package.Anthropic(api_key="none", base_url=f"{url}/small")

    def call(_number: int) -> Any:
        return client.messages.create(**_QUESTION)

    with ThreadPoolExecutor(_THREADS) as threads:
        # Connections are made and code is warmed up before the clock starts.
        list(threads.map(call, range(4 * _THREADS)))
        start = time.process_time()
        list(threads.map(call, range(_CALLS)))
        return {"CPU": (time.process_time() - start) / _CALLS * 1e6}
