"""What a server sends costs no more memory than it has bytes, and is refused where that is too many."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest

from runtime import errors, sizes
from runtime.client import DefaultAsyncHttpxClient, DefaultHttpxClient
from runtime.jsonl import LineSplitter
from runtime.sse import SSEDecoder

MEGA = 1024 * 1024


def peak(work: Callable[[], Any]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class Chunks(httpx.SyncByteStream):
    def __init__(self, *chunks: bytes) -> None:
        self.chunks = chunks
        self.given = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.given += 1
            yield chunk


def response(
    *chunks: bytes,
    encoding: str | None = None,
    status: int = 200,
    streamed: bool = False,
    headers: Mapping[str, str] = {},
) -> httpx.Response:
    request = httpx.Request("GET", "https://api.test", extensions={"streamed": streamed})
    headers = {**headers, **({"content-encoding": encoding} if encoding else {})}
    made = httpx.Response(status, headers=headers, stream=Chunks(*chunks), request=request)
    sizes.bound(made, request)
    return made


@pytest.mark.parametrize("cut", [2, 7, 1000, 10**6])
@pytest.mark.parametrize(
    ("encoding", "compress"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("GZIP", gzip.compress),
        ("gzip", lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:])),
        ("gzip", lambda data: gzip.compress(data) + b"\0" * 2000),
        ("deflate", lambda data: zlib.compress(data) + b"\0" * 2000),
        ("x-unknown", lambda data: data),
        ("identity", lambda data: data),
    ],
)
def test_what_is_compressed_reasonably_is_read_as_ever(
    encoding: str, compress: Any, cut: int
) -> None:
    data = b"".join(b"line %d\n" % number for number in range(5000))
    sent = compress(data)
    chunks = [sent[start : start + cut] for start in range(0, len(sent), cut)]
    assert response(*chunks, encoding=encoding).read() == data


BOMB = b" " * (100 * MEGA)


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(BOMB)),
        ("gzip", gzip.compress(BOMB[: 4 * MEGA]) * 25),
        ("deflate", zlib.compress(BOMB)),
        ("deflate", zlib.compress(BOMB)[2:-4]),
    ],
    ids=["gzip", "several of gzip", "zlib", "deflate"],
)
def test_what_grows_beyond_reason_is_refused_on_the_way(encoding: str, bomb: bytes) -> None:
    def work() -> None:
        with pytest.raises(errors.APIResponseValidationError, match="and more"):
            response(bomb, encoding=encoding).read()

    assert peak(work) < 60 * MEGA


@pytest.mark.parametrize("encoding", ["br", "zstd", "BR", "gzip, br", "gzip, gzip"])
@pytest.mark.parametrize("status", [200, 529])
def test_what_can_not_be_decompressed_bit_by_bit_is_refused(encoding: str, status: int) -> None:
    with pytest.raises(errors.APIResponseValidationError, match="compressed"):
        response(b"x" * 500, encoding=encoding, status=status).read()


@pytest.mark.parametrize("kind", [DefaultHttpxClient, DefaultAsyncHttpxClient])
def test_nothing_else_is_asked_for_unless_a_caller_does(kind: Any) -> None:
    assert kind(headers={"x-a": "b"}).headers["accept-encoding"] == "gzip, deflate"
    assert kind(headers={"Accept-Encoding": "identity"}).headers["accept-encoding"] == "identity"


def test_a_whole_body_has_a_bound_and_a_stream_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "MOST_HELD", 1000)
    sent = gzip.compress(b"x" * 2000)
    with pytest.raises(errors.APIResponseValidationError):
        response(sent, encoding="gzip").read()
    assert len(response(sent, encoding="gzip", streamed=True).read()) == 2000


@pytest.mark.parametrize("headers", [{}, {"content-length": "2000"}, {"content-length": "2e3"}])
def test_so_has_one_that_is_not_compressed(
    headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "MOST_HELD", 1000)
    chunks = [b"x" * 400] * 5
    with pytest.raises(errors.APIResponseValidationError, match="more than 1,000 bytes"):
        response(*chunks, headers=headers).read()
    assert len(response(*chunks[:2]).read()) == 800
    assert len(response(*chunks, headers=headers, streamed=True).read()) == 2000


def test_spoilt_data_is_told_as_the_library_tells_it() -> None:
    with pytest.raises(httpx.DecodingError):
        response(b"\x1f\x8b" + b"x" * 20, encoding="gzip").read()


@pytest.mark.parametrize("status", [400, 529])
def test_no_more_than_the_beginning_of_an_error_is_read(status: int) -> None:
    plain = response(*[b"x" * MEGA] * 50, status=status)
    assert len(plain.read()) == sizes.MOST_OF_AN_ERROR
    assert plain.stream._inner.given < 6  # type: ignore[union-attr]
    bomb = response(gzip.compress(b"x" * (50 * MEGA)), encoding="gzip", status=status)
    assert sizes.MOST_OF_AN_ERROR <= len(bomb.read()) <= 2 * sizes.MOST_OF_AN_ERROR


@pytest.mark.slow
@pytest.mark.parametrize("splitter", [SSEDecoder, LineSplitter])
def test_tiny_chunks_cost_no_more_than_large_ones(splitter: Any) -> None:
    chunks, feed = [b"%02d" % (number % 100) for number in range(300_000)], splitter().feed

    def work() -> None:
        for chunk in chunks:
            feed(chunk)

    assert peak(work) < 3 * MEGA


@pytest.mark.slow
def test_tiny_lines_cost_no_more_than_long_ones() -> None:
    block = b"data:ab\n" * 300_000 + b"\n"
    assert peak(lambda: SSEDecoder().feed(block)) < 12 * MEGA
