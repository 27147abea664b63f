"""How connections are made: TLS when it is needed, proxies of the environment, keep-alive."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import certifi
import httpx
import pytest
from call_fakes import Handler, Test, serving

from runtime import transport
from runtime.client import DefaultAsyncHttpxClient, DefaultHttpxClient
from runtime.transport import Connections, Transport

RUNTIME = Path(transport.__file__).parent.parent


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({}, "https://api.test", None),
        ({"HTTPS_PROXY": "http://p:1"}, "https://api.test", "http://p:1"),
        ({"https_proxy": "p:1"}, "https://api.test", "http://p:1"),
        ({"HTTPS_PROXY": "http://p:1"}, "http://api.test", None),
        ({"HTTP_PROXY": "http://p:1"}, "http://api.test", "http://p:1"),
        ({"ALL_PROXY": "http://p:1"}, "https://api.test", "http://p:1"),
        ({"ALL_PROXY": "http://p:1", "NO_PROXY": "api.test"}, "https://api.test", None),
        ({"ALL_PROXY": "http://p:1", "NO_PROXY": ".test"}, "https://api.test", None),
        ({"ALL_PROXY": "http://p:1", "NO_PROXY": "*"}, "https://api.test", None),
        ({"ALL_PROXY": "http://p:1", "NO_PROXY": "other"}, "https://api.test", "http://p:1"),
        *(
            ({"ALL_PROXY": "http://p:1", "NO_PROXY": f"other, {entry}"}, url, proxy)
            for entry, url, proxy in (
                ("api.test:443", "https://api.test", None),
                ("api.test:443", "https://api.test:8443", "http://p:1"),
                ("api.test:8443", "https://api.test:8443", None),
                ("https://api.test", "https://api.test", None),
                ("https://api.test", "http://api.test", "http://p:1"),
                ("all://api.test:80", "http://api.test", None),
                ("API.Test", "https://api.test", None),
                ("test", "https://api.test", None),
                ("i.test", "https://api.test", "http://p:1"),
                ("api.test", "https://api.test.evil", "http://p:1"),
                ("api.test.", "https://api.test", None),
                ("10.0.0.0/8", "http://10.20.30.40", None),
                ("10.0.0.0/8", "http://11.0.0.1", "http://p:1"),
                ("10.0.0.0/8", "http://api.test", "http://p:1"),
                ("10.0.0.1/x", "http://10.0.0.1", "http://p:1"),
                ("::1", "http://[::1]:8000", None),
                ("[::1]:8000", "http://[::1]:8000", None),
                ("[::1]:8000", "http://[::1]:8001", "http://p:1"),
                ("fd00::/8", "http://[fd12::3]", None),
            )
        ),
    ],
)
def test_proxies_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], url: str, proxy: str | None
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Connections().proxy_for(httpx.URL(url)) == proxy
    assert Connections(trust_env=False).proxy_for(httpx.URL(url)) is None
    assert Connections(proxy="http://mine:2").proxy_for(httpx.URL(url)) == "http://mine:2"


def test_each_port_of_a_host_has_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def proxy(handler: Handler) -> None:
        handler.reply(body={"asked": handler.path})

    def direct(handler: Handler) -> None:
        handler.reply(body="direct")

    with serving(proxy) as first, serving(direct) as second:
        monkeypatch.setenv("HTTP_PROXY", first)
        monkeypatch.setenv("NO_PROXY", second.removeprefix("http://"))
        with DefaultHttpxClient() as http:
            assert http.get("http://127.0.0.1:1/x").json() == {"asked": "http://127.0.0.1:1/x"}
            assert http.get(second).json() == "direct"


def test_requests_go_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    def proxy(handler: Handler) -> None:
        handler.reply(body={"asked": handler.path})

    with serving(proxy) as url:
        monkeypatch.setenv("HTTP_PROXY", url)
        with Test(api_key="k", base_url="http://far.test") as client:
            assert client.get("/x", cast_to=object) == {"asked": "http://far.test/x"}


def test_connections_are_kept_alive() -> None:
    options = Connections().arguments(httpx.URL("http://a.test"))["socket_options"]
    assert (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1) in options
    connection = socket.socket()
    for option in options:
        connection.setsockopt(*option)
    connection.close()


def test_tls_is_set_up_once_and_only_for_https() -> None:
    first, second = Connections(), Connections()
    plain = first.arguments(httpx.URL("http://a.test"))["verify"]
    assert plain.cert_store_stats()["x509"] == 0
    safe = first.arguments(httpx.URL("https://a.test"))["verify"]
    assert safe.verify_mode is ssl.CERT_REQUIRED
    assert safe.check_hostname
    assert second.arguments(httpx.URL("https://b.test"))["verify"] is safe
    mine = ssl.create_default_context()
    assert Connections(verify=mine).arguments(httpx.URL("https://b.test"))["verify"] is mine
    unsafe = Connections(verify=False).arguments(httpx.URL("https://b.test"))["verify"]
    assert unsafe.verify_mode is ssl.CERT_NONE


@pytest.mark.parametrize("kind", [DefaultHttpxClient, DefaultAsyncHttpxClient])
def test_certificates_that_can_not_be_read_are_named_when_the_client_is_made(
    kind: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    garbage = tmp_path / "garbage.pem"
    garbage.write_text("-----BEGIN nothing")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        for options in ({"verify": str(garbage)}, {"cert": (str(garbage), None, "password")}):
            with pytest.raises(ValueError, match=r"garbage\.pem") as raised:
                kind(**options)
            assert "password" not in str(raised.value)
    for path in (str(garbage), str(tmp_path / "none.pem")):
        monkeypatch.setenv("SSL_CERT_FILE", path)
        with pytest.raises(ValueError, match=f"SSL_CERT_FILE='{path}'"):
            kind()
    kind(trust_env=False)
    kind(verify=ssl.create_default_context(cafile=certifi.where()))


def test_https_is_verified() -> None:
    """A server that speaks no TLS is found out, and nothing is sent in the clear."""
    with serving(lambda handler: handler.reply(body={})) as url:
        client = Test(api_key="k", base_url=url.replace("http:", "https:"), max_retries=0)
        with pytest.raises(Exception, match=r"(?i)ssl"):
            client.get("/x", cast_to=object)


def test_pools_are_shared_by_hosts_and_made_anew_after_a_fork() -> None:
    def answer(handler: Handler) -> None:
        handler.reply(body=handler.client_address[1])

    with serving(answer) as url:
        own = Transport(Connections())
        with httpx.Client(transport=own) as http:
            first = http.get(url).json()
            assert http.get(url).json() == first
            assert http.get(url.replace("127.0.0.1", "localhost")).json() != first
            assert len(own._pools) == 1
            own._process -= 1
            assert http.get(url).json() != first
        assert not own._pools


def test_defaults_can_be_overridden() -> None:
    http = DefaultHttpxClient(timeout=3, follow_redirects=False)
    assert http.timeout == httpx.Timeout(3)
    assert not http.follow_redirects
    http = DefaultHttpxClient()
    assert http.timeout == httpx.Timeout(600, connect=5)
    assert http.follow_redirects
    mock = httpx.MockTransport(lambda _request: httpx.Response(200))
    assert DefaultHttpxClient(transport=mock)._transport is mock


def run(code: str) -> Any:
    tests = Path(__file__).parent
    paths = os.pathsep.join([str(RUNTIME), str(tests), str(tests.parent)])
    code = f"from support.flavours import join_models; join_models('runtime', 'pydantic')\n{code}"
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("sentinels", "httpx pydantic"),
        ("settings", "httpx pydantic"),
        ("operation", "httpx pydantic"),
        ("errors", "httpx pydantic"),
        ("options", "httpx pydantic"),
        ("files", "httpx pydantic"),
        ("resource", "httpx pydantic"),
        ("client", "pydantic"),
    ],
)
def test_importing_loads_nothing_it_does_not_need(module: str, absent: str) -> None:
    code = f"import runtime.{module}, sys; print([m for m in {absent.split()} if m in sys.modules])"
    assert run(code) == "[]"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_process_leaves_the_connections_of_its_parent_alone() -> None:
    code = """
import os
from call_fakes import Test, serving
with serving(lambda handler: handler.reply(body=handler.client_address[1])) as url:
    client = Test(api_key="k", base_url=url)
    before = client.get("/x", cast_to=object)
    child = os.fork()
    if child == 0:
        os._exit(0 if client.get("/x", cast_to=object) != before else 1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(status, client.get("/x", cast_to=object) == before)
"""
    assert run(code) == "0 True"


@pytest.mark.parametrize("kind", [DefaultHttpxClient, DefaultAsyncHttpxClient])
def test_cookies_are_kept_from_responses_that_set_some(kind: type[Any]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        given = {"set-cookie": "a=1; Path=/"} if request.url.path == "/set" else {}
        return httpx.Response(200, headers=given, json=request.headers.get("cookie"))

    async def ask(http: Any, path: str) -> Any:
        response = http.get(f"https://api.test{path}")
        return (await response if isinstance(http, httpx.AsyncClient) else response).json()

    async def all_of_it() -> None:
        http = kind(transport=httpx.MockTransport(answer), cookies={"b": "2"})
        assert [await ask(http, path) for path in ("/", "/set", "/")] == ["b=2", "b=2", "b=2; a=1"]

    asyncio.run(all_of_it())
