"""The asynchronous transport: one connection for each request in flight, kept for the next."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import warnings
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest
from call_fakes import AsyncTest, Handler, serving

from runtime.client import DefaultAsyncHttpxClient
from runtime.pool import AsyncTransport
from runtime.transport import Connections


def port(handler: Handler) -> None:
    handler.reply(body=handler.client_address[1])


def gated(most: int) -> tuple[Callable[[Handler], None], list[int]]:
    """Answers once `most` requests are there at the same time; notes how many there were."""
    barrier, counts, lock = threading.Barrier(most), list[int](), threading.Lock()
    now = [0]

    def answer(handler: Handler) -> None:
        with lock:
            now[0] += 1
            counts.append(now[0])
        barrier.wait(10)
        with lock:
            now[0] -= 1
        port(handler)

    return answer, counts


def client(**options: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=AsyncTransport(Connections(**options)))


def limits(most: int | None = None, idle: int | None = None, expiry: float | None = 5.0) -> Any:
    return {
        "limits": httpx.Limits(
            max_connections=most, max_keepalive_connections=idle, keepalive_expiry=expiry
        )
    }


async def ports(http: httpx.AsyncClient, url: str, count: int) -> list[int]:
    responses = await asyncio.gather(*(http.get(url) for _ in range(count)))
    return [response.json() for response in responses]


def test_a_connection_is_used_again() -> None:
    async def main(url: str) -> None:
        async with client() as http:
            assert len({(await http.get(url)).json() for _ in range(5)}) == 1

    with serving(port) as url:
        asyncio.run(main(url))


def test_requests_at_once_have_a_connection_each() -> None:
    answer, counts = gated(5)

    async def main(url: str) -> None:
        async with client() as http:
            first = set(await ports(http, url, 5))
            assert len(first) == 5
            assert set(await ports(http, url, 5)) == first

    with serving(answer) as url:
        asyncio.run(main(url))
    assert max(counts) == 5


def test_no_more_connections_than_allowed() -> None:
    answer, counts = gated(2)

    async def main(url: str) -> None:
        async with client(**limits(most=2)) as http:
            assert len(set(await ports(http, url, 8))) == 2

    with serving(answer) as url:
        asyncio.run(main(url))
    assert max(counts) == 2


def test_waiting_for_a_connection_has_an_end() -> None:
    async def main(url: str) -> None:
        async with client(**limits(most=1)) as http:
            request = http.build_request("GET", url)
            held = await http.send(request, stream=True)
            with pytest.raises(httpx.PoolTimeout, match="All of 1 connections"):
                await http.get(url, timeout=httpx.Timeout(5, pool=0.01))
            await held.aclose()
            assert (await http.get(url)).status_code == 200

    with serving(port) as url:
        asyncio.run(main(url))


def test_one_who_waits_may_leave() -> None:
    async def main(url: str) -> None:
        async with client(**limits(most=1)) as http:
            held = await http.send(http.build_request("GET", url), stream=True)
            waiting = [asyncio.create_task(http.get(url)) for _ in range(2)]
            await asyncio.sleep(0)
            waiting[0].cancel()
            await held.aclose()
            assert (await waiting[1]).status_code == 200
            with pytest.raises(asyncio.CancelledError):
                await waiting[0]
            assert (await http.get(url)).status_code == 200

    with serving(port) as url:
        asyncio.run(main(url))


def test_one_who_leaves_as_its_turn_comes_passes_it_on() -> None:
    async def main(url: str) -> None:
        async with client(**limits(most=1)) as http:
            held = await http.send(http.build_request("GET", url), stream=True)
            waiting = [asyncio.create_task(http.get(url)) for _ in range(2)]
            await asyncio.sleep(0)
            await held.aclose()
            waiting[0].cancel()
            assert (await waiting[1]).status_code == 200

    with serving(port) as url:
        asyncio.run(main(url))


def test_no_more_idle_connections_than_allowed() -> None:
    answer, _ = gated(4)

    async def main(url: str) -> None:
        transport = AsyncTransport(Connections(**limits(idle=1)))
        async with httpx.AsyncClient(transport=transport) as http:
            await ports(http, url, 4)
            assert _idle(transport) == 1

    with serving(answer) as url:
        asyncio.run(main(url))


def test_connections_idle_for_too_long_are_closed() -> None:
    answer, _ = gated(2)

    async def main(url: str) -> None:
        transport = AsyncTransport(Connections(**limits(expiry=-1.0)))
        async with httpx.AsyncClient(transport=transport) as http:
            first = await ports(http, url, 2)
            assert _idle(transport) == 0
            assert not set(first) & set(await ports(http, url, 2))

    with serving(answer) as url:
        asyncio.run(main(url))


def test_a_connection_idle_for_too_long_is_not_used_again() -> None:
    """What stands between may have forgotten it by then, and would answer nothing at all."""
    now = [0.0]

    async def main(url: str) -> None:
        transport = AsyncTransport(Connections(**limits(expiry=5.0)), clock=lambda: now[0])
        async with httpx.AsyncClient(transport=transport) as http:
            first = (await http.get(url)).json()
            now[0] = 4.9
            assert (await http.get(url)).json() == first
            now[0] = 10.0
            assert (await http.get(url)).json() != first
            assert _idle(transport) == 1

    with serving(port) as url:
        asyncio.run(main(url))


def test_idle_connections_are_closed_oldest_first_across_hosts() -> None:
    async def main(url: str) -> None:
        other = url.replace("127.0.0.1", "localhost")
        async with client(**limits(idle=2)) as http:
            kept = (await http.get(other)).json()
            dropped, last = sorted(await ports(http, url, 2))
            assert len({kept, dropped, last}) == 3
            assert (await http.get(other)).json() != kept

    answer, _ = gated(2)
    barriers = iter([port, answer, answer, port])
    with serving(lambda handler: next(barriers)(handler)) as url:
        asyncio.run(main(url))


def test_idle_connections_count_among_those_that_may_be_open() -> None:
    async def main(url: str, *others: str) -> None:
        transport = AsyncTransport(Connections(**limits(most=2)))
        async with httpx.AsyncClient(transport=transport) as http:
            first = (await http.get(url)).json()
            for other in others:
                await http.get(other)
                assert _idle(transport) <= 2
            assert (await http.get(url)).json() != first

    with serving(port) as first, serving(port) as second, serving(port) as third:
        asyncio.run(main(first, second, third))


def test_a_response_that_is_dropped_gives_its_place_back() -> None:
    async def main(url: str) -> None:
        async with client(**limits(most=1)) as http:
            held = await http.send(http.build_request("GET", url), stream=True)
            del held
            gc.collect()
            assert (await http.get(url, timeout=httpx.Timeout(5, pool=1))).status_code == 200

    with serving(port) as url:
        asyncio.run(main(url))


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_stream_that_is_dropped_unread_gives_its_place_back_at_once(backend: Any) -> None:
    pytest.importorskip(backend)

    async def main(url: str) -> None:
        http = DefaultAsyncHttpxClient(**limits(most=1), timeout=httpx.Timeout(5, pool=1))
        async with AsyncTest(api_key="k", base_url=url, http_client=http, max_retries=0) as each:
            for _ in range(3):
                await each.things.create(name="n", stream=True)
            assert await each.get("/x", cast_to=object) == 1

    gc.collect()
    gc.disable()
    try:
        with serving(lambda handler: handler.reply(body=1)) as url, warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            anyio.run(main, url, backend=backend)
    finally:
        gc.enable()


def test_what_is_given_back_after_the_client_was_closed_is_closed() -> None:
    async def main(url: str) -> None:
        transport = AsyncTransport(Connections())
        http = httpx.AsyncClient(transport=transport)
        held = await http.send(http.build_request("GET", url), stream=True)
        stacks = transport._stacks_here()
        await http.aclose()
        await held.aclose()
        assert not stacks._idle

    with serving(port) as url:
        asyncio.run(main(url))


def _idle(transport: AsyncTransport) -> int:
    return sum(len(each._idle) for each in transport._stacks.values())


def test_a_response_closed_early_costs_its_connection_only() -> None:
    async def main(url: str) -> None:
        async with client(**limits(most=1)) as http:
            for _ in range(3):
                response = await http.send(http.build_request("GET", url), stream=True)
                await response.aclose()
            assert (await http.get(url)).status_code == 200

    with serving(lambda handler: handler.reply(body=b"x" * 500_000)) as url:
        asyncio.run(main(url))


def test_failed_requests_free_their_place() -> None:
    async def main(url: str) -> None:
        async with client(**limits(most=1)) as http:
            for _ in range(3):
                with pytest.raises(httpx.ConnectError):
                    await http.get(url)
            assert http._transport._stacks_here()._busy == 0  # type: ignore[attr-defined]

    with serving(port) as url:
        pass
    asyncio.run(main(url))


def test_one_client_serves_one_event_loop_after_another() -> None:
    with serving(port) as url:
        shared = AsyncTest(api_key="k", base_url=url)

        async def main() -> Any:
            return await shared.get("/x", cast_to=object)

        assert isinstance(asyncio.run(main()), int)
        assert isinstance(asyncio.run(main()), int)


def test_one_client_serves_event_loops_in_several_threads() -> None:
    with serving(port) as url:
        http = client()
        found: list[Any] = []

        def work() -> None:
            async def main() -> None:
                for _ in range(10):
                    found.append((await http.get(url)).json())

            asyncio.run(main())

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 40


def test_a_forked_process_makes_its_own_connections() -> None:
    async def main(url: str, transport: AsyncTransport) -> int:
        async with httpx.AsyncClient(transport=transport) as http:
            before = (await http.get(url)).json()
            transport._process -= 1
            assert (await http.get(url)).json() != before
            return os.getpid()

    with serving(port) as url:
        transport = AsyncTransport(Connections())
        assert asyncio.run(main(url, transport)) == transport._process


def test_it_works_under_anyio() -> None:
    async def main(url: str) -> None:
        async with AsyncTest(api_key="k", base_url=url) as each, anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(lambda: each.get("/x", cast_to=object))

    with serving(port) as url:
        anyio.run(main, url)


def test_it_works_under_trio(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("trio")
    with serving(port) as url:

        async def main() -> None:
            async with AsyncTest(api_key="k", base_url=url) as each:
                assert isinstance(await each.get("/x", cast_to=object), int)

        anyio.run(main, backend="trio")


def test_one_run_of_trio_after_another_leaves_nothing_behind() -> None:
    pytest.importorskip("trio")
    with serving(port) as url:
        transport = AsyncTransport(Connections())
        shared = AsyncTest(
            api_key="k", base_url=url, http_client=httpx.AsyncClient(transport=transport)
        )

        async def main() -> None:
            assert isinstance(await shared.get("/x", cast_to=object), int)

        for _ in range(3):
            anyio.run(main, backend="trio")
            assert len(transport._stacks) == 1


def test_connections_are_closed_with_the_client() -> None:
    async def main(url: str) -> None:
        transport = AsyncTransport(Connections())
        http = httpx.AsyncClient(transport=transport)
        await http.get(url)
        assert _idle(transport) == 1
        await http.aclose()
        assert _idle(transport) == 0

    with serving(port) as url:
        asyncio.run(main(url))


def test_defaults_can_be_overridden() -> None:
    http = DefaultAsyncHttpxClient(timeout=3, follow_redirects=False)
    assert http.timeout == httpx.Timeout(3)
    assert not http.follow_redirects
    assert DefaultAsyncHttpxClient().timeout == httpx.Timeout(600, connect=5)
    mock = httpx.MockTransport(lambda _request: httpx.Response(200))
    assert DefaultAsyncHttpxClient(transport=mock)._transport is mock
