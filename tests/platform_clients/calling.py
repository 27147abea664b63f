"""Clients of platforms that send to a server of the tests, and calls through both kinds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import claude_client
import httpx

from differential.capturing import Capture, Reply, Sent
from support.platforms import MESSAGE, QUESTION, AsyncToServer, ToServer

Call = Callable[[Any], Any]


def sync_client(name: str, capture: Capture, **arguments: Any) -> Any:
    """A client whose requests, for whichever host, come to the server."""
    http = httpx.Client(transport=ToServer(capture.address), timeout=20)
    return getattr(claude_client, name)(http_client=http, max_retries=0, **arguments)


def async_client(name: str, capture: Capture, **arguments: Any) -> Any:
    """The same of the other kind."""
    http = httpx.AsyncClient(transport=AsyncToServer(capture.address), timeout=20)
    kind = getattr(claude_client, f"Async{name}")
    return kind(http_client=http, max_retries=0, **arguments)


def both(
    name: str, capture: Capture, arguments: dict[str, Any], call: Call, *replies: Reply
) -> list[Sent]:
    """What a call sends through each kind of client."""
    answers = replies or (Reply.of(MESSAGE),)
    capture.expect(answers)
    with sync_client(name, capture, **arguments) as client:
        call(client)
    sent = list(capture.sent)
    capture.expect(answers)

    async def later() -> None:
        async with async_client(name, capture, **arguments) as client:
            await call(client)

    asyncio.run(later())
    return [*sent, *capture.sent]


def ask(client: Any, **more: Any) -> Any:
    """A call that all platforms have."""
    return client.messages.create(**{**QUESTION, **more})


def listen(client: Any, **more: Any) -> list[Any]:
    """The events of a stream."""
    with client.messages.create(**QUESTION, stream=True, **more) as stream:
        return list(stream)


async def listen_async(client: Any, **more: Any) -> list[Any]:
    """The same through an asynchronous client."""
    async with await client.messages.create(**QUESTION, stream=True, **more) as stream:
        return [event async for event in stream]
