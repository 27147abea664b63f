"""A package, a server's address and a size in, what a scenario came to out: run by each side's Python."""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path
from typing import Any

Figures = dict[str, float]
_AT_ONCE = 200
_RETRIES = 30


def calls(package: Any, url: str, size: int) -> Figures:
    """Whole answers, 200 in flight."""
    return asyncio.run(_measured(package, url, size, _ask))


def streams(package: Any, url: str, size: int) -> Figures:
    """Streams, 200 in flight; one in five is dropped in its middle."""
    return asyncio.run(_measured(package, url, size, _read))


def storms(package: Any, url: str, size: int) -> Figures:
    """200 calls at once, all cancelled when the first ones are done, again and again."""
    return asyncio.run(_stormed(package, url, size))


def memory(package: Any, url: str, size: int) -> Figures:
    """What is held after so many calls, and not yet after the first tenth of them."""
    return asyncio.run(_grown(package, url, size))


async def _measured(
    package: Any, url: str, size: int, one: Callable[[Any, int], Awaitable[bool]]
) -> Figures:
    before = _open_files()
    start, used = time.perf_counter(), time.process_time()
    async with _client(package, url) as client:
        figures = await _all(client, range(size), one)
    figures["seconds"] = time.perf_counter() - start
    figures["CPU per call"] = (time.process_time() - used) / size * 1000
    return {**figures, "sockets left": await _left(before)}


async def _stormed(package: Any, url: str, size: int) -> Figures:
    before, numbers = _open_files(), itertools.count()
    start = time.perf_counter()
    async with _client(package, url) as client:
        for _ in range(size):
            tasks = [asyncio.ensure_future(_ask(client, next(numbers))) for _ in range(_AT_ONCE)]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        # What storms leave behind shows in the calls after them.
        first = next(numbers)
        figures = await _all(client, range(first, first + 5 * _AT_ONCE), _ask)
    figures["seconds"] = time.perf_counter() - start
    return {**figures, "sockets left": await _left(before)}


async def _grown(package: Any, url: str, size: int) -> Figures:
    async with _client(package, url) as client:
        warm = size // 10
        figures = await _all(client, range(warm), _ask)
        first = _held()
        more = await _all(client, range(warm, size), _ask)
        return {**{name: figures[name] + more[name] for name in more}, "growth": _held() - first}


async def _all(client: Any, numbers: range, one: Callable[[Any, int], Awaitable[bool]]) -> Figures:
    figures = {"failed": 0.0, "wrong": 0.0}
    left = iter(numbers)

    async def one_by_one() -> None:
        for number in left:
            try:
                figures["wrong"] += not await one(client, number)
            except Exception as exc:
                figures["failed"] += 1
                print(f"{number}: {type(exc).__name__}: {exc!s:.200}", file=sys.stderr)

    await asyncio.gather(*(one_by_one() for _ in range(_AT_ONCE)))
    return figures


async def _ask(client: Any, number: int) -> bool:
    message = await client.messages.create(**_question(number))
    return bool(message.content[0].text.endswith(f" {number}"))


async def _read(client: Any, number: int) -> bool:
    text = ""
    async with await client.messages.create(stream=True, **_question(number)) as stream:
        async for event in stream:
            if event.type == "content_block_delta":
                text += event.delta.text
                if number % 5 == 0:
                    return True
    return text.endswith(f" {number}")


def _question(number: int) -> dict[str, Any]:
    messages = [{"role": "user", "content": f"number {number}"}]
    return {"model": "claude-opus-4-8", "max_tokens": 100, "messages": messages}


def _client(package: Any, url: str) -> Any:
    return package.AsyncAnthropic(api_key="none", base_url=url, max_retries=_RETRIES)


def _open_files() -> int:
    return len(list(Path("/dev/fd").iterdir()))


async def _left(before: int) -> int:
    gc.collect()
    # Transports of asyncio close their sockets one turn of the loop later.
    for _ in range(3):
        await asyncio.sleep(0)
    return max(0, _open_files() - before)


def _held() -> float:
    """The megabytes that this process has ever had at once."""
    gc.collect()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    _scenario, _package, _url, _size = sys.argv[1:]
    _run = {each.__name__: each for each in (calls, streams, storms, memory)}[_scenario]
    print(json.dumps(_run(import_module(_package), _url, int(_size))))
