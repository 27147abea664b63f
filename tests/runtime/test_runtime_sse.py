"""Bytes of event streams in, events out: the rules of the WHATWG one by one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from runtime.sse import FrameTooLarge, ServerSentEvent, SSEDecoder


def events(*chunks: bytes) -> list[tuple[str, bytes, str]]:
    decoder = SSEDecoder()
    return [(e.event, e.data, e.id) for chunk in chunks for e in decoder.feed(chunk)]


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        pytest.param(b"data: a\n\n", [("message", b"a", "")], id="one line"),
        pytest.param(b"data:a\n\n", [("message", b"a", "")], id="no space"),
        pytest.param(b"data:  a\n\n", [("message", b" a", "")], id="only one space goes"),
        pytest.param(b"data:\ta\n\n", [("message", b"\ta", "")], id="a tab stays"),
        pytest.param(b"data: a\ndata: b\n\n", [("message", b"a\nb", "")], id="lines are joined"),
        pytest.param(b"data\n\n", [("message", b"", "")], id="a field without colon"),
        pytest.param(b"data:\n\n", [("message", b"", "")], id="an empty value"),
        pytest.param(b"data\ndata\n\n", [("message", b"\n", "")], id="two empty values"),
        pytest.param(b"data: a:b\n\n", [("message", b"a:b", "")], id="the first colon counts"),
        pytest.param(b"event: e\ndata: a\n\n", [("e", b"a", "")], id="a name"),
        pytest.param(b"data: a\nevent: e\n\n", [("e", b"a", "")], id="a name after the data"),
        pytest.param(b"event: e\nevent: f\ndata: a\n\n", [("f", b"a", "")], id="the last name"),
        pytest.param(b"event:\ndata: a\n\n", [("message", b"a", "")], id="an empty name"),
        pytest.param(b"event: e\n\ndata: a\n\n", [("message", b"a", "")], id="no data, no event"),
        pytest.param(b": hi\n\ndata: a\n:x\n\n", [("message", b"a", "")], id="comments"),
        pytest.param(b"Data: a\n data: b\n\n", [], id="names are exact"),
        pytest.param(b"data: a\nfoo: b\nbar\n\n", [("message", b"a", "")], id="other fields"),
        pytest.param(b"data: a\r\n\r\n", [("message", b"a", "")], id="CRLF"),
        pytest.param(b"data: a\r\r", [("message", b"a", "")], id="CR"),
        pytest.param(
            b"data: a\n\r\ndata: b\r\n\n",
            [("message", b"a", ""), ("message", b"b", "")],
            id="a mixture",
        ),
        pytest.param(b"\n\n\ndata: a\n\n\n\n\n", [("message", b"a", "")], id="many blank lines"),
        pytest.param(
            b"data: a\n\n\ndata: b\n\n",
            [("message", b"a", ""), ("message", b"b", "")],
            id="three line ends",
        ),
        pytest.param(b"data: a\n", [], id="no blank line"),
        pytest.param(b"data: a\n\ndata: b", [("message", b"a", "")], id="a beginning is dropped"),
        pytest.param(b"\xef\xbb\xbfdata: a\n\n", [("message", b"a", "")], id="a byte order mark"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\n", [], id="just one of them"),
        pytest.param(
            b"data: a\n\n\xef\xbb\xbfdata: b\n\n", [("message", b"a", "")], id="only at first"
        ),
        pytest.param(
            b"id: 1\ndata: a\n\ndata: b\n\n",
            [("message", b"a", "1"), ("message", b"b", "1")],
            id="an id stays",
        ),
        pytest.param(b"id: 1\n\ndata: b\n\n", [("message", b"b", "1")], id="an id by itself"),
        pytest.param(
            b"id: 1\ndata: a\n\nid\ndata: b\n\n",
            [("message", b"a", "1"), ("message", b"b", "")],
            id="an id is taken back",
        ),
        pytest.param(
            b"id: 1\ndata: a\n\nid: \0\ndata: b\n\n",
            [("message", b"a", "1"), ("message", b"b", "1")],
            id="no NULL in an id",
        ),
        pytest.param("data: é\n\n".encode(), [("message", "é".encode(), "")], id="UTF-8"),
    ],
)
def test_rules(stream: bytes, expected: list[tuple[str, bytes, str]]) -> None:
    assert events(stream) == expected
    assert events(*(stream[i : i + 1] for i in range(len(stream)))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(b"15", 15), (b"0", 0), (b"-1", None), (b"1.5", None), (b"", None), (b"9" * 5000, None)],
)
def test_retry_is_digits(value: bytes, expected: int | None) -> None:
    decoder = SSEDecoder()
    assert decoder.feed(b"retry: " + value + b"\n\n") == []
    assert decoder.parser.retry == expected


PIECES = st.lists(
    st.sampled_from(
        [
            *(b"data: ", b"data", b"event: ", b"id: ", b"retry: 5", b":", b" ", b"x"),
            *(b"\n", b"\r", b"\r\n", b"\n\n"),
            *(b"\xef\xbb\xbf", "é€😀".encode()),
        ]
    ),
    max_size=40,
)


@given(PIECES, st.data())
def test_it_does_not_matter_where_the_bytes_are_cut(
    pieces: list[bytes], data: st.DataObject
) -> None:
    stream = b"".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    bounds = [0, *cuts, len(stream)]
    chunks = [stream[a:b] for a, b in pairwise(bounds)]
    assert events(*chunks) == events(stream) == reference(stream)


def reference(stream: bytes) -> list[tuple[str, bytes, str]]:
    """The rules written down line by line, with no thought of speed."""
    text = stream.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    name, data, last_id = b"", b"", b""
    found: list[tuple[str, bytes, str]] = []
    for line in text.split(b"\n")[:-1]:
        field, _, value = line.partition(b":")
        value = value[1:] if value[:1] == b" " else value
        if not line:
            if data:
                found.append((name.decode() or "message", data[:-1], last_id.decode()))
            name = data = b""
        elif field == b"event":
            name = value
        elif field == b"data":
            data += value + b"\n"
        elif field == b"id":
            last_id = value
    return found


def test_text_is_decoded_whole_and_never_raises() -> None:
    assert ServerSentEvent(data="é".encode()).text == "é"
    assert ServerSentEvent(data=b"\xff").text == "\ufffd"
    assert ServerSentEvent(data=b'{"a": 1}').json() == {"a": 1}


def test_an_endless_event_is_refused() -> None:
    decoder = SSEDecoder(limit=100)
    assert decoder.feed(b"data: " + b"x" * 80 + b"\n\n" + b"data: " + b"y" * 80) != []
    with pytest.raises(FrameTooLarge):
        decoder.feed(b"y" * 80)
