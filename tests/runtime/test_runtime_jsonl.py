"""Bytes of JSON Lines in, cut anywhere, lines out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from runtime.jsonl import LineSplitter
from runtime.sse import FrameTooLarge


def lines(*chunks: bytes) -> list[bytes]:
    splitter = LineSplitter()
    found = [line for chunk in chunks for line in splitter.feed(chunk)]
    return found + splitter.finish()


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (b"", []),
        (b"1", [b"1"]),
        (b"1\n2\n", [b"1", b"2"]),
        (b"1\n\n2", [b"1", b"", b"2"]),
        (b"1\r\n2\r\n", [b"1\r", b"2\r"]),
        (b"\xef\xbb\xbf1\n2", [b"1", b"2"]),
        ("\u2028\n".encode(), ["\u2028".encode()]),
    ],
)
def test_lines(stream: bytes, expected: list[bytes]) -> None:
    assert lines(stream) == expected


@given(st.lists(st.sampled_from([b"\n", b"\r", b"{}", "é".encode(), b"\xef\xbb\xbf"])), st.data())
def test_it_does_not_matter_where_the_bytes_are_cut(
    pieces: list[bytes], data: st.DataObject
) -> None:
    stream = b"".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    bounds = [0, *cuts, len(stream)]
    chunks = [stream[a:b] for a, b in pairwise(bounds)]
    expected = stream.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    assert lines(*chunks) == (expected if expected[-1] else expected[:-1])


def test_an_endless_line_is_refused() -> None:
    splitter = LineSplitter(limit=10)
    assert splitter.feed(b"1234567890123\n12345") == [b"1234567890123"]
    with pytest.raises(FrameTooLarge):
        splitter.feed(b"678901")
