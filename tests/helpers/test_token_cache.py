"""The cache of a token: one renewal at a time, ahead of the token's end, by threads and by tasks."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from claude_client import AccessToken, AnthropicError, TokenCache


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Provider:
    """Gives a token for ten minutes, counts, and fails when told to."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.asked = 0
        self.failing = False
        self.entered = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:
        if self.asked:
            self.entered.set()
        self.gate.wait(10)
        if self.failing:
            raise AnthropicError("down")
        self.asked += 1
        return AccessToken(f"t{self.asked}", int(self.clock.now) + 600)


def test_a_token_is_renewed_ahead_of_its_end_and_kept_where_that_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    provider = Provider(clock)
    cache = TokenCache(provider, time_source=clock)
    assert (cache.get_token(), cache.get_token()) == ("t1", "t1")
    clock.now += 500
    provider.failing = True
    with caplog.at_level(logging.WARNING, "claude_client"):
        assert (cache.get_token(), cache.get_token()) == ("t1", "t1")
    assert len(caplog.records) == 1
    clock.now += 6
    provider.failing = False
    assert (cache.get_token(), cache.get_token()) == ("t2", "t2")
    clock.now += 580
    provider.failing = True
    with pytest.raises(AnthropicError, match="down"):
        cache.get_token()


def test_many_threads_ask_once() -> None:
    provider = Provider(Clock())
    provider.gate.clear()
    cache = TokenCache(provider, time_source=provider.clock)
    with ThreadPoolExecutor(8) as threads:
        waiting = [threads.submit(cache.get_token) for _ in range(8)]
        provider.gate.set()
        assert {each.result() for each in waiting} == {"t1"}
    assert provider.asked == 1


def test_threads_go_on_while_one_renews_ahead_of_the_end() -> None:
    clock = Clock()
    provider = Provider(clock)
    cache = TokenCache(provider, time_source=clock)
    cache.get_token()
    clock.now += 500
    provider.gate.clear()
    with ThreadPoolExecutor(1) as thread:
        renewing = thread.submit(cache.get_token)
        provider.entered.wait(10)
        assert cache.get_token() == "t1"
        provider.gate.set()
        assert renewing.result() == "t2"
    assert (cache.get_token(), provider.asked) == ("t2", 2)


def test_a_token_for_one_request_is_asked_for_each_time() -> None:
    asked: list[bool] = []

    def give(*, force_refresh: bool = False) -> AccessToken:
        asked.append(force_refresh)
        return AccessToken(f"t{len(asked)}", 0)

    cache = TokenCache(give)
    assert [cache.get_token() for _ in range(3)] == ["t1", "t2", "t3"]
    cache.invalidate()
    cache.get_token()
    assert asked == [False, False, False, True]


def test_a_token_that_was_refused_meanwhile_is_not_kept() -> None:
    cache: TokenCache

    def give(*, force_refresh: bool = False) -> AccessToken:
        if not asked:
            # Another call is told that the token is refused, while this one asks for it.
            cache.invalidate()
        asked.append(force_refresh)
        return AccessToken(f"t{len(asked)}")

    asked: list[bool] = []
    cache = TokenCache(give)
    assert [cache.get_token() for _ in range(3)] == ["t1", "t2", "t2"]
    assert asked == [False, True]


class Later:
    """The same as `Provider` for tasks, which it keeps waiting when told to."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.asked = 0
        self.gate: anyio.Event | None = None

    async def __call__(self, *, force_refresh: bool = False) -> AccessToken:
        if self.gate is not None:
            await self.gate.wait()
        self.asked += 1
        return AccessToken(f"t{self.asked}", int(self.clock.now) + 600)


backends = pytest.mark.parametrize("backend", ["asyncio", "trio"])


@backends
def test_many_tasks_ask_once(backend: str) -> None:
    async def main() -> None:
        provider = Later(Clock())
        cache = TokenCache(provider, time_source=provider.clock)
        found: list[str] = []

        async def take() -> None:
            found.append(await cache.async_get_token())

        provider.gate = anyio.Event()
        async with anyio.create_task_group() as tasks:
            for _ in range(8):
                tasks.start_soon(take)
            await anyio.wait_all_tasks_blocked()
            provider.gate.set()
        assert (found, provider.asked) == (["t1"] * 8, 1)

    anyio.run(main, backend=backend)


@backends
def test_tasks_go_on_while_one_renews_ahead_of_the_end(backend: str) -> None:
    async def main() -> None:
        provider = Later(Clock())
        cache = TokenCache(provider, time_source=provider.clock)
        await cache.async_get_token()
        provider.clock.now += 500
        provider.gate = anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(cache.async_get_token)
            await anyio.wait_all_tasks_blocked()
            assert [await cache.async_get_token() for _ in range(3)] == ["t1"] * 3
            provider.gate.set()
        assert (await cache.async_get_token(), provider.asked) == ("t2", 2)

    anyio.run(main, backend=backend)


@backends
def test_one_who_gives_up_leaves_the_renewal_to_another(backend: str) -> None:
    async def main() -> None:
        provider = Later(Clock())
        cache = TokenCache(provider, time_source=provider.clock)
        provider.gate = anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(cache.async_get_token)
            await anyio.wait_all_tasks_blocked()
            tasks.cancel_scope.cancel()
        provider.gate.set()
        assert await cache.async_get_token() == "t1"

    anyio.run(main, backend=backend)


@backends
def test_a_function_that_blocks_is_asked_in_a_thread(backend: str) -> None:
    def give() -> AccessToken:
        threads.append(threading.get_ident())
        return AccessToken("t")

    threads: list[int] = []
    cache = TokenCache(give)  # type: ignore[arg-type]
    assert anyio.run(cache.async_get_token, backend=backend) == "t"
    assert threads != [threading.get_ident()]
