"""Copies of platforms' clients: what they take over, and what counts of what they are given anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import claude_client
import pytest

from differential.capturing import Capture, Reply
from platform_clients.calling import ask, both, sync_client
from support.platforms import KEYS, MESSAGE

OTHER = {"aws_access_key": "AKIDOTHER", "aws_secret_key": "other"}
GOOGLE = {"project": "p", "workspace_id": "w"}


class Token:
    """Credentials as google-auth has them, with a token that lasts."""

    expired = False

    def __init__(self, token: str) -> None:
        self.token = token


def token() -> str:
    return "of-a-function"


CASES: list[tuple[str, Mapping[str, Any], Mapping[str, Any], Mapping[str, str | None]]] = [
    ("AnthropicBedrock", KEYS, {"api_key": "k"}, {"authorization": "Bearer k"}),
    (
        "AnthropicBedrock",
        {"api_key": "k", "aws_region": "us-west-2"},
        OTHER,
        {"authorization": "AWS4-HMAC-SHA256 Credential=AKIDOTHER/"},
    ),
    (
        "AnthropicBedrock",
        {**KEYS, "aws_session_token": "of-the-first"},
        OTHER,
        {"authorization": "AWS4-HMAC-SHA256 Credential=AKIDOTHER/", "x-amz-security-token": None},
    ),
    (
        "AnthropicBedrock",
        KEYS,
        {"aws_session_token": "t"},
        {
            "authorization": "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/",
            "x-amz-security-token": "t",
        },
    ),
    ("AnthropicBedrockMantle", KEYS, {"skip_auth": True}, {"authorization": None}),
    (
        "AnthropicBedrockMantle",
        {"skip_auth": True, "aws_region": "x"},
        {"api_key": "k"},
        {"authorization": None},
    ),
    (
        "AnthropicAWS",
        {**KEYS, "workspace_id": "w"},
        {"api_key": "k", "workspace_id": "w2"},
        {"x-api-key": "k", "authorization": None, "anthropic-workspace-id": "w2"},
    ),
    (
        "AnthropicVertex",
        {"region": "x", "project_id": "p", "access_token": "t"},
        {"credentials": Token("of-credentials")},
        {"authorization": "Bearer of-credentials"},
    ),
    (
        "AnthropicGoogleCloud",
        {**GOOGLE, "token_provider": token},
        {"credentials": Token("of-credentials")},
        {"authorization": "Bearer of-credentials"},
    ),
    (
        "AnthropicGoogleCloud",
        {**GOOGLE, "credentials": Token("of-credentials")},
        {"token_provider": token},
        {"authorization": "Bearer of-a-function"},
    ),
    (
        "AnthropicFoundry",
        {"resource": "r", "azure_ad_token_provider": token},
        {"api_key": "k"},
        {"authorization": None, "x-api-key": "k"},
    ),
]


@pytest.mark.parametrize(("name", "first", "anew", "expected"), CASES)
def test_who_calls_is_replaced_as_a_whole(
    name: str,
    first: dict[str, Any],
    anew: dict[str, Any],
    expected: dict[str, str | None],
    capture: Capture,
) -> None:
    for sent in both(name, capture, first, lambda client: ask(client.with_options(**anew))):
        for header, value in expected.items():
            found = sent.headers.get(header)
            assert found is value or (value and found and found.startswith(value)), header


def test_the_first_client_stays_as_it_was(capture: Capture) -> None:
    capture.expect([Reply.of(MESSAGE)] * 2)
    with sync_client("AnthropicBedrock", capture, **KEYS) as client:
        ask(client.copy(api_key="k"))
        ask(client)
    assert [each.headers["authorization"][:8] for each in capture.sent] == ["Bearer k", "AWS4-HMA"]


def test_none_takes_a_workspace_away(capture: Capture) -> None:
    arguments = {**GOOGLE, "token_provider": token}
    with (
        sync_client("AnthropicGoogleCloud", capture, **arguments) as client,
        pytest.raises(ValueError, match="needs `workspace_id`"),
    ):
        ask(client.with_options(workspace_id=None))


@pytest.mark.parametrize("option", ["credentials", "auth_token", "profile", "regoin"])
def test_what_a_platform_has_no_use_for_is_refused(option: str) -> None:
    client = claude_client.AnthropicAWS(**KEYS, workspace_id="w")
    with pytest.raises(TypeError, match=f"AnthropicAWS has no option `{option}`"):
        client.with_options(**{option: "x"})


def test_half_a_key_is_refused() -> None:
    client = claude_client.AnthropicBedrock(api_key="k", aws_region="x")
    with pytest.raises(ValueError, match="`aws_access_key` is given without `aws_secret_key`"):
        client.with_options(aws_access_key="AKID")
