"""What platforms lack of the API: told by the platform's name, before anything is sent, by both kinds."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from claude_client import NotOnPlatformError

from differential.capturing import Capture
from platform_clients.calling import async_client, sync_client
from support.platforms import KEYS, QUESTION

GOOGLE = {"region": "x", "project_id": "p", "access_token": "t"}
COUNTED = {"model": "m", "messages": []}
BATCH = {"requests": [{"custom_id": "a", "params": QUESTION}]}
CASES: list[tuple[str, dict[str, Any], str, dict[str, Any], str]] = [
    (
        "AnthropicBedrock",
        KEYS,
        "messages.count_tokens",
        COUNTED,
        "Amazon Bedrock has no `messages.c",
    ),
    (
        "AnthropicBedrock",
        KEYS,
        "beta.messages.count_tokens",
        COUNTED,
        "Amazon Bedrock has no `beta.",
    ),
    (
        "AnthropicBedrock",
        KEYS,
        "messages.batches.create",
        BATCH,
        "Amazon Bedrock has no `messages.b",
    ),
    (
        "AnthropicBedrock",
        KEYS,
        "messages.batches.list",
        {},
        "Amazon Bedrock has no `messages.batches",
    ),
    ("AnthropicBedrock", KEYS, "beta.files.list", {}, "Amazon Bedrock has no `beta.files.list`"),
    ("AnthropicBedrock", KEYS, "models.list", {}, "Amazon Bedrock has no `models`"),
    ("AnthropicBedrockMantle", KEYS, "models.list", {}, "Bedrock .Mantle. has no `models`"),
    (
        "AnthropicVertex",
        GOOGLE,
        "messages.batches.create",
        BATCH,
        "Vertex AI has no `messages.batc",
    ),
    ("AnthropicVertex", GOOGLE, "beta.models.list", {}, "Vertex AI has no `beta.models.list`"),
    (
        "AnthropicFoundry",
        {"resource": "r", "api_key": "k"},
        "models.list",
        {},
        "Microsoft Foundry has no `models.list`",
    ),
    (
        "AnthropicFoundry",
        {"resource": "r", "api_key": "k"},
        "beta.messages.batches.retrieve",
        {"message_batch_id": "b"},
        "Microsoft Foundry has no `beta.messages.batches.retrieve`",
    ),
    (
        "AnthropicAWS",
        {**KEYS, "workspace_id": "w"},
        "user_profiles.action_urls.create",
        {"user_profile_id": "u", "action": {}},
        "Claude Platform on AWS has no `user_profiles.action_urls.create`",
    ),
]


def called(client: Any, call: str, values: dict[str, Any]) -> Any:
    for part in call.split("."):
        client = getattr(client, part)
    return client(**values)


@pytest.mark.parametrize(
    ("name", "arguments", "call", "values", "what"),
    CASES,
    ids=[f"{row[0]} {row[2]}" for row in CASES],
)
def test_what_a_platform_lacks_is_told_by_its_name(
    name: str,
    arguments: dict[str, Any],
    call: str,
    values: dict[str, Any],
    what: str,
    capture: Capture,
) -> None:
    with (
        sync_client(name, capture, **arguments) as client,
        pytest.raises(NotOnPlatformError, match=what),
    ):
        called(client, call, values)

    async def later() -> None:
        async with async_client(name, capture, **arguments) as client:
            await called(client, call, values)

    with pytest.raises(NotOnPlatformError, match=what):
        asyncio.run(later())
    assert capture.sent == []
