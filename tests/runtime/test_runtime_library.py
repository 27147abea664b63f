"""HTTP clients of httpx and of forks with its API."""

from __future__ import annotations

import asyncio
import importlib
import sys
import types
from typing import Any

import httpx
import pytest
from call_fakes import AsyncTest, Test

from runtime import errors
from runtime.library import HTTPX, library_of


def fork() -> Any:
    """httpx once more under another name: no class of it is one of httpx's."""
    names = [name for name in sys.modules if name == "httpx" or name.startswith("httpx.")]
    saved = {name: sys.modules.pop(name) for name in names}
    try:
        copy = importlib.import_module("httpx")
        made = types.ModuleType("httpx2")
        vars(made).update({k: v for k, v in vars(copy).items() if not k.startswith("__")})
        made.__version__ = "2.0"  # type: ignore[attr-defined]
        for value in vars(copy).values():
            if isinstance(value, type) and value.__module__ == "httpx":
                value.__module__ = "httpx2"
        return made
    finally:
        for name in [name for name in sys.modules if name == "httpx" or name.startswith("httpx.")]:
            del sys.modules[name]
        sys.modules.update(saved)


@pytest.fixture(params=["copy", "installed"])
def httpx2(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    if request.param == "installed":
        return pytest.importorskip("httpx2")
    made = fork()
    monkeypatch.setitem(sys.modules, "httpx2", made)
    return made


def test_clients_of_a_fork_are_sent_requests_of_the_fork(httpx2: Any) -> None:
    seen: list[Any] = []

    def answer(request: Any) -> Any:
        seen.append(request)
        return httpx2.Response(200, json={"id": "a"})

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    client = Test(api_key="k", http_client=http)
    assert client.things.create(name="n") == {"id": "a"}
    assert type(seen[0]) is httpx2.Request
    assert not isinstance(seen[0], httpx.Request)
    assert seen[0].content == b'{"name":"n"}'
    assert f"{library_of(http, 'Client').version}" in seen[0].headers["user-agent"]
    assert client.get("/x", cast_to=httpx2.Response).status_code == 200
    assert client.timeout == httpx2.Timeout(600, connect=5)


def test_exceptions_of_a_fork_are_understood(httpx2: Any) -> None:
    def slow(request: Any) -> Any:
        raise httpx2.ReadTimeout("slow", request=request)

    http = httpx2.Client(transport=httpx2.MockTransport(slow))
    with pytest.raises(errors.APITimeoutError, match="3 attempts"):
        Test(api_key="k", http_client=http).things.retrieve("a")


def test_asynchronous_clients_of_a_fork(httpx2: Any) -> None:
    async def answer(request: Any) -> Any:
        return httpx2.Response(200, json={"path": request.url.path})

    async def main() -> Any:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
        async with AsyncTest(api_key="k", http_client=http) as client:
            return await client.things.retrieve("a")

    assert asyncio.run(main()) == {"path": "/v1/things/a"}


def test_subclasses_of_httpx_are_httpx() -> None:
    class Mine(httpx.Client):
        pass

    assert library_of(Mine(), "Client") is HTTPX


def test_clients_of_the_other_kind_are_refused(httpx2: Any) -> None:
    for client in (httpx2.AsyncClient(), httpx.AsyncClient()):
        with pytest.raises(TypeError, match=r"takes an `httpx\.Client`"):
            library_of(client, "Client")
