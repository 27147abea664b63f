"""Calls through aiohttp, against recordings; and without it, what is to be installed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import Any

import pytest
from claude_client import (
    APIResponseValidationError,
    AsyncAnthropic,
    DefaultAioHttpClient,
    NotFoundError,
)

from clientsmith.recordings.replay import ReplayServer
from faults.answers import bomb
from faults.server import Answer, serving
from support.claude import RECORDINGS

ASKED: dict[str, Any] = {
    "model": "claude-opus-4-8",
    "max_tokens": 64,
    "messages": [{"role": "user", "content": "Hello, Claude"}],
}
WITHOUT = """
import sys
sys.modules["httpx_aiohttp"] = None
from claude_client import DefaultAioHttpClient
try:
    DefaultAioHttpClient()
except RuntimeError as error:
    print(error)
"""


def test_messages_streams_and_errors_come_through_aiohttp() -> None:
    transports = pytest.importorskip("httpx_aiohttp")

    async def called(address: str) -> None:
        http = DefaultAioHttpClient()
        async with AsyncAnthropic(api_key="none", base_url=address, http_client=http) as client:
            assert isinstance(http._transport, transports.AiohttpTransport)
            assert http.timeout.connect == 5
            assert (await client.messages.create(**ASKED)).content
            async with client.messages.stream(**ASKED) as stream:
                assert await stream.get_final_text()
            with pytest.raises(NotFoundError):
                await client.user_profiles.retrieve("uprof_01Gone")

    with ReplayServer(RECORDINGS) as server:
        asyncio.run(called(server.url))


def test_what_comes_through_aiohttp_has_the_bounds_of_all_that_comes() -> None:
    pytest.importorskip("httpx_aiohttp")

    async def called(address: str) -> None:
        http = DefaultAioHttpClient()
        async with AsyncAnthropic(api_key="none", base_url=address, http_client=http) as client:
            with pytest.raises(APIResponseValidationError, match="and more"):
                await client.messages.create(**ASKED)

    with serving([Answer((bomb(),))]) as server:
        asyncio.run(called(server.url))
    assert b"accept-encoding: gzip, deflate\r\n" in server.heads[0].lower()


def test_without_aiohttp_the_extra_is_named() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    assert "claude-client[aiohttp]" in ran.stdout
