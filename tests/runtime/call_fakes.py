"""Stand-ins for the network: scripted outcomes for the policy, a server on a socket for the drivers."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import httpx

from runtime.client import AsyncClient, SyncClient
from runtime.effects import Close, Read, Send, Sleep
from runtime.logs import CallLog
from runtime.operation import Operation
from runtime.policy import Rules
from runtime.prepare import Prepared
from runtime.resource import AsyncResource, SyncResource
from runtime.sentinels import not_given, omit
from runtime.settings import Credential, Environment, ResponseHeaders, Retry, Settings

SETTINGS = Settings(
    package="pkg",
    version="1.2.3",
    title="Test",
    base_url="https://api.test",
    environment=Environment(base_url="TEST_BASE_URL", headers="TEST_HEADERS", log="TEST_LOG"),
    credentials=(
        Credential(argument="api_key", environment="TEST_API_KEY", name="X-Api-Key"),
        Credential(argument="auth_token", environment="TEST_AUTH_TOKEN", scheme="bearer"),
    ),
    headers={"api-version": "1"},
    retry=Retry(initial=0.001, maximum=0.002),
    idempotency_header="idempotency-key",
    response_headers=ResponseHeaders(
        request_id="request-id", workspace_id="workspace-id", rate_limit_prefix="limit-"
    ),
    request_limit=1000,
    errors={"overloaded_error": 529},
)
CREATE = Operation(
    id="things.create",
    method="POST",
    path="/v1/things",
    result="json",
    body="json",
    base64=(("data", {"type": "base64"}),),
    stream="json",
    stream_kind="sse",
    headers={"workspace_id": "workspace-id"},
)
RETRIEVE = Operation(
    id="things.retrieve", method="GET", path="/v1/things/{id}", result="json", query=("view",)
)
UPLOAD = Operation(
    id="things.upload",
    method="POST",
    path="/v1/files",
    result="json",
    body="multipart",
    files=("file",),
    always={"beta": ("files-1",)},
    headers={"betas": "beta"},
    constant_query={"beta": "true"},
    request_limit=10_000_000,
)
DOWNLOAD = Operation(
    id="things.download",
    method="GET",
    path="/v1/files/{id}/content",
    result="bytes",
    accept="application/octet-stream",
)
DELETE = Operation(id="things.delete", method="DELETE", path="/v1/things/{id}")
LINES = Operation(
    id="things.results",
    method="GET",
    path="/v1/things/{id}/results",
    stream="json",
    stream_kind="jsonl",
    accept="application/jsonl",
    follow=(
        Operation(id="things.retrieve", method="GET", path="/v1/things/{id}", result="json"),
        "results_url",
    ),
)


class _Things:
    """The methods as a template would print them, for both kinds of client."""

    _call: Callable[..., Any]

    def create(self, *, name: Any, size: Any = omit, stream: Any = omit, **options: Any) -> Any:
        workspace_id = options.pop("workspace_id", omit)
        values = {"name": name, "size": size, "stream": stream, "workspace_id": workspace_id}
        return self._call(CREATE, values, every(options), stream=stream)

    def retrieve(self, id: Any, *, view: Any = omit, **options: Any) -> Any:
        return self._call(RETRIEVE, {"id": id, "view": view}, every(options))

    def upload(self, *, file: Any, betas: Any = omit, **options: Any) -> Any:
        return self._call(UPLOAD, {"file": file, "betas": betas}, every(options))

    def download(self, id: Any, **options: Any) -> Any:
        return self._call(DOWNLOAD, {"id": id}, every(options))

    def delete(self, id: Any, **options: Any) -> Any:
        return self._call(DELETE, {"id": id}, every(options))

    def results(self, id: Any, **options: Any) -> Any:
        return self._call(LINES, {"id": id}, every(options))


def every(given: dict[str, Any]) -> tuple[Any, ...]:
    """What each method takes of its own, in the order in which it is handed on."""
    options = dict(given)
    found = tuple(
        options.pop(name, None) for name in ("extra_headers", "extra_query", "extra_body")
    )
    timeout = options.pop("timeout", not_given)
    assert not options, f"no arguments of a method: {sorted(options)}"
    return (*found, timeout)


class Things(SyncResource, _Things):
    @cached_property
    def inner(self) -> Things:
        return Things(self._client)


class AsyncThings(AsyncResource, _Things):
    @cached_property
    def inner(self) -> AsyncThings:
        return AsyncThings(self._client)


class Test(SyncClient):
    __test__ = False
    if TYPE_CHECKING:
        copy: Any
        with_options: Any

    def __init__(self, *, api_key: Any = None, auth_token: Any = None, **options: Any) -> None:
        credentials = {"api_key": api_key, "auth_token": auth_token}
        super().__init__(SETTINGS, credentials=credentials, **options)

    @cached_property
    def things(self) -> Things:
        return Things(self)


class AsyncTest(AsyncClient):
    __test__ = False
    if TYPE_CHECKING:
        copy: Any
        with_options: Any

    def __init__(self, *, api_key: Any = None, auth_token: Any = None, **options: Any) -> None:
        credentials = {"api_key": api_key, "auth_token": auth_token}
        super().__init__(SETTINGS, credentials=credentials, **options)

    @cached_property
    def things(self) -> AsyncThings:
        return AsyncThings(self)


def mocked(
    answer: Callable[[httpx.Request], httpx.Response], **options: Any
) -> tuple[Test, list[httpx.Request]]:
    """A client whose requests a function answers, and the requests it was sent."""
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return answer(request)

    http = httpx.Client(transport=httpx.MockTransport(handler), follow_redirects=True)
    return Test(**{"api_key": "secret-key", "http_client": http, **options}), seen


def ok(_request: httpx.Request) -> httpx.Response:
    headers = {"request-id": "req_1", "content-type": "application/json"}
    return httpx.Response(200, content=b'{"id":"thing_1"}', headers=headers)


def body_of(request: httpx.Request) -> Any:
    return json.loads(request.content)


# The policy


def prepared(**changes: Any) -> Prepared:
    values: dict[str, Any] = {
        "operation": CREATE,
        "method": "POST",
        "url": httpx.URL("https://api.test/v1/things"),
        "headers": {"x-retry-count": "0"},
        "content": b"{}",
        "timeout": {"connect": 5.0, "read": 600.0, "write": None, "pool": 5.0},
        "request": httpx.Request("POST", "https://api.test/v1/things"),
        **changes,
    }
    return Prepared(**values)


def rules(**changes: Any) -> Rules:
    values: dict[str, Any] = {
        "max_retries": 2,
        "retry": Retry(),
        "names": SETTINGS.response_headers,
        "log": CallLog("pkg"),
        "random": lambda: 0.0,
        "clock": lambda: 0.0,
        **changes,
    }
    return Rules(**values)


def play(policy: Any, outcomes: list[Any], on_sleep: Callable[[float], None] | None = None) -> Any:
    """Drive a policy by a script; -> its result or exception, and the names of its effects."""
    effects: list[Any] = []
    script = iter(outcomes)
    try:
        effect = next(policy)
        while True:
            effects.append(effect)
            outcome = next(script) if isinstance(effect, (Send, Read)) else None
            if isinstance(effect, Sleep) and on_sleep is not None:
                on_sleep(effect.seconds)
            if isinstance(outcome, Exception):
                effect = policy.throw(outcome)
            else:
                effect = policy.send(outcome)
    except StopIteration as stop:
        return stop.value, _told(effects)
    except Exception as exc:
        return exc, _told(effects)
    finally:
        assert next(script, "used up") == "used up"


def _told(effects: list[Any]) -> list[Any]:
    names = {Send: "send", Read: "read", Close: "close"}
    return [e.seconds if isinstance(e, Sleep) else names[type(e)] for e in effects]


# A server


class Server:
    """Answers on a socket by a function from method, path, headers and body to a response."""

    def __init__(self, answer: Callable[[Handler], None]) -> None:
        handler = type("_Handler", (Handler,), {"answer": staticmethod(answer)})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answer: Callable[[Handler], None]

    def handle_any(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        self.body = self.rfile.read(length) if length else self._chunks()
        type(self).answer(self)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def reply(self, status: int = 200, body: Any = None, **headers: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"content-length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def _chunks(self) -> bytes:
        if self.headers.get("transfer-encoding") != "chunked":
            return b""
        found = b""
        while size := int(self.rfile.readline(), 16):
            found += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return found

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(answer: Callable[[Handler], None]) -> Iterator[str]:
    """A server for a while; -> its URL."""
    server = Server(answer)
    try:
        yield server.url
    finally:
        server.close()
