"""Many calls of `messages.create` at once in one event loop: calls a second at 10, 50, 100 in flight."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

from bench.sides import OURS, PEER, Figures, measured
from bench.table import Row, faster, share

_QUESTION: dict[str, Any] = {
    "model": "claude-opus-4-8",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "Hello"}],
}
_CALLS = 800
_AT_ONCE = (10, 50, 100)


def rows(url: str) -> Iterator[Row]:
    """Calls a second, and how far the slowest crowd is from the fastest."""
    figures = measured("concurrency", url, 5)
    ours, peer = figures[OURS], figures[PEER]
    for count in _AT_ONCE:
        pair = ours[str(count)], peer[str(count)]
        yield Row(f"async calls, {count} in flight", "calls/s", *pair, faster(1.8), rate=True)
    fastest, slowest = max(ours.values()), min(ours.values())
    yield Row("async: 10, 50, 100, fastest/slowest", "calls/s", fastest, slowest, share(1.15))


def measure(package: Any, url: str) -> Figures:
    """Calls a second by how many are in flight."""
    return asyncio.run(_measure(package, url))


async def _measure(package: Any, url: str) -> Figures:
    return {str(count): await _rate(package, url, count) for count in _AT_ONCE}


async def _rate(package: Any, url: str, at_once: int) -> float:
    async with package.AsyncAnthropic(api_key="none", base_url=f"{url}/small") as client:
        # Connections are made and code is warmed up before the clock starts.
        await _calls(client, at_once, 2 * at_once)
        return await _calls(client, at_once, _CALLS)


async def _calls(client: Any, at_once: int, total: int) -> float:
    left = iter(range(total))

    async def one_by_one() -> None:
        for _ in left:
            await client.messages.create(**_QUESTION)

    start = time.perf_counter()
    await asyncio.gather(*(one_by_one() for _ in range(at_once)))
    return total / (time.perf_counter() - start)
