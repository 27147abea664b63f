"""Both drivers over a socket: what the fakes of other tests stand for."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from call_fakes import AsyncTest, Handler, Test, mocked, serving

from runtime import errors
from runtime.client import DefaultAsyncHttpxClient
from runtime.drivers import drive, drive_async
from runtime.effects import Run, Sleep


def echo(handler: Handler) -> None:
    handler.reply(
        body={
            "method": handler.command,
            "path": handler.path,
            "body": handler.body.decode("utf-8", "replace"),
            "length": len(handler.body),
            "retries": handler.headers["x-retry-count"],
            "port": handler.client_address[1],
        },
        request_id="req_1",
    )


def test_a_call_over_a_socket() -> None:
    with serving(echo) as url, Test(api_key="k", base_url=url) as client:
        first = client.things.create(name="ü")
        second = client.things.retrieve("a/b")
        assert (first["method"], first["path"], first["body"]) == (
            "POST",
            "/v1/things",
            '{"name":"ü"}',
        )
        assert second["path"] == "/v1/things/a%2Fb"
        assert first["port"] == second["port"]


def test_an_asynchronous_call_over_a_socket() -> None:
    async def main(url: str) -> None:
        async with AsyncTest(api_key="k", base_url=url) as client:
            first = await client.things.create(name="ü")
            second = await client.things.retrieve("a/b")
            assert first["body"] == '{"name":"ü"}'
            assert second["path"] == "/v1/things/a%2Fb"
            assert first["port"] == second["port"]
            raw = await client.things.with_raw_response.create(name="n")
            assert (raw.request_id, (await raw.parse())["method"]) == ("req_1", "POST")
            async with client.things.with_streaming_response.create(name="n") as response:
                assert not response.is_closed
                assert (await response.parse())["method"] == "POST"
            assert response.is_closed
            assert (await client.post("/x", cast_to=dict, body={}))["path"] == "/x"

    with serving(echo) as url:
        asyncio.run(main(url))


def flaky(*statuses: int) -> Any:
    left = list(statuses)

    def answer(handler: Handler) -> None:
        status = left.pop(0) if left else 200
        if status == 0:
            handler.close_connection = True
        elif status == 200:
            echo(handler)
        else:
            handler.reply(status, {"error": {"type": "e"}}, retry_after_ms="1")

    return answer


@pytest.mark.parametrize("failures", [(500,), (0,), (429, 0)])
def test_both_drivers_try_again(failures: tuple[int, ...]) -> None:
    async def main(url: str) -> Any:
        async with AsyncTest(api_key="k", base_url=url) as client:
            return await client.things.create(name="n")

    with serving(flaky(*failures)) as url, Test(api_key="k", base_url=url) as client:
        assert client.things.create(name="n")["retries"] == str(len(failures))
    with serving(flaky(*failures)) as url:
        assert asyncio.run(main(url))["retries"] == str(len(failures))


def test_nobody_there() -> None:
    with serving(echo) as url:
        pass
    client = Test(api_key="k", base_url=url, max_retries=0)
    with pytest.raises(errors.APIConnectionError, match=r"things\.retrieve") as caught:
        client.things.retrieve("a")
    assert isinstance(caught.value.__cause__, httpx.ConnectError)


def test_timeouts_over_a_socket() -> None:
    never = threading.Event()

    def hang(_handler: object) -> None:
        never.wait(10)

    with serving(hang) as url:
        client = Test(api_key="k", base_url=url, max_retries=0)
        with pytest.raises(errors.APITimeoutError):
            client.things.retrieve("a", timeout=0.05)

        async def main() -> None:
            async with AsyncTest(api_key="k", base_url=url, max_retries=0) as client:
                with pytest.raises(errors.APITimeoutError):
                    await client.things.retrieve("a", timeout=0.05)

        asyncio.run(main())
        never.set()


def test_a_total_time_over_a_socket() -> None:
    """A body that trickles never violates the timeout of a single read."""

    def trickle(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "1000")
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            if done.wait(0.02):
                return

    done = threading.Event()

    async def main(url: str) -> None:
        options = {"api_key": "k", "base_url": url, "max_retries": 0, "total_timeout": 0.1}
        async with AsyncTest(**options) as client:
            with pytest.raises(errors.APITimeoutError):
                await client.things.retrieve("a")

    with serving(trickle) as url:
        asyncio.run(main(url))
        done.set()


def test_uploads_over_a_socket(tmp_path: Path) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(os.urandom(700_000))

    async def main(url: str) -> Any:
        async with AsyncTest(api_key="k", base_url=url) as client:
            sent = await client.things.upload(file=path)
            chunked = await client.post("/x", cast_to=dict, content=_chunks())
            return sent["length"], chunked["length"]

    with serving(flaky(500)) as url, Test(api_key="k", base_url=url) as client:
        sent = client.things.upload(file=path)
        assert (sent["length"] > 700_000, sent["retries"]) == (True, "1")
        assert client.post("/x", cast_to=dict, content=iter([b"ab", b"c"]))["length"] == 3
    with serving(flaky(500)) as url:
        assert asyncio.run(main(url)) == (sent["length"], 4)


async def _chunks() -> Any:
    yield b"ab"
    yield b"cd"


def test_a_body_that_was_read_is_not_sent_again() -> None:
    with serving(flaky(500)) as url, Test(api_key="k", base_url=url) as client:
        with pytest.raises(errors.InternalServerError) as caught:
            client.post("/x", cast_to=dict, content=iter([b"a"]))
        assert caught.value.attempts == 1


EVENTS = b'event: a\ndata: {"n":1}\n\nevent: b\ndata: {"n":2}\n\n'


def events(handler: Handler) -> None:
    handler.reply(body=EVENTS, content_type="text/event-stream")


def test_streams_over_a_socket() -> None:
    async def main(url: str) -> Any:
        async with AsyncTest(api_key="k", base_url=url) as client:
            return [event async for event in await client.things.create(name="n", stream=True)]

    expected = [{"n": 1}, {"n": 2}]
    with serving(events) as url, Test(api_key="k", base_url=url) as client:
        assert list(client.things.create(name="n", stream=True)) == expected
        raw = client.things.with_raw_response.create(name="n", stream=True)
        assert list(raw.parse()) == expected
        assert asyncio.run(main(url)) == expected


def test_lines_from_a_url_that_another_call_gives() -> None:
    """Here the result is a plain mapping, so a model-like one is made of it."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={})

    client, _ = mocked(answer)
    with pytest.raises(errors.ClientError, match="no `results_url` yet"):
        client.things.results("a")


