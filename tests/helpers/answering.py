"""Answers in, a client of ours that gets them without a network, and what it sent, out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from claude_client import Anthropic, AsyncAnthropic

from helpers.saying import events_of, lines_of, message, text, tool_use

__all__ = [
    "Answers",
    "answers",
    "async_client_of",
    "client_of",
    "events_of",
    "lines_of",
    "message",
    "streamed",
    "text",
    "tool_use",
]


@dataclass
class Answers:
    """What comes next, and the bodies and headers that have come."""

    replies: list[httpx.Response | Exception]
    bodies: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    headers: list[httpx.Headers] = field(default_factory=list[httpx.Headers])
    queries: list[str] = field(default_factory=list[str])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(json.loads(request.content or b"null"))
        self.headers.append(request.headers)
        self.queries.append(request.url.query.decode())
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    async def later(self, request: httpx.Request) -> httpx.Response:
        return self(request)


def answers(*replies: Mapping[str, Any] | httpx.Response | Exception) -> Answers:
    """Values as JSON, one after the other; a response or an exception as it is."""
    return Answers(
        [
            (
                reply
                if isinstance(reply, (httpx.Response, Exception))
                else httpx.Response(200, json=reply, headers={"request-id": "req_1"})
            )
            for reply in replies
        ]
    )


def client_of(given: Callable[[httpx.Request], httpx.Response], **options: Any) -> Anthropic:
    """A client whose requests are answered by a function."""
    http = httpx.Client(transport=httpx.MockTransport(given))
    return Anthropic(**{"api_key": "key", "http_client": http, "max_retries": 0, **options})


def async_client_of(given: Answers, **options: Any) -> AsyncAnthropic:
    """The same for an asynchronous client."""
    http = httpx.AsyncClient(transport=httpx.MockTransport(given.later))
    return AsyncAnthropic(**{"api_key": "key", "http_client": http, "max_retries": 0, **options})


def streamed(events: Iterable[Mapping[str, Any]]) -> httpx.Response:
    """A response of server-sent events."""
    headers = {"content-type": "text/event-stream", "request-id": "req_1"}
    return httpx.Response(200, content=lines_of(events), headers=headers)
