"""What a caller keeps in headers, a query, a body or a base URL is shown by no frame of any method."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import httpx
import pytest
from claude_client import Anthropic, AnthropicFoundry, AsyncAnthropic

from support.frames import shown

SECRET = "hidden-123"
GIVEN: dict[str, Any] = {
    "extra_headers": {"x-corp-key": SECRET},
    "extra_query": {"api_key": SECRET},
    "extra_body": {"password": SECRET},
    "mcp_servers": [{"type": "url", "name": "n", "url": "u", "authorization_token": SECRET}],
    "fallback_credit_token": SECRET,
}
NEEDED: dict[str, Any] = {"max_tokens": 1, "messages": [], "tools": []}
VERBS = ("get", "post", "put", "patch", "delete")


def refused(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(401, json={"type": "error", "error": {"type": "authentication_error"}})


def client(**options: Any) -> Anthropic:
    http = httpx.Client(transport=httpx.MockTransport(refused))
    return Anthropic(api_key="k", http_client=http, max_retries=0, **options)


def async_client(**options: Any) -> AsyncAnthropic:
    http = httpx.AsyncClient(transport=httpx.MockTransport(refused))
    return AsyncAnthropic(api_key="k", http_client=http, max_retries=0, **options)


def methods(of: Any, path: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """All methods that take headers, by the way they are called."""
    for name in dir(of):
        if name.startswith(("_", "with_")):
            continue
        found = getattr(of, name)
        if hasattr(found, "_in_mode"):
            yield from methods(found, f"{path}{name}.")
        elif callable(found) and "extra_headers" in inspect.signature(found).parameters:
            yield f"{path}{name}", found


def arguments(method: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """Something for all that a method needs, which the server never looks at, and the secret."""
    for name, each in inspect.signature(method).parameters.items():
        if name in GIVEN:
            yield name, GIVEN[name]
        elif each.default is each.empty:
            yield name, NEEDED.get(name, "x")


async def finished(found: Any) -> None:
    """Whatever a method gives, to its end."""
    found = await found if inspect.isawaitable(found) else found
    if hasattr(found, "__aenter__"):
        await found.__aenter__()
    elif hasattr(found, "until_done"):
        await found.until_done()
    else:
        async for _ in found:
            pass


def finished_here(found: Any) -> None:
    if hasattr(found, "__enter__"):
        found.__enter__()
    elif hasattr(found, "until_done"):
        found.until_done()


def test_no_method_shows_what_its_headers_query_and_body_hold() -> None:
    called = dict(methods(client()))
    assert len(called) > 100
    for name, method in called.items():
        with pytest.raises(Exception) as raised:  # noqa: PT011 (whichever it is)
            finished_here(method(**dict(arguments(method))))
        text = shown(raised.value)
        assert "extra_headers" in text, name
        assert SECRET not in text, (name, text)


def test_no_asynchronous_one_does() -> None:
    async def each() -> None:
        for name, method in methods(async_client()):
            with pytest.raises(Exception) as raised:  # noqa: PT011 (whichever it is)
                await finished(method(**dict(arguments(method))))
            assert SECRET not in shown(raised.value), name

    asyncio.run(each())


def test_nor_does_one_that_is_given_many_requests() -> None:
    params: Any = {"model": "m", **NEEDED, "mcp_servers": GIVEN["mcp_servers"]}
    with pytest.raises(Exception, match="401") as raised:
        client().beta.messages.batches.create(requests=[{"custom_id": "a", "params": params}])
    assert SECRET not in shown(raised.value)


@pytest.mark.parametrize("way", ["with_raw_response", "with_streaming_response"])
def test_nor_does_one_that_gives_a_response(way: str) -> None:
    messages = getattr(client().beta.messages, way)
    with pytest.raises(Exception, match="401") as raised:
        finished_here(messages.create(model="m", max_tokens=1, messages=[], **GIVEN))
    assert SECRET not in shown(raised.value)


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        *((verb, {}) for verb in VERBS),
        *((verb, {"body": {"password": SECRET}}) for verb in VERBS[1:]),
        ("post", {"body": [SECRET]}),
        *((verb, {"content": f"password={SECRET}"}) for verb in ("post", "put", "patch")),
        *((verb, {"content": f"password={SECRET}".encode()}) for verb in ("post", "put", "patch")),
        *((verb, {"files": {"f": SECRET.encode()}}) for verb in ("post", "put", "patch")),
    ],
)
def test_nor_does_a_raw_verb(verb: str, body: dict[str, Any]) -> None:
    options: Any = {
        "headers": {"x-corp-key": SECRET},
        "params": {"api_key": SECRET},
        **({} if body else {"extra_json": {"password": SECRET}}),
    }
    call: Any = {"cast_to": object, "options": options, **body}
    with pytest.raises(Exception, match="401") as raised:
        getattr(client(), verb)("/v1/x", **call)
    assert SECRET not in shown(raised.value)

    async def there() -> None:
        await getattr(async_client(), verb)("/v1/x", **call)

    with pytest.raises(Exception, match="401") as raised:
        asyncio.run(there())
    assert SECRET not in shown(raised.value)


def test_nor_where_somebody_watches() -> None:
    class Watched(Anthropic):
        def request(self, *arguments: Any, **options: Any) -> Any:
            return super().request(*arguments, **options)

    http = httpx.Client(transport=httpx.MockTransport(refused))
    made = Watched(api_key="k", http_client=http, max_retries=0)
    with pytest.raises(Exception, match="401") as raised:
        made.beta.messages.create(model="m", max_tokens=1, messages=[], **GIVEN)
    assert SECRET not in shown(raised.value)


@pytest.mark.parametrize(
    "kind", [Anthropic, AsyncAnthropic, partial(AnthropicFoundry, resource="house")]
)
@pytest.mark.parametrize("mapping", [dict, MappingProxyType, httpx.Headers])
def test_no_client_shows_what_it_sends_with_every_request(
    kind: Any, mapping: Callable[[Any], Mapping[str, Any]]
) -> None:
    given = {
        "default_headers": mapping({"x-corp-key": SECRET}),
        "default_query": {"api_key": SECRET},
    }
    with pytest.raises(TypeError) as raised:
        kind(api_key="k", http_client=3, **given)
    assert SECRET not in shown(raised.value)
    made = kind(api_key="k", **given)
    for options in (given, {f"set_{name}": value for name, value in given.items()}):
        with pytest.raises(TypeError) as raised:
            made.copy(colour="red", **options)
        assert SECRET not in shown(raised.value)
    assert SECRET not in repr(made._base)


def test_nor_what_the_environment_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", f"x-corp-key: {SECRET}")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", f"https://user:{SECRET}@[bad")
    with pytest.raises(ValueError, match="base URL") as raised:
        Anthropic(api_key="k")
    assert SECRET not in shown(raised.value)
    monkeypatch.delenv("ANTHROPIC_BASE_URL")
    with pytest.raises(AttributeError) as other:
        Anthropic(api_key="k", default_headers={3: "x"})  # type: ignore[dict-item]
    assert SECRET not in shown(other.value)