def test_a_cancelled_call_frees_its_connection() -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow_once(handler: Handler) -> None:
        if not started.is_set():
            started.set()
            go_on.wait(10)
        echo(handler)

    async def main(url: str) -> None:
        http = DefaultAsyncHttpxClient(limits=httpx.Limits(max_connections=1))
        async with AsyncTest(api_key="k", base_url=url, http_client=http) as client:
            task = asyncio.create_task(client.things.retrieve("a"))
            await asyncio.to_thread(started.wait, 10)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert (await client.things.retrieve("b"))["path"] == "/v1/things/b"

    with serving(slow_once) as url:
        asyncio.run(main(url))
        go_on.set()


# The drivers by themselves


class Nobody:
    def send(self, _prepared: Any) -> Any:
        raise AssertionError


def policy(log: list[str]) -> Any:
    try:
        yield Sleep(0)
        try:
            yield Run(lambda: 1 / 0)
        except ZeroDivisionError:
            log.append("thrown in")
        return (yield Run(lambda: threading.get_ident()))
    finally:
        log.append("closed")


def test_exceptions_are_thrown_in_and_results_come_out() -> None:
    log: list[str] = []
    assert drive(policy(log), Nobody()) == threading.get_ident()
    assert asyncio.run(drive_async(policy(log), Nobody())) != threading.get_ident()
    assert log == ["thrown in", "closed"] * 2


def test_a_cancelled_driver_closes_the_policy() -> None:
    log: list[str] = []

    def waiting() -> Any:
        try:
            yield Sleep(60)
        finally:
            log.append("closed")

    async def main() -> None:
        task = asyncio.create_task(drive_async(waiting(), Nobody()))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert log == ["closed"]


def test_waiting_does_not_hold_up_the_event_loop() -> None:
    log: list[str] = []

    def reading() -> Any:
        yield Run(lambda: time.sleep(0.05))
        log.append("read")

    async def main() -> None:
        task = asyncio.create_task(drive_async(reading(), Nobody()))
        await asyncio.sleep(0)
        log.append("loop")
        await task

    asyncio.run(main())
    assert log == ["loop", "read"]
