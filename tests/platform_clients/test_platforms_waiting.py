"""Asynchronous clients, under asyncio and trio: whatever may block does so in a thread."""

from __future__ import annotations

import threading
from typing import Any

import anyio
import claude_client
import httpx
import pytest

from platform_clients.calling import ask
from support.platforms import KEYS, MESSAGE

backends = pytest.mark.parametrize("backend", ["asyncio", "trio"])


class Account:
    """Credentials as google-auth has them, which are renewed by blocking."""

    token: str | None = None
    expired = False
    thread: int | None = None

    def refresh(self, request: object) -> None:
        self.thread, self.token = threading.get_ident(), "renewed"


def called(name: str, backend: str, arguments: dict[str, Any], call: Any) -> httpx.Request:
    """The request of a call in an event loop of this kind."""
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json=MESSAGE)

    async def main() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(respond))
        async with getattr(claude_client, name)(http_client=http, **arguments) as client:
            await call(client)

    anyio.run(main, backend=backend)
    return sent[0]


@backends
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("AsyncAnthropicBedrock", KEYS),
        ("AsyncAnthropicBedrockMantle", KEYS),
        ("AsyncAnthropicAWS", {**KEYS, "workspace_id": "w"}),
    ],
)
def test_requests_are_signed_under_any_event_loop(
    name: str, arguments: dict[str, Any], backend: str
) -> None:
    request = called(name, backend, arguments, ask)
    assert request.headers["authorization"].startswith("AWS4-HMAC-SHA256 ")


@backends
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("AsyncAnthropicVertex", {"region": "x", "project_id": "p"}),
        ("AsyncAnthropicGoogleCloud", {"project": "p", "workspace_id": "w"}),
    ],
)
def test_a_token_of_google_is_renewed_in_a_thread(
    name: str, arguments: dict[str, Any], backend: str
) -> None:
    account = Account()
    request = called(name, backend, {**arguments, "credentials": account}, ask)
    assert request.headers["authorization"] == "Bearer renewed"
    assert account.thread not in (None, threading.get_ident())


@backends
@pytest.mark.parametrize(
    ("name", "arguments", "argument"),
    [
        ("AsyncAnthropicFoundry", {"resource": "r"}, "azure_ad_token_provider"),
        ("AsyncAnthropicVertex", {"region": "x", "project_id": "p"}, "access_token"),
        ("AsyncAnthropicGoogleCloud", {"project": "p", "workspace_id": "w"}, "token_provider"),
    ],
)
def test_a_function_that_may_block_is_called_in_a_thread(
    name: str, arguments: dict[str, Any], argument: str, backend: str
) -> None:
    def blocking() -> str:
        threads.append(threading.get_ident())
        return "of-a-thread"

    async def waiting() -> str:
        await anyio.sleep(0)
        threads.append(threading.get_ident())
        return "of-the-loop"

    threads: list[int] = []
    requests = [
        called(name, backend, {**arguments, argument: each}, ask) for each in (blocking, waiting)
    ]
    found = [each.headers["authorization"] for each in requests]
    assert found == ["Bearer of-a-thread", "Bearer of-the-loop"]
    here = threading.get_ident()
    assert [each == here for each in threads] == [False, True]


def test_a_function_that_is_awaited_is_refused_by_a_client_that_does_not_wait() -> None:
    async def waiting() -> str:
        return "never"

    provider: Any = waiting
    client = claude_client.AnthropicFoundry(resource="r", azure_ad_token_provider=provider)
    with pytest.raises(claude_client.AnthropicError, match="has to be awaited"):
        ask(client)
