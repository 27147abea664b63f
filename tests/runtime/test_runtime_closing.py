"""Clients that are closed, and clients that are dropped."""

from __future__ import annotations

import asyncio
import gc

import pytest
from call_fakes import AsyncTest, Test

from runtime import errors


def test_closing() -> None:
    client = Test(api_key="k")
    assert not client.is_closed()
    with client as same:
        assert same is client
    assert client.is_closed()

    async def main() -> None:
        client = AsyncTest(api_key="k")
        async with client:
            assert not client.is_closed()
        assert client.is_closed()

    asyncio.run(main())


def test_a_dropped_client_closes_its_connections() -> None:
    client = Test(api_key="k")
    http = client._http
    copy = client.with_options(timeout=1)
    del client
    gc.collect()
    assert not http.is_closed
    closed: list[bool] = []
    http.close = lambda: closed.append(True)
    del copy, http
    gc.collect()
    assert closed == [True]


def test_a_dropped_asynchronous_client_closes_its_connections() -> None:
    async def main() -> list[bool]:
        client = AsyncTest(api_key="k")
        closed: list[bool] = []

        async def aclose() -> None:
            closed.append(True)

        client._http.aclose = aclose
        del client
        gc.collect()
        await asyncio.sleep(0)
        return closed

    assert asyncio.run(main()) == [True]


def test_a_closed_client_says_so() -> None:
    client = Test(api_key="k")
    client.close()
    with pytest.raises(errors.ClientError, match=r"things\.retrieve: this client is closed"):
        client.things.retrieve("a")

    async def main() -> None:
        client = AsyncTest(api_key="k")
        await client.close()
        with pytest.raises(errors.ClientError, match="closed"):
            await client.things.retrieve("a")

    asyncio.run(main())
