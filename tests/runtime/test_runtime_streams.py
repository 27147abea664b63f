"""Responses whose bodies are lists of chunks in, items, exceptions and freed connections out."""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
from typing import Annotated, Any, Literal, TypeAlias, Union

import httpx
import pytest
from body_fakes import SETTINGS, response

from runtime.errors import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    OverloadedError,
    StreamConsumedError,
    StreamInterruptedError,
)
from runtime.models import Model, Unknown, Variants
from runtime.streams import AsyncJSONLDecoder, AsyncStream, JSONLDecoder, Stream


class Step(Model):
    type: Literal["step"]
    n: int


class End(Model):
    type: Literal["end"]


Event: TypeAlias = Annotated[Union[Step, End], Variants("type")]


def step(n: object, name: str = "step") -> bytes:
    return f'event: {name}\ndata: {{"type": "{name}", "n": {json.dumps(n)}}}\n\n'.encode()


class Run:
    """Reads a stream to its end or its failure, by either body."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.items: list[Any] = []
        self.log: list[str] = []

    def __call__(
        self, *chunks: bytes | Exception, lines: bool = False, library: Any = httpx
    ) -> list[Any]:
        answer = response(*chunks, library=library, log=self.log)
        if self.kind == "sync":
            sync: Any = (
                JSONLDecoder(answer, Event, SETTINGS) if lines else Stream(answer, Event, SETTINGS)
            )
            for item in sync:
                self.items.append(item)
        else:
            asyncio.run(self._run(answer, lines))
        return self.items

    async def _run(self, answer: Any, lines: bool) -> None:
        stream: Any = (
            AsyncJSONLDecoder(answer, Event, SETTINGS)
            if lines
            else AsyncStream(answer, Event, SETTINGS)
        )
        async for item in stream:
            self.items.append(item)


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest) -> Run:
    return Run(request.param)


def test_events_are_typed(run: Run) -> None:
    got = run(
        step(1) + step(2), step(3)[:20], step(3)[20:], b'event: end\ndata: {"type": "end"}\n\n'
    )
    assert got == [
        Step(type="step", n=1),
        Step(type="step", n=2),
        Step(type="step", n=3),
        End(type="end"),
    ]
    assert run.log[-1] == "closed"


def test_pings_are_skipped_and_unknown_names_delivered(run: Run) -> None:
    got = run(step(1), b'event: ping\ndata: {"type": "ping"}\n\n', step(2, "news"), b": hi\n\n")
    assert [type(item) for item in got] == [Step, Unknown]
    assert got[1].n == 2


def test_ill_typed_events_are_delivered(run: Run) -> None:
    got = run(step("x") + step(2))
    assert [(type(item), item.n) for item in got] == [(Step, "x"), (Step, 2)]


def test_an_api_without_names(run: Run) -> None:
    got = run(b'data: {"type": "step", "n": 1}\n\n' * 3 + b"data: [DONE]\n\n")
    assert [item.n for item in got] == [1, 1, 1]


def test_lines_may_end_in_any_way(run: Run) -> None:
    got = run((step(1) + step(2)).replace(b"\n", b"\r\n"), step(3).replace(b"\n", b"\r"))
    assert [item.n for item in got] == [1, 2, 3]


ERROR = b'event: error\ndata: {"type": "error", "error": {"type": "%s", "message": "m"}}\n\n'


def test_an_error_event_raises_the_class_of_its_type(run: Run) -> None:
    with pytest.raises(OverloadedError) as caught:
        run(step(1) + ERROR % b"overloaded_error" + step(2))
    assert [item.n for item in run.items] == [1]
    assert (caught.value.status_code, caught.value.request_id) == (529, "req_1")
    assert caught.value.type == "overloaded_error"
    assert run.log[-1] == "closed"


@pytest.mark.parametrize("event", [ERROR % b"new_error", b"event: error\ndata: oh no\n\n"])
def test_a_new_kind_of_error_is_a_status_error(run: Run, event: bytes) -> None:
    with pytest.raises(APIStatusError):
        run(event)


def test_a_lost_connection_is_ours_and_says_what_had_come(run: Run) -> None:
    with pytest.raises(StreamInterruptedError) as caught:
        run(step(1) + step(2), b"event: step\nda", httpx.ReadError("gone"))
    assert isinstance(caught.value, APIConnectionError)
    assert [item.n for item in run.items] == [1, 2]
    assert vars(caught.value)["received"] == 2
    assert vars(caught.value)["partial"] == b"event: step\nda"
    assert caught.value.request_id == "req_1"
    assert isinstance(caught.value.__cause__, httpx.ReadError)
    assert run.log[-1] == "closed"


def test_silence_in_mid_stream_is_a_timeout_too(run: Run) -> None:
    with pytest.raises(APITimeoutError) as caught:
        run(step(1), httpx.ReadTimeout("slow"))
    assert isinstance(caught.value, StreamInterruptedError)


def test_what_is_not_about_the_connection_stays_as_it_is(run: Run) -> None:
    with pytest.raises(ZeroDivisionError):
        run(step(1), ZeroDivisionError())
    assert run.log[-1] == "closed"


def test_data_that_is_not_json_is_refused_where_it_stands(run: Run) -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        run(step(1) + b"event: step\ndata: {nope\n\n" + step(2))
    assert [item.n for item in run.items] == [1]
    assert caught.value.body == "{nope"


LINES = b'{"type": "step", "n": 1}\n\n{"type": "step", "n": 2}\r\n{"type": "new", "n": 3}'


def test_json_lines(run: Run) -> None:
    got = run(*(LINES[i : i + 7] for i in range(0, len(LINES), 7)), lines=True)
    assert [(type(item), item.n) for item in got] == [(Step, 1), (Step, 2), (Unknown, 3)]


def test_json_lines_that_break_off(run: Run) -> None:
    with pytest.raises(APIResponseValidationError):
        run(LINES + b"\n{", lines=True)
    assert [item.n for item in run.items] == [1, 2, 3]


def test_the_fork_of_httpx_works_as_well(run: Run) -> None:
    fork = pytest.importorskip("httpx2")
    with pytest.raises(StreamInterruptedError):
        run(step(1), fork.ReadError("gone"), library=fork)
    assert [item.n for item in run.items] == [1]


def test_chunks_are_read_when_they_are_wanted() -> None:
    log: list[str] = []
    stream: Stream[Any] = Stream(response(step(1) + step(2), step(3), log=log), Event, SETTINGS)
    assert log == []
    assert next(stream).n == 1
    assert next(stream).n == 2
    assert log == ["chunk 0"]
    assert [item.n for item in stream] == [3]
    assert log == ["chunk 0", "chunk 1", "closed"]


def test_leaving_early_frees_the_connection() -> None:
    log: list[str] = []
    events: Stream[Any] = Stream(response(step(1) + step(2), step(3), log=log), Event, SETTINGS)
    with events as stream:
        for item in stream:
            assert item.n == 1
            stream.close()
    assert log == ["chunk 0", "closed"]
    assert list(stream) == []
    assert stream.response.is_closed


def test_leaving_early_frees_the_connection_asynchronously() -> None:
    log: list[str] = []

    async def leave() -> None:
        answer = response(step(1) + step(2), step(3), log=log)
        events: AsyncStream[Any] = AsyncStream(answer, Event, SETTINGS)
        async with events as stream:
            async for item in stream:
                assert item.n == 1
                break
        assert [item async for item in stream] == []

    asyncio.run(leave())
    assert log == ["chunk 0", "closed"]


def test_a_stream_that_is_dropped_frees_the_connection() -> None:
    log: list[str] = []
    stream: Stream[Any] = Stream(response(step(1), step(2), log=log), Event, SETTINGS)
    next(stream)
    del stream
    gc.collect()
    assert log[-1] == "closed"


def test_closing_while_another_task_waits() -> None:
    async def main() -> None:
        waiting = asyncio.Event()

        class Silent(httpx.AsyncByteStream):
            async def __aiter__(self) -> Any:
                yield step(1)
                waiting.set()
                await asyncio.Event().wait()

        answer = httpx.Response(
            200, stream=Silent(), request=httpx.Request("GET", "https://a.test")
        )
        stream: AsyncStream[Any] = AsyncStream(answer, Event, SETTINGS)

        async def read() -> list[Any]:
            return [item.n async for item in stream]

        task = asyncio.create_task(read())
        await waiting.wait()
        await stream.close()
        assert answer.is_closed
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())


def test_a_body_is_read_once() -> None:
    answer = response(step(1))
    assert len(list(Stream(answer, Event, SETTINGS))) == 1
    with pytest.raises(StreamConsumedError):
        next(Stream(answer, Event, SETTINGS))


@pytest.mark.parametrize("limited", ["runtime.sse:MAX_EVENT_BYTES", "runtime.jsonl:MAX_LINE_BYTES"])
def test_limits_are_stated(limited: str) -> None:
    module, _, name = limited.partition(":")
    assert getattr(importlib.import_module(module), name) >= 2**20


def test_an_endless_event_ends_in_an_exception() -> None:
    stream: Stream[Any] = Stream(
        response(step(1), b"data: " + b"x" * 90, b"x" * 90), Event, SETTINGS
    )
    reader: Any = stream._reader
    reader._blocks._limit = 100
    assert next(stream).n == 1
    with pytest.raises(APIResponseValidationError, match="larger than 100"):
        next(stream)
