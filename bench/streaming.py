"""A long stream read as it is and through the helper, in large chunks and event by event."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.payloads import EVENTS, PACED_EVENTS
from bench.sides import OURS, PEER, Figures, measured
from bench.table import Row, faster

_QUESTION: dict[str, Any] = {
    "model": "claude-opus-4-8",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "Hello"}],
}


def rows(url: str) -> Iterator[Row]:
    """Events a second, raw and through the helper."""
    figures = measured("streaming", url, 5)
    for name, goal in (
        ("stream, raw", 5),
        ("stream, helper", 5),
        ("stream, raw, an event a chunk", None),
        ("stream, helper, an event a chunk", None),
    ):
        pair = figures[OURS][name], figures[PEER][name]
        yield Row(name, "events/s", *pair, faster(goal) if goal else None, rate=True)


def measure(package: Any, url: str) -> Figures:
    """Events a second; the first reading of each kind warms up and doesn't count."""
    whole = package.Anthropic(api_key="none", base_url=f"{url}/small").messages
    paced = package.Anthropic(api_key="none", base_url=f"{url}/paced").messages
    return {
        "stream, raw": _rate(lambda: _raw(whole), EVENTS),
        "stream, helper": _rate(lambda: _helper(whole), EVENTS),
        "stream, raw, an event a chunk": _rate(lambda: _raw(paced), PACED_EVENTS),
        "stream, helper, an event a chunk": _rate(lambda: _helper(paced), PACED_EVENTS),
    }


def _raw(messages: Any) -> int:
    count = 0
    with messages.create(stream=True, **_QUESTION) as stream:
        for event in stream:
            count += event.type == "content_block_delta"
    return count


def _helper(messages: Any) -> int:
    count = 0
    with messages.stream(**_QUESTION) as stream:
        for event in stream:
            count += event.type == "text"
        assert len(stream.get_final_message().content) == 1
    return count


def _rate(read: Callable[[], int], events: int) -> float:
    assert read() == events
    start = time.perf_counter()
    read()
    return events / (time.perf_counter() - start)
