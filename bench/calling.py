"""`messages.create` one call after the other, beside the same request by the bare HTTP library."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from bench.sides import OURS, PEER, Figures, measured
from bench.table import Row, faster, share

_CALLS = 400
_QUESTION: dict[str, Any] = {
    "model": "claude-opus-4-8",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "Hello"}],
}


def rows(url: str) -> Iterator[Row]:
    """Beside the peer, and beside httpx."""
    figures = measured("calling", url, 5)
    ours, peer = figures[OURS], figures[PEER]
    yield Row("create(), median", "µs", ours["create"], peer["create"], faster(1.6))
    yield Row("create() beside httpx post+json", "µs", ours["create"], ours["bare"], share(1.15))


def measure(package: Any, url: str) -> Figures:
    """Microseconds, the two ways taking turns, so that a slow moment is one for both."""
    client = package.Anthropic(api_key="none", base_url=f"{url}/small")
    post = _bare(f"{url}/small/v1/messages")

    def create() -> Any:
        return client.messages.create(**_QUESTION)

    for way in (create, post) * 30:
        way()
    times = [(_timed(create), _timed(post)) for _ in range(_CALLS)]
    middle = (statistics.median(column) * 1e6 for column in zip(*times, strict=True))
    return dict(zip(("create", "bare"), middle, strict=True))


def _bare(url: str) -> Callable[[], Any]:
    """The request that the client sends, through the HTTP library that is at hand."""
    library: Any = import_module("httpx" if find_spec("httpx") else "httpx2")
    http = library.Client(headers={"x-api-key": "none", "anthropic-version": "2023-06-01"})
    return lambda: http.post(url, json=_QUESTION).json()


def _timed(way: Callable[[], Any]) -> float:
    start = time.perf_counter()
    way()
    return time.perf_counter() - start
