"""Ten thousand calls, a hundred at once, through a server that fails one in five of them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from claude_client import AsyncAnthropic

from faults.answers import TEXT
from faults.calling import hurried
from faults.flaky import Flaky, Tally

_CALLS = 10_000
_AT_ONCE = 100


@pytest.mark.slow
def test_every_call_gets_its_own_answer_once() -> None:
    tally = Tally()
    results = asyncio.run(_all_calls(tally))

    assert results == {number: [f"{TEXT} {number}"] for number in range(_CALLS)}
    assert tally.answered == dict.fromkeys(range(_CALLS), 1)
    assert 0.15 < tally.failures.total() / tally.attempts.total() < 0.25
    assert all(len(keys) == 1 and b"" not in keys for keys in tally.keys.values())
    assert len(set.union(*tally.keys.values())) == _CALLS


async def _all_calls(tally: Tally) -> dict[int, list[str]]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Flaky(tally), "127.0.0.1", 0, backlog=256)
    port = server.sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    results: dict[int, list[str]] = {}
    numbers = iter(range(_CALLS))
    async with hurried(AsyncAnthropic(api_key="none", base_url=url, max_retries=30)) as client:

        async def one_by_one() -> None:
            for number in numbers:
                results.setdefault(number, []).append(await _ask(client, number))

        await asyncio.gather(*(one_by_one() for _ in range(_AT_ONCE)))
        assert [each._busy for each in client._http._transport._stacks.values()] == [0]
    server.close()
    await server.wait_closed()
    return results


async def _ask(client: Any, number: int) -> str:
    message = await client.messages.create(
        model="claude-opus-4-8",
        max_tokens=100,
        messages=[{"role": "user", "content": f"number {number}"}],
    )
    return str(message.content[0].text)
