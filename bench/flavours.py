"""The flavours of models beside each other: the same events and messages, the same small types."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench import payloads
from bench.sides import ROOT, Figures, environment, medians
from bench.table import Row, faster

_FLAVOURS = ("pydantic", "msgspec", "dataclass")
_ROUNDS = 3
_NEW = b', "a_field_of_tomorrow": true}'


def rows(url: str) -> Iterator[Row]:
    """What a flavour gains or costs, and what it is to keep unknown fields."""
    rounds = [{name: _run(name, url) for name in _FLAVOURS} for _ in range(_ROUNDS)]
    figures = medians(rounds)
    base, msgspec, dataclass = (figures[name] for name in _FLAVOURS)
    for what, goal in (("decoding alone", faster(5)), ("stream, raw", faster(2))):
        yield Row(
            f"{what}: msgspec, pydantic", "events/s", msgspec[what], base[what], goal, rate=True
        )
    yield Row("1 MB to models: msgspec, pydantic", "ms", msgspec["large"], base["large"], digits=1)
    for what in ("decoding alone", "stream, raw"):
        yield Row(
            f"{what}: dataclass, pydantic", "events/s", dataclass[what], base[what], rate=True
        )
    closed = msgspec["decoding alone"]
    for what in ("kept, none there", "kept, one in each"):
        yield Row(f"unknown fields {what}: msgspec", "events/s", msgspec[what], closed, rate=True)


def measure(name: str, url: str) -> Figures:
    """The figures of one flavour."""
    from flavoured import Flavour

    flavour = Flavour(name)
    framed = (event.partition(b"data: ")[2].strip() for event in payloads.events(payloads.EVENTS))
    events = [data for data in framed if data != b'{"type": "ping"}']
    large = payloads.large_message()
    decoder = flavour.part("decode").decoder
    fast = decoder(flavour.messages.RawMessageStreamEvent).fast
    message = decoder(flavour.messages.Message)
    figures = {
        "decoding alone": len(events) / _seconds(lambda: _all(fast, events)),
        "stream, raw": len(events) / _seconds(_stream(flavour, url, len(events))),
        "large": _seconds(lambda: message(large)) * 1e3,
    }
    if name != "pydantic":
        kept = decoder(flavour.open_messages.RawMessageStreamEvent)
        new = [data[:-1] + _NEW for data in events]
        figures["kept, none there"] = len(events) / _seconds(lambda: _all(kept, events))
        figures["kept, one in each"] = len(events) / _seconds(lambda: _all(kept, new))
    return figures


def _all(decode: Callable[[bytes], Any], events: list[bytes]) -> None:
    for data in events:
        decode(data)


def _stream(flavour: Any, url: str, count: int) -> Callable[[], None]:
    """Reads the long stream through a client with the flavour's runtime."""
    settings, streams = flavour.part("settings"), flavour.part("streams")
    own = settings.Settings(
        package="bench",
        version="1",
        title="Bench",
        base_url=f"{url}/small",
        stream_events=settings.StreamEvents(ignore=("ping",)),
    )
    client = flavour.part("client").SyncClient(own)
    kind = flavour.messages.RawMessageStreamEvent

    def read() -> None:
        body = {"stream": True}
        with client.post(
            "/v1/messages", cast_to=kind, body=body, stream=True, stream_cls=streams.Stream
        ) as events:
            assert sum(1 for _ in events) == count

    return read


def _seconds(run: Callable[[], object]) -> float:
    """The median of some runs; the first warms up."""
    times: list[float] = []
    for _ in range(6):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def _run(name: str, url: str) -> Figures:
    paths = os.pathsep.join(str(ROOT / path) for path in ("", "tests", "tests/flavours"))
    command = [sys.executable, "-m", "bench.flavours", name, url]
    variables = {**environment(), "PYTHONPATH": paths}
    done = subprocess.run(command, stdout=subprocess.PIPE, env=variables, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    print(json.dumps(measure(*sys.argv[1:])))
