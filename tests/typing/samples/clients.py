"""What a type checker knows of clients: options, pages, responses, errors."""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from typing import Literal

import httpx
from claude_client import (
    Anthropic,
    AnthropicError,
    APIConnectionError,
    APIError,
    APIResponse,
    APIStatusError,
    AsyncAnthropic,
    AsyncAPIResponse,
    AsyncPage,
    BadRequestError,
    InternalServerError,
    OverloadedError,
    RateLimitError,
    SyncPage,
)
from claude_client.types import Message, MessageTokensCount, ModelInfo
from typing_extensions import assert_type


def options(client: Anthropic, async_client: AsyncAnthropic) -> None:
    assert_type(client.with_options(timeout=5, max_retries=3), Anthropic)
    assert_type(client.copy(api_key="k", default_headers={"x-own": "1"}), Anthropic)
    assert_type(async_client.with_options(timeout=httpx.Timeout(5)), AsyncAnthropic)
    assert_type(
        client.copy(
            auth_token="t",
            webhook_key="whsec_",
            base_url="https://api.example",
            set_default_headers={"x-own": "1"},
            default_query={"a": 1},
            set_default_query={},
            http_client=httpx.Client(),
            middleware=[],
        ),
        Anthropic,
    )
    client.with_options(webhok_key="")  # type: ignore[call-arg]  # pyright: ignore
    client.copy(timeout="5")  # type: ignore[arg-type]  # pyright: ignore
    with client as same:
        assert_type(same, Anthropic)


async def async_context(async_client: AsyncAnthropic) -> None:
    async with async_client as same:
        assert_type(same, AsyncAnthropic)


def pages(client: Anthropic) -> None:
    page = client.models.list(limit=10)
    assert_type(page, SyncPage[ModelInfo])
    assert_type(page.has_next_page(), bool)
    assert_type(page.get_next_page(), SyncPage[ModelInfo])
    for model in page:
        assert_type(model, ModelInfo)
    for each in page.iter_pages():
        assert_type(each, SyncPage[ModelInfo])


async def async_pages(client: AsyncAnthropic) -> None:
    async for model in client.models.list():
        assert_type(model, ModelInfo)
    page = await client.models.list()
    assert_type(page, AsyncPage[ModelInfo])
    assert_type(await page.get_next_page(), AsyncPage[ModelInfo])
    async for model in page:
        assert_type(model, ModelInfo)


def responses(client: Anthropic) -> None:
    raw = client.models.with_raw_response.retrieve("m")
    assert_type(raw, APIResponse[ModelInfo])
    assert_type(raw.parse(), ModelInfo)
    assert_type(raw.parse(to=Message), Message)
    assert_type(raw.request_id, "str | None")
    assert_type(raw.status_code, int)
    assert_type(raw.headers, httpx.Headers)
    counted = client.messages.with_raw_response.count_tokens(model="m", messages=[])
    assert_type(counted.parse(), MessageTokensCount)
    with client.models.with_streaming_response.retrieve("m") as streamed:
        assert_type(streamed.parse(), ModelInfo)


async def async_responses(client: AsyncAnthropic) -> None:
    raw = await client.models.with_raw_response.retrieve("m")
    assert_type(raw, AsyncAPIResponse[ModelInfo])
    assert_type(await raw.parse(), ModelInfo)
    async with client.models.with_streaming_response.retrieve("m") as streamed:
        assert_type(await streamed.parse(), ModelInfo)


def errors(client: Anthropic) -> None:
    try:
        client.models.retrieve("m")
    except BadRequestError as error:
        assert_type(error.status_code, Literal[400])
    except RateLimitError as error:
        assert_type(error.status_code, Literal[429])
        assert_type(error.retry_after, "float | None")
    except OverloadedError as error:
        server: InternalServerError = error
        print(server)
    except APIStatusError as error:
        assert_type(error.status_code, int)
        assert_type(error.response, httpx.Response)
        assert_type(error.request_id, "str | None")
        assert_type(error.type, "str | None")
    except APIConnectionError as error:
        assert_type(error.request, httpx.Request)
    except APIError as error:
        assert_type(error.message, str)
    except AnthropicError as error:
        root: Exception = error
        print(root)


def mistakes(client: Anthropic) -> None:
    client.models.retrieve()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.models.list(limit="many")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.modles()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    Anthropic("key")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
