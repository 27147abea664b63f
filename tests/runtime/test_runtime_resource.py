"""Resources and the proxies that stand for them."""

from __future__ import annotations

import asyncio
import warnings
from dataclasses import replace

import httpx
import pytest
from call_fakes import RETRIEVE, AsyncTest, Things, every, mocked, ok

OLD = replace(RETRIEVE, deprecation="`retrieve` goes away; use `get`.")


class Old(Things):
    def old(self, id: str) -> object:
        return self._call(OLD, {"id": id}, every({}))


def test_a_deprecated_method_warns_where_it_is_called() -> None:
    client, _ = mocked(ok)
    with pytest.warns(DeprecationWarning, match="use `get`") as caught:
        Old(client).old("a")
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.things.retrieve("a")


def test_proxies_stand_for_every_resource_below() -> None:
    client, _ = mocked(ok)
    raw = client.with_raw_response.things
    assert raw.inner.retrieve("a").parse() == {"id": "thing_1"}
    assert client.things.with_raw_response.inner.retrieve("a").request_id == "req_1"
    assert "retrieve" in dir(raw)
    with pytest.raises(AttributeError):
        _ = raw.nothing


def test_a_proxy_leaves_what_it_stands_for_alone() -> None:
    client, _ = mocked(ok)
    things = client.things
    _ = things.with_raw_response
    assert things.retrieve("a") == {"id": "thing_1"}
    assert client.things is things


def test_a_streamed_proxy_makes_a_request_each_time_it_is_entered() -> None:
    client, seen = mocked(ok)
    manager = client.with_streaming_response.things.retrieve("a")
    with manager, manager:
        pass
    assert len(seen) == 2


def test_asynchronous_proxies() -> None:
    async def main() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(ok))
        async with AsyncTest(api_key="k", http_client=http) as client:
            raw = await client.with_raw_response.things.inner.retrieve("a")
            assert await raw.parse() == {"id": "thing_1"}
            async with client.with_streaming_response.things.retrieve("a") as response:
                assert await response.json() == {"id": "thing_1"}
            verb = await client.with_raw_response.get("/x", cast_to=dict)
            assert verb.request_id == "req_1"

    asyncio.run(main())
