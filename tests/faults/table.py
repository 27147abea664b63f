"""Every fault with its stated outcome: the exception or the result, and the number of attempts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claude_client import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ClientError,
    ConflictError,
    DeadlineExceededError,
    InternalServerError,
    NotFoundError,
    OverloadedError,
    PermissionDeniedError,
    RateLimitError,
    RequestTooLargeError,
    ServiceUnavailableError,
    StreamInterruptedError,
    StreamTimeoutError,
    UnprocessableEntityError,
)
from claude_client.lib.streaming import NoMessageError, ToolInputError

from faults.answers import (
    EVENTS,
    FILE,
    LAST_CHUNK,
    MESSAGE,
    OVERLOADED,
    TEXT,
    batch,
    bomb,
    broken,
    chunk,
    date,
    dribbled,
    error,
    events,
    fine,
    head,
    reset,
    storm,
    swollen,
    tool_input,
    whole,
    zipped,
)
from faults.server import Answer, End, Pause

_PATIENCE = {"timeout": 0.2}
_SILENCE = Pause(5.0)
_CHUNKED = {"content_type": "application/json", "transfer_encoding": "chunked"}
_SEEN = len(EVENTS)


@dataclass(frozen=True)
class Row:
    """One fault. Without answers nobody listens at the address."""

    name: str
    answers: tuple[Answer, ...] | None
    outcome: str | type[Exception]
    attempts: int = 1
    call: str = "create"
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Arguments of the client."""
    seconds: tuple[float, float] = (0.0, 3.0)
    """The least and the most time that it may take."""


CONNECTIONS = (
    Row("nobody listens", None, APIConnectionError, 3),
    Row("nobody listens, and no retries", None, APIConnectionError, 1, options={"max_retries": 0}),
    Row("reset before the request", (Answer((End.RESET,), "nothing"),) * 3, APIConnectionError, 3),
    Row("reset amid the request", (Answer((End.RESET,), "head"),) * 3, APIConnectionError, 3),
    Row("reset instead of an answer", (reset(),) * 3, APIConnectionError, 3),
    Row("closed instead of an answer", (broken(),) * 3, APIConnectionError, 3),
    Row("reset amid the status line", (reset(b"HTTP/1.1 2"),) * 3, APIConnectionError, 3),
    Row("reset amid the headers", (reset(whole()[:40]),) * 3, APIConnectionError, 3),
    Row("reset before the body", (reset(head(200, content_length=9)),) * 3, APIConnectionError, 3),
    Row("reset amid the body", (reset(whole()[:-9]),) * 3, APIConnectionError, 3),
    Row("reset once, then fine", (reset(), fine()), TEXT, 2),
    Row("reset twice at other places", (reset(), reset(whole()[:-9]), fine()), TEXT, 3),
    Row("no HTTP at all", (broken(b"\x16\x03\x01 what?\r\n\r\n"),) * 3, APIConnectionError, 3),
)

SLOWNESS = (
    Row("silence", (Answer((_SILENCE,)),) * 3, APITimeoutError, 3, options=_PATIENCE),
    Row("silence once", (broken(_SILENCE), fine()), TEXT, 2, options=_PATIENCE),
    Row(
        "silence amid the headers",
        (broken(whole()[:40], _SILENCE),) * 3,
        APITimeoutError,
        3,
        options=_PATIENCE,
    ),
    Row(
        "silence amid the body",
        (broken(whole()[:-9], _SILENCE),) * 3,
        APITimeoutError,
        3,
        options=_PATIENCE,
    ),
    Row("slow, but never silent", (Answer(dribbled(whole(), 0.01, 20)),), TEXT, options=_PATIENCE),
    Row(
        "slow for longer than the call may take",
        (broken(whole()[:-80], *dribbled(whole()[-80:], 0.1, 4)),) * 3,
        APITimeoutError,
        options={"total_timeout": 0.5},
        seconds=(0.4, 1.5),
    ),
    Row(
        "headers that dribble for longer than the call may take",
        (broken(*dribbled(whole(), 0.1, 4)),),
        APITimeoutError,
        options={"total_timeout": 0.5},
        seconds=(0.4, 1.5),
    ),
    Row(
        "nothing but interim answers for longer than the call may take",
        (broken(*(Pause(0.1), b"HTTP/1.1 102 Processing\r\n\r\n") * 50),),
        APITimeoutError,
        options={"total_timeout": 0.5},
        seconds=(0.4, 1.5),
    ),
    Row(
        "interim answers for as long as a call may take",
        (Answer((*(Pause(0.1), b"HTTP/1.1 102 Processing\r\n\r\n") * 3, whole())),),
        TEXT,
        options={"total_timeout": 3.0},
    ),
    Row(
        "errors for longer than the call may take",
        storm(529, retry_after_ms=300),
        OverloadedError,
        2,
        options={"total_timeout": 0.5},
        seconds=(0.25, 0.6),
    ),
)

