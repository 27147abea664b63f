"""Tokens that a client asks for: once for all that wait, kept as long as they last, and never shown."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from call_fakes import Handler, serving

from runtime import errors
from runtime.client import AsyncClient, SyncClient
from runtime.settings import Credential, Settings

SECRET = "hidden-123"


def settings(url: str, token_url: str = "") -> Settings:
    credential = Credential(
        argument="client_id",
        scheme="client",
        secret="client_secret",
        token_url=token_url or f"{url}/token",
    )
    return Settings(
        package="p",
        version="1",
        title="T",
        base_url=f"{url}/api",
        credentials=(credential,),
        security=(("client_id",),),
    )


def client(url: str, kind: Any = SyncClient, **options: Any) -> Any:
    given = {"client_id": "me", "client_secret": SECRET}
    return kind(settings(url), credentials=given, max_retries=0, **options)


class Provider:
    """Gives tokens and takes them; each answer of both is a function's to change."""

    def __init__(self, **answer: Any) -> None:
        self.answer = {"token_type": "Bearer", "expires_in": 3600, **answer}
        self.asked: list[dict[str, list[str]]] = []
        self.seen: list[str] = []
        self.refused: set[str] = set()
        self.lock = threading.Lock()

    def __call__(self, handler: Handler) -> None:
        if handler.path == "/token":
            with self.lock:
                self.asked.append(parse_qs(handler.body.decode()))
                token = f"token-{len(self.asked)}"
            handler.reply(200, {"access_token": token, **self.answer})
            return
        sent = handler.headers.get("authorization", "")
        with self.lock:
            self.seen.append(sent)
        handler.reply(401 if sent in self.refused else 200, {})


def get(made: Any) -> Any:
    return made.get("/x", cast_to=object)


def test_threads_that_need_a_token_wait_for_the_one_that_asks() -> None:
    provider = Provider()
    with serving(provider) as url, client(url) as made, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: get(made), range(24)))
    assert len(provider.asked) == 1
    assert set(provider.seen) == {"Bearer token-1"}


def test_so_do_tasks() -> None:
    provider = Provider()

    async def run(url: str) -> None:
        async with client(url, AsyncClient) as made:
            await asyncio.gather(*(get(made) for _ in range(24)))

    with serving(provider) as url:
        asyncio.run(run(url))
    assert len(provider.asked) == 1
    assert set(provider.seen) == {"Bearer token-1"}


def test_a_task_that_is_cancelled_while_it_asks_keeps_nobody_waiting() -> None:
    provider = Provider()
    waiting = threading.Event()

    def slow(handler: Handler) -> None:
        if handler.path == "/token" and not waiting.is_set():
            waiting.wait(5)
        provider(handler)

    async def run(url: str) -> None:
        async with client(url, AsyncClient) as made:
            first = asyncio.create_task(get(made))
            second = asyncio.create_task(get(made))
            while not made._tokens:
                await asyncio.sleep(0)
            first.cancel()
            waiting.set()
            await second

    with serving(slow) as url:
        asyncio.run(run(url))
    assert set(provider.seen) == {f"Bearer token-{len(provider.asked)}"}


@pytest.mark.parametrize(
    ("lasts", "later", "asked"), [(3600, 3500, 1), (3600, 3541, 2), (10, 8, 1), (10, 9.5, 2)]
)
def test_a_token_is_kept_until_shortly_before_its_end(
    lasts: float, later: float, asked: int
) -> None:
    provider = Provider(expires_in=lasts)
    with serving(provider) as url, client(url) as made:
        for now in (1000.0, 1000.0 + later):
            made.__dict__["_call_rules"] = replace(made._call_rules, clock=lambda at=now: at)
            get(made)
    assert len(provider.asked) == asked


def test_a_copy_of_a_client_has_its_token() -> None:
    provider = Provider()
    with serving(provider) as url, client(url) as made:
        get(made)
        get(made.with_options(timeout=9))
    assert len(provider.asked) == 1


@pytest.mark.parametrize("lasts", [None, "soon"])
def test_one_whose_end_nobody_tells_is_kept_until_it_is_refused(lasts: Any) -> None:
    provider = Provider(expires_in=lasts)
    with serving(provider) as url, client(url) as made:
        get(made)
        get(made)
        provider.refused.add("Bearer token-1")
        with pytest.raises(errors.AuthenticationError):
            get(made)
        get(made)
    assert provider.seen == ["Bearer token-1"] * 3 + ["Bearer token-2"]


def test_other_credentials_have_another_token() -> None:
    provider = Provider()
    with serving(provider) as url, client(url) as made:
        get(made)
        get(made.copy(client_secret="other"))
        get(made)
    assert provider.seen == ["Bearer token-1", "Bearer token-2", "Bearer token-1"]


def test_a_redirect_of_the_provider_is_not_followed() -> None:
    seen: list[str] = []

    def answer(handler: Handler) -> None:
        seen.append(handler.path)
        handler.reply(307, {}, location="/elsewhere")

    with (
        serving(answer) as url,
        client(url) as made,
        pytest.raises(errors.APIStatusError) as raised,
    ):
        get(made)
    assert seen == ["/token"]
    assert raised.value.operation == "ask for a token"


@pytest.mark.parametrize(
    "answer", [{"access_token": None}, {"access_token": "line\nbreak"}, {"access_token": 7}]
)
def test_what_is_no_token_is_told(answer: dict[str, Any]) -> None:
    told = pytest.raises(errors.ClientError, match="`client_id` gave no token")
    with serving(Provider(**answer)) as url, client(url) as made, told:
        get(made)


def test_neither_the_secret_nor_the_token_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    provider = Provider(access_token="shown-456")
    with serving(provider) as url, client(url) as made, caplog.at_level("DEBUG"):
        get(made)
        provider.refused.add("Bearer shown-456")
        with pytest.raises(errors.AuthenticationError) as raised:
            get(made)
        shown = (
            f"{made!r}{made._base!r}{raised.value!r}{raised.value.request.headers!r}{caplog.text}"
        )
    assert SECRET not in shown
    assert "shown-456" not in shown


def test_no_secret_of_a_query_goes_to_the_provider() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"access_token": "t"})

    http = httpx.Client(transport=httpx.MockTransport(answer))
    made = SyncClient(
        settings("https://api.example", "https://id.example/token"),
        credentials={"client_id": "me", "client_secret": SECRET},
        default_headers={"x-my-token": "mine"},
        default_query={"api_key": "mine", "page": 1},
        http_client=http,
    )
    get(made)
    asked, sent = seen
    assert asked.url.host == "id.example"
    assert "mine" not in f"{asked.url}{asked.headers.multi_items()}"
    assert sent.url.params["api_key"] == "mine"
