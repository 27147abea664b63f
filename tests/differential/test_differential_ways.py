"""Ways of calling, and ways of failing, that are the same for every operation."""

from __future__ import annotations

from typing import Any

import pytest

from differential.capturing import Reply
from differential.clients import Clients, needs_reference
from differential.comparing import told
from differential.known import KNOWN
from support.claude import operations
from support.replayed import whole_streams

pytestmark = [pytest.mark.slow, needs_reference]

ASK: dict[str, Any] = {
    "accessor": "messages.create",
    "positional": [],
    "keywords": {
        "model": "claude-sonnet-4-5",
        "max_tokens": 8,
        "messages": [{"role": "user", "content": "Hello"}],
    },
}
LIST: dict[str, Any] = {"accessor": "models.list", "positional": [], "keywords": {}}
OWN: dict[str, Any] = {"X-Own-Header": "1", "Anthropic-Beta": "one,two"}


def said(content: Any) -> dict[str, Any]:
    """A call that says something."""
    return {
        **ASK,
        "keywords": {**ASK["keywords"], "messages": [{"role": "user", "content": content}]},
    }


def kind(name: str, value: Any = None) -> dict[str, Any]:
    """A value that JSON has not, as `caller.py` makes it."""
    return {"$as": name, "value": value}


def source(type_: str, data: Any) -> list[dict[str, Any]]:
    """A block with data of its own."""
    media_type = "application/pdf" if type_ == "base64" else "text/plain"
    found = {"type": type_, "media_type": media_type, "data": data}
    return [{"type": "document", "source": found}]


WAYS: dict[str, dict[str, Any]] = {
    "bearer": {**LIST, "client": {"auth_token": "token"}},
    "both credentials": {**LIST, "client": {"auth_token": "token", "api_key": "key"}},
    "no credential": {**LIST, "client": {}},
    "default headers": {**ASK, "client": {"api_key": "key", "default_headers": OWN}},
    "default query": {**ASK, "client": {"api_key": "key", "default_query": {"a": "b"}}},
    "list in a default query": {**LIST, "client": {"api_key": "k", "default_query": {"a": [1, 2]}}},
    "list in a query": {**LIST, "keywords": {"extra_query": {"a": [1, 2]}}},
    "extra headers": {**ASK, "keywords": {**ASK["keywords"], "extra_headers": OWN}},
    "version": {**LIST, "keywords": {"extra_headers": {"ANTHROPIC-VERSION": "2020-01-01"}}},
    "another key": {**LIST, "keywords": {"extra_headers": {"X-Api-Key": "other"}}},
    "extra query": {**LIST, "keywords": {"limit": 3, "extra_query": {"limit": 4, "b": 1.5}}},
    "nested query": {**LIST, "keywords": {"extra_query": {"a": {"b": {"c": True}}, "d": None}}},
    "extra body": {**ASK, "keywords": {**ASK["keywords"], "extra_body": {"max_tokens": 9, "x": 1}}},
    "null in a body": {**ASK, "keywords": {**ASK["keywords"], "container": None}},
    "null in a query": {**LIST, "keywords": {"after_id": None, "limit": 1}},
    "unicode": {**ASK, "keywords": {**ASK["keywords"], "system": 'Grüße, 世界 🌍 "quoted"'}},
    "numbers": {**ASK, "keywords": {**ASK["keywords"], "extra_body": {"a": 1e300, "b": -0.0}}},
    "texts in a query": {**LIST, "keywords": {"after_id": "a b&c=d/é+%41?#"}},
    "an iterator of blocks": said(kind("iterator", [{"type": "text", "text": "Hello"}])),
    "an iterator of messages": {
        **ASK,
        "keywords": {
            **ASK["keywords"],
            "messages": kind("iterator", said("Hi")["keywords"]["messages"]),
        },
    },
    "a set": {**ASK, "keywords": {**ASK["keywords"], "stop_sequences": kind("set", ["a"])}},
    "a range": {**ASK, "keywords": {**ASK["keywords"], "extra_body": {"x": kind("range", 3)}}},
    "keys": {**ASK, "keywords": {**ASK["keywords"], "extra_body": {"x": kind("keys", {"a": 1})}}},
    "an open file as base64": said(source("base64", kind("open file", "hi"))),
    "a path as base64": said(source("base64", kind("path"))),
    "bytes as base64": said(source("base64", kind("bytes", "hi"))),
    **{
        f"{name} where there is no base64: {where}": said(content)
        for name in ("open file", "path", "bytes")
        for where, content in (
            ("content", kind(name, "hi")),
            ("data", source("text", kind(name, "hi"))),
        )
    },
}
RETRYING: dict[str, Any] = {**LIST, "client": {"api_key": "key", "max_retries": 1}}
WAITS = {"asked to wait for a minute": "60", "asked to wait for over two minutes": "121"}
PATHS = [
    "plain",
    "a/b",
    "a b",
    "..",
    ".",
    "%2e%2e",
    "é",
    "a?b#c",
    "a;b=c",
    "~-_!$&'()*+,:@",
    "a%2Fb",
    "",
]
STATUSES = [400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 429, 500, 502, 503, 504, 529]
BODIES = {
    "json": Reply.of({"type": "error", "error": {"type": "some_error", "message": "No."}}),
    "text": Reply(b"<h1>Bad gateway</h1>", "text/html"),
    "nothing": Reply(b""),
    "no object": Reply(b"[1]"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_way_of_calling_is_the_same(way: str, clients: Clients) -> None:
    found = clients.compare(way, WAYS[way], [Reply.of({"data": [], "has_more": False})])
    clients.compared.add(way)
    assert not found, told(found)


@pytest.mark.parametrize("wait", WAITS)
def test_a_wait_is_the_same(wait: str, clients: Clients) -> None:
    busy = Reply(b"{}", status=429, headers=(("retry-after", WAITS[wait]),))
    found = clients.compare(wait, RETRYING, [busy, Reply.of({"data": [], "has_more": False})])
    clients.compared.add(wait)
    assert not found, told(found)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_written_the_same(path: str, clients: Clients) -> None:
    call: dict[str, Any] = {"accessor": "models.retrieve", "positional": [path], "keywords": {}}
    found = clients.compare(f"path {path}", call, [Reply.of({"id": "x"})])
    clients.compared.add(f"path {path}")
    assert not found, told(found)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("status", STATUSES)
def test_an_error_is_the_same(status: int, body: str, clients: Clients) -> None:
    reply = Reply(BODIES[body].content, BODIES[body].content_type, status)
    for asynchronous in (False, True):
        found = clients.compare(f"{status} {body}", {**ASK, "asynchronous": asynchronous}, [reply])
        assert not found, told(found)
    clients.compared.add(f"{status} {body}")


def test_every_known_difference_is_there(clients: Clients) -> None:
    """Runs last: the files of this folder are taken in order."""
    wanted = {
        *operations(),
        *(f"{name}()" for name in operations()),
        *(f"stream {each.name}" for each in whole_streams()),
        *WAYS,
        *WAITS,
        *(f"path {path}" for path in PATHS),
        *(f"{status} {body}" for status in STATUSES for body in BODIES),
    }
    if clients.compared != wanted:
        pytest.skip("not everything was compared")
    assert [row for row in KNOWN if row not in clients.used] == []