BODIES = (
    Row(
        "half a chunk",
        (broken(head(200, **_CHUNKED), chunk(MESSAGE)[:-20]),) * 3,
        APIConnectionError,
        3,
    ),
    Row(
        "no last chunk", (broken(head(200, **_CHUNKED), chunk(MESSAGE)),) * 3, APIConnectionError, 3
    ),
    Row(
        "a chunk of no size",
        (broken(head(200, **_CHUNKED), b"zz\r\n", MESSAGE),) * 3,
        APIConnectionError,
        3,
    ),
    Row("longer by its headers", (broken(whole(content_length=5000)),) * 3, APIConnectionError, 3),
    Row("shorter by its headers", (broken(whole(content_length=20)),), APIResponseValidationError),
    Row("a length that is none", (broken(whole(content_length="x")),) * 3, APIConnectionError, 3),
    Row("compressed and cut off", (Answer((zipped(cut=40),)),), APIResponseValidationError),
    Row("compressed and spoilt", (Answer((zipped(spoilt=True),)),) * 3, APIConnectionError, 3),
    Row("compressed", (Answer((zipped(),)),), TEXT),
    *(
        Row(f"a bomb of {name}", (Answer((bomb(name),)),), APIResponseValidationError)
        for name in ("gzip", "deflate")
    ),
    Row("a bomb in many parts", (Answer((bomb(parts=40),)),), APIResponseValidationError),
    Row("a bomb in a bomb", (Answer((bomb(times=2),)),), APIResponseValidationError),
    Row(
        "a bomb instead of a stream",
        (Answer((bomb(),)),),
        APIResponseValidationError,
        call="events",
    ),
    Row("an error that is a bomb", (Answer((bomb(status=400),)),), BadRequestError),
    Row("an error without end", (swollen(50_000_000, 400),), BadRequestError),
    Row(
        "an error without end instead of a stream",
        (swollen(50_000_000, 400),),
        BadRequestError,
        call="events",
    ),
    Row("empty", (fine(b""),), APIResponseValidationError),
    Row("a page for people", (fine(b"<html>Down for maintenance"),), APIResponseValidationError),
    *(
        Row(
            f"{name}, in an answer of {status}",
            (Answer((whole(body, status, **headers),)),),
            BadRequestError if status == 400 else APIResponseValidationError,
        )
        for name, body, headers in (
            ("JSON nested without end", b"[" * 100_000, {}),
            ("JSON nested nearly too deeply", b'{"a":' * 900 + b"1" + b"}" * 900 + b"x", {}),
            ("no UTF-8", b"\xff\xfe", {}),
            ("a number without end", b"9" * 5000, {}),
            ("an encoding of no text", b"<html>", {"content_type": "text/html; charset=hex"}),
            ("an encoding that is none", b"<html>", {"content_type": "text/html; charset=x-no"}),
        )
        for status in (200, 400)
    ),
    Row("an error cut off", (reset(whole(b"{}", 400, content_length=9)), fine()), TEXT, 2),
    Row(
        "an error that is no JSON", (Answer((whole(b"<html>", 502),)),) * 3, InternalServerError, 3
    ),
)

