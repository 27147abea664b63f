"""HTTP responses in, what `with_raw_response` shows of them out."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from body_fakes import NAMES, response

from runtime.decode import decode
from runtime.downloads import (
    AsyncBinaryAPIResponse,
    AsyncStreamedBinaryAPIResponse,
    BinaryAPIResponse,
    StreamedBinaryAPIResponse,
)
from runtime.errors import APIResponseValidationError, StreamConsumedError, StreamInterruptedError
from runtime.models import Model
from runtime.response import APIResponse, AsyncAPIResponse

BODY = b'{"id": "t_1",\n"size": 3}'


class Thing(Model):
    id: str
    size: int


class Renamed(Model):
    id: str


def parse(answer: httpx.Response) -> Thing:
    found = decode(f"{__name__}:Thing", answer.content)
    assert isinstance(found, Thing)
    return found


def sync(*chunks: bytes | Exception, **headers: Any) -> APIResponse[Thing]:
    return APIResponse(response(*(chunks or (BODY,)), **headers), NAMES, parse, retries_taken=2)


def asynchronous(*chunks: bytes | Exception) -> AsyncAPIResponse[Thing]:
    return AsyncAPIResponse(response(*(chunks or (BODY,))), NAMES, parse)


def test_facts() -> None:
    got = sync(
        organization_id="o", workspace_id="w", ratelimit_requests_limit="9", content_type="a/b"
    )
    assert (got.status_code, got.method, got.retries_taken) == (200, "POST", 2)
    assert (got.request_id, got.organization_id, got.workspace_id) == ("req_1", "o", "w")
    assert str(got.url) == "https://api.test/v1/things"
    assert got.http_request is got.http_response.request
    assert got.http_version == "HTTP/1.1"
    assert got.rate_limits.requests.limit == 9
    assert got.headers["Request-Id"] == "req_1"
    assert repr(got) == "<APIResponse [200 OK] type=a/b>"
    assert not got.is_closed
    got.read()
    assert got.is_closed


def test_parsing() -> None:
    got = sync()
    assert got.parse() == Thing(id="t_1", size=3)
    assert got.parse() is got.parse()
    assert got.parse(to=Renamed) == Renamed.model_validate({"id": "t_1", "size": 3})
    assert got.parse(to=dict[str, Any]) == {"id": "t_1", "size": 3}
    assert got.parse(to=str) == got.text() == BODY.decode()
    assert got.parse(to=bytes) == got.read() == BODY
    assert got.parse(to=httpx.Response) is got.http_response
    assert got.json() == {"id": "t_1", "size": 3}


def test_parsing_asynchronously() -> None:
    async def main() -> None:
        got = asynchronous()
        assert await got.parse() == Thing(id="t_1", size=3)
        assert await got.parse() is await got.parse()
        assert await got.parse(to=Renamed) == Renamed.model_validate({"id": "t_1", "size": 3})
        assert await got.text() == BODY.decode()
        assert await got.json() == {"id": "t_1", "size": 3}
        assert await got.read() == BODY

    asyncio.run(main())


def test_a_body_that_is_not_json() -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        sync(b"<html>").json()
    assert caught.value.body == "<html>"


def test_a_result_that_streams_is_made_of_an_unread_body() -> None:
    log: list[str] = []
    answer = response(BODY, log=log)
    got: APIResponse[str] = APIResponse(answer, NAMES, lambda _: "stream", streams=True)
    assert got.parse() == "stream"
    assert log == []


def test_iterating() -> None:
    assert list(sync(b"ab", b"cd").iter_bytes()) == [b"ab", b"cd"]
    assert list(sync(b"ab", b"cd").iter_bytes(3)) == [b"abc", b"d"]
    assert list(sync("é".encode()).iter_text()) == ["é"]
    assert list(sync(b"a\nb", b"c\n").iter_lines()) == ["a", "bc"]


def test_iterating_asynchronously() -> None:
    async def main() -> None:
        assert [part async for part in asynchronous(b"ab", b"c").iter_bytes(2)] == [b"ab", b"c"]
        assert [part async for part in asynchronous(b"ab").iter_text()] == ["ab"]
        assert [line async for line in asynchronous(b"a\nb").iter_lines()] == ["a", "b"]

    asyncio.run(main())


def test_a_body_that_breaks_off() -> None:
    broken = httpx.ReadError("gone")
    with pytest.raises(StreamInterruptedError):
        sync(b"a", broken).read()
    with pytest.raises(StreamInterruptedError):
        list(sync(b"a", broken).iter_bytes())

    async def main() -> None:
        with pytest.raises(StreamInterruptedError):
            await asynchronous(b"a", broken).read()
        with pytest.raises(StreamInterruptedError):
            [part async for part in asynchronous(b"a", broken).iter_bytes()]

    asyncio.run(main())


def test_a_body_is_there_once() -> None:
    got = sync()
    list(got.iter_bytes())
    with pytest.raises(StreamConsumedError):
        got.read()


def test_the_context_closes() -> None:
    log: list[str] = []
    with APIResponse[Any](response(BODY, log=log), NAMES, parse) as got:
        assert not got.is_closed
    assert log == ["closed"]

    async def main() -> None:
        async with AsyncAPIResponse[Any](response(BODY, log=log), NAMES, parse) as got:
            assert got.status_code == 200

    asyncio.run(main())
    assert log == ["closed", "closed"]


def test_files_are_written_as_they_come(tmp_path: Path) -> None:
    log: list[str] = []
    target = tmp_path / "a.bin"
    got = BinaryAPIResponse(response(b"\0\1", b"\2", log=log), NAMES, lambda answer: answer.content)
    got.write_to_file(target)
    assert target.read_bytes() == b"\0\1\2"
    assert log == ["chunk 0", "chunk 1", "closed"]
    streamed = StreamedBinaryAPIResponse(response(b"x"), NAMES, lambda answer: answer.content)
    streamed.stream_to_file(str(target))
    assert target.read_bytes() == b"x"


def test_a_file_that_was_read_can_be_written_too(tmp_path: Path) -> None:
    got = BinaryAPIResponse(response(b"abc"), NAMES, lambda answer: answer.content)
    assert got.read() == b"abc"
    got.write_to_file(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"abc"


def test_files_are_written_asynchronously(tmp_path: Path) -> None:
    async def main() -> None:
        got = AsyncBinaryAPIResponse(response(b"ab", b"c"), NAMES, lambda answer: answer.content)
        await got.write_to_file(tmp_path / "a", chunk_size=1)
        streamed = AsyncStreamedBinaryAPIResponse(response(b"d"), NAMES, lambda a: a.content)
        await streamed.stream_to_file(tmp_path / "b")

    asyncio.run(main())
    assert (tmp_path / "a").read_bytes() == b"abc"
    assert (tmp_path / "b").read_bytes() == b"d"