STATUSES = tuple(
    Row(f"{status}", (error(status), fine()), kind)
    for status, kind in (
        (400, BadRequestError),
        (401, AuthenticationError),
        (402, APIStatusError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (413, RequestTooLargeError),
        (418, APIStatusError),
        (422, UnprocessableEntityError),
    )
)

STORMS = tuple(
    Row(f"{status} again and again", storm(status), kind, 3)
    for status, kind in (
        (408, APIStatusError),
        (409, ConflictError),
        (429, RateLimitError),
        (500, InternalServerError),
        (502, InternalServerError),
        (503, ServiceUnavailableError),
        (504, DeadlineExceededError),
        (529, OverloadedError),
        (599, InternalServerError),
    )
)

WISHES = (
    Row("try again", (error(400, x_should_retry="true"), fine()), TEXT, 2),
    Row("try again, to no end", storm(400, x_should_retry="true"), BadRequestError, 3),
    Row("don't try again", (error(500, x_should_retry="false"), fine()), InternalServerError),
    Row("neither", (error(500, x_should_retry="maybe"), fine()), TEXT, 2),
    Row("no retries", (error(500), fine()), InternalServerError, options={"max_retries": 0}),
    Row("more retries", (*storm(500)[:4], fine()), TEXT, 5, options={"max_retries": 4}),
    Row("over and done with", (error(529), error(503), fine()), TEXT, 3),
)

# The client is in a hurry: a wait of 0.2 seconds is there only where the server asked for it.
WAITS = tuple(
    Row(f"wait: {name}", (error(429, **headers), fine()), TEXT, 2, seconds=seconds)
    for name, headers, seconds in (
        ("milliseconds", {"retry_after_ms": 200}, (0.2, 1.0)),
        ("a fraction of them", {"retry_after_ms": "200.5"}, (0.2, 1.0)),
        ("seconds", {"retry_after": 1}, (1.0, 1.9)),
        ("a fraction of one", {"retry_after": "0.2"}, (0.2, 1.0)),
        ("milliseconds go first", {"retry_after_ms": 5, "retry_after": 60}, (0.0, 0.2)),
        ("a date that has passed", {"retry_after": date(-3600)}, (0.0, 0.2)),
        ("nothing", {"retry_after": 0}, (0.0, 0.2)),
        ("less than nothing", {"retry_after": -5}, (0.0, 0.2)),
        ("nonsense", {"retry_after": "soon", "retry_after_ms": "x"}, (0.0, 0.2)),
        ("not a number", {"retry_after": "nan"}, (0.0, 0.2)),
        ("no text", {"retry_after": ""}, (0.0, 0.2)),
    )
)

# Nobody waits for an hour who said that the call may take a second.
TOO_LONG = tuple(
    Row(
        f"too long a wait: {name}",
        (error(429, retry_after=value), fine()),
        RateLimitError,
        options={"total_timeout": 1.0},
        seconds=(0.0, 0.5),
    )
    for name, value in (
        ("an hour", 3600),
        ("forever", "inf"),
        ("a number of no end", "9" * 400),
        ("a far date", "Fri, 31 Dec 9999 23:59:59 GMT"),
    )
)

TOO_LONG += (
    Row(
        "too long a wait: without a bound to the call",
        (error(429, retry_after=121), fine()),
        RateLimitError,
        seconds=(0.0, 0.5),
    ),
    Row(
        "too long a wait: for an overloaded server",
        (error(529, retry_after_ms=121_000), fine()),
        OverloadedError,
        seconds=(0.0, 0.5),
    ),
    Row(
        "too long a wait: for this client",
        (error(429, retry_after=1), fine()),
        RateLimitError,
        options={"max_retry_wait": 0.5},
        seconds=(0.0, 0.5),
    ),
    Row(
        "as long a wait as this client takes",
        (error(429, retry_after="0.3"), fine()),
        TEXT,
        2,
        options={"max_retry_wait": 0.3},
        seconds=(0.3, 1.0),
    ),
)

_CUTS = tuple(
    row
    for count in range(_SEEN)
    for row in (
        Row(
            f"reset after {count} events",
            (events(count, Pause(0.05), End.RESET),),
            StreamInterruptedError,
            call="events",
        ),
        Row(
            f"closed amid event {count}",
            (events(count, chunk(EVENTS[count])[:-10], End.CLOSE),),
            StreamInterruptedError,
            call="events",
        ),
        Row(
            f"ended in good order after {count} events",
            (events(count, LAST_CHUNK),),
            f"{count} events",
            call="events",
        ),
        Row(
            f"helper: closed after {count} events",
            (events(count, End.CLOSE),),
            StreamInterruptedError,
            call="helper",
        ),
        Row(
            f"helper: silence after {count} events",
            (events(count, _SILENCE, End.CLOSE),),
            StreamTimeoutError,
            call="helper",
            options=_PATIENCE,
        ),
    )
)

STREAMS = (
    *_CUTS,
    *(
        Row(
            f"helper: ended in good order after {count} events",
            (events(count, LAST_CHUNK),),
            StreamInterruptedError,
            call="helper",
        )
        for count in range(1, _SEEN - 1)
    ),
    # By then it is known why the message ended.
    Row("helper: no last event", (events(_SEEN - 1, LAST_CHUNK),), TEXT, call="helper"),
    Row("the whole stream", (events(_SEEN, LAST_CHUNK),), f"{_SEEN} events", call="events"),
    Row("the helper's whole stream", (events(_SEEN, LAST_CHUNK),), TEXT, call="helper"),
    Row("reset before the stream", (reset(), events(_SEEN, LAST_CHUNK)), TEXT, 2, call="helper"),
    Row("529 before the stream", (error(529), events(_SEEN, LAST_CHUNK)), TEXT, 2, call="helper"),
    Row(
        "an error event",
        (events(3, chunk(OVERLOADED), LAST_CHUNK),),
        OverloadedError,
        call="events",
    ),
    *(
        Row(
            f"{call}: silent for longer than a stream may be",
            (events(3, _SILENCE, End.CLOSE),),
            StreamTimeoutError,
            call=call,
            options={"stream_idle_timeout": 0.2},
            seconds=(0.2, 1.5),
        )
        for call in ("events", "helper")
    ),
    Row(
        "silent before the stream for longer than within it",
        (Answer((Pause(0.4), *events(_SEEN, LAST_CHUNK).parts)),),
        TEXT,
        call="helper",
        options={"stream_idle_timeout": 0.2},
    ),
    *(
        Row(
            f"{call}: {kind} instead of a stream, {body[:30]!r}",
            (Answer((whole(body, content_type=kind),)),),
            APIResponseValidationError,
            call=call,
        )
        for call in ("events", "helper")
        for kind, body in (
            ("text/html; charset=utf-8", b"<html>Log in first"),
            ("application/json", MESSAGE),
            ("application/problem+json", b"{}"),
            ("text/plain", b"Log in first"),
            ("text/plain", b"Log in first.\n\nThen ask again.\n"),
            ("text/plain", b""),
            ("application/octet-stream", b"\0" * 100),
        )
    ),
    *(
        Row(
            f"{call}: a server that says nothing of what it sends, {name}",
            (Answer((head(200, content_length=len(body)) + body,)),),
            APIResponseValidationError,
            call=call,
        )
        for call in ("events", "helper")
        for name, body in (
            ("a text", b"Log in first"),
            ("JSON", MESSAGE),
            ("nothing", b""),
        )
    ),
    *(
        Row(
            f"{call}: a server that {name}, and streams {len(stream)} bytes",
            (Answer((head(200, content_length=len(stream), **said) + stream,)),),
            given,
            call=call,
        )
        for call, given in (("events", f"{_SEEN} events"), ("helper", TEXT))
        for name, said in (
            ("says nothing of what it sends", {}),
            ("calls it a text", {"content_type": "text/plain; charset=utf-8"}),
        )
        for stream in (b"".join(EVENTS), b": hello\n\n" + b"".join(EVENTS))
    ),
    Row("helper: it never began", (events(0, LAST_CHUNK),), NoMessageError, call="helper"),
    *(
        Row(
            f"helper: a tool's input {name}",
            (events(0, *map(chunk, tool_input(text)), LAST_CHUNK),),
            ToolInputError,
            call="helper",
        )
        for name, text in (
            ("is no JSON", '{"a": nope}'),
            ("breaks off", '{"a": 1'),
            ("goes on beyond its end", '{"a": 1}}'),
        )
    ),
    Row("helper: an error event", (events(3, chunk(OVERLOADED)),), OverloadedError, call="helper"),
)

UPLOADS = (
    Row("a file is sent again", (error(500), reset(), fine(FILE)), "file_1", 3, "upload a file"),
    Row("a pipe is sent", (fine(FILE),), "file_1", 1, "upload a pipe"),
    Row("a pipe is not sent again", storm(500), InternalServerError, 1, "upload a pipe"),
    Row("nor after a reset", (reset(), fine(FILE)), APIConnectionError, 1, "upload a pipe"),
    Row("a generator is sent", (fine(),), "msg_1", 1, "post a generator"),
    Row("a generator is not sent again", storm(500), InternalServerError, 1, "post a generator"),
    Row(
        "even if asked to",
        storm(500, x_should_retry="true"),
        InternalServerError,
        1,
        "post a generator",
    ),
    Row(
        "nor after silence",
        (Answer((_SILENCE,)),),
        APITimeoutError,
        1,
        "post a generator",
        _PATIENCE,
    ),
)

RESULTS = (
    *(
        Row(
            f"results_url: {name}",
            (fine(batch(url)),),
            ClientError,
            call="results",
        )
        for name, url in (
            ("no host", "https://[bad"),
            ("no port", "https://api.test:port/x"),
            ("a NUL", "https://api.test/\0"),
            ("an escape", "https://api.test/\x1b[2J"),
            ("none yet", None),
        )
    ),
    Row(
        "results_url: another protocol",
        (fine(batch("ftp://api.test/x")),),
        APIConnectionError,
        call="results",
    ),
)

ROWS = (
    *CONNECTIONS,
    *SLOWNESS,
    *BODIES,
    *STATUSES,
    *STORMS,
    *WISHES,
    *WAITS,
    *TOO_LONG,
    *STREAMS,
    *UPLOADS,
    *RESULTS,
)
