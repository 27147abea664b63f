"""What clients of platforms are made with: the environment, what is missing, what goes together."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import claude_client
import pytest
from claude_client import Anthropic, AnthropicError

from differential.capturing import Capture, Reply
from platform_clients.calling import ask, sync_client
from support.platforms import KEYS


@pytest.mark.parametrize(
    ("name", "variables", "base_url"),
    [
        (
            "AnthropicBedrock",
            {"AWS_REGION": "us-east-2"},
            "https://bedrock-runtime.us-east-2.amazonaws.com",
        ),
        (
            "AnthropicBedrock",
            {"AWS_REGION": "x", "ANTHROPIC_BEDROCK_BASE_URL": "https://gateway.example/b"},
            "https://gateway.example/b",
        ),
        (
            "AnthropicVertex",
            {"CLOUD_ML_REGION": "europe-west1"},
            "https://europe-west1-aiplatform.googleapis.com/v1",
        ),
        (
            "AnthropicFoundry",
            {"ANTHROPIC_FOUNDRY_RESOURCE": "mine", "ANTHROPIC_FOUNDRY_API_KEY": "k"},
            "https://mine.services.ai.azure.com/anthropic",
        ),
        (
            "AnthropicAWS",
            {"AWS_DEFAULT_REGION": "us-east-2", "ANTHROPIC_AWS_WORKSPACE_ID": "w"},
            "https://aws-external-anthropic.us-east-2.api.aws",
        ),
    ],
)
def test_the_environment_says_what_is_not_given(
    name: str, variables: dict[str, str], base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the API's own clients read is of no account here.
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://wrong.example")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "wrong")
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    with getattr(claude_client, name)() as client:
        assert str(client.base_url).rstrip("/") == base_url
        assert getattr(client, "api_key", None) != "wrong"


@pytest.mark.parametrize(
    ("name", "arguments", "complaint"),
    [
        ("AnthropicBedrock", {"api_key": "k"}, "Amazon Bedrock needs `aws_region`.*AWS_REGION"),
        ("AnthropicBedrock", {**KEYS, "api_key": "k"}, "`api_key` and `aws_access_key`"),
        (
            "AnthropicBedrock",
            {"aws_access_key": "k", "aws_region": "x"},
            "without `aws_secret_key`",
        ),
        (
            "AnthropicBedrock",
            {"aws_access_key": "k", "aws_secret_key": "s", "base_url": "https://x.example"},
            "Amazon Bedrock needs `aws_region`",
        ),
        ("AnthropicVertex", {}, "needs `region`.*CLOUD_ML_REGION"),
        ("AnthropicAWS", KEYS, "needs `workspace_id`.*ANTHROPIC_AWS_WORKSPACE_ID"),
        ("AnthropicFoundry", {"api_key": "k"}, "needs `resource`.*ANTHROPIC_FOUNDRY_RESOURCE"),
        (
            "AnthropicFoundry",
            {"api_key": "k", "resource": "r", "base_url": "https://x.example"},
            "`resource` and `base_url`",
        ),
        (
            "AnthropicGoogleCloud",
            {"skip_auth": True, "token_provider": lambda: "t"},
            "`skip_auth` and `token_provider`",
        ),
    ],
)
def test_what_is_missing_or_too_much_is_named(
    name: str, arguments: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        getattr(claude_client, name)(**arguments)


def test_an_address_of_the_environment_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANTHROPIC_FOUNDRY_BASE_URL", "https://x.example")
    with pytest.raises(ValueError, match="`resource` and `ANTHROPIC_FOUNDRY_BASE_URL`"):
        claude_client.AnthropicFoundry(resource="mine", api_key="k")


@pytest.mark.parametrize("prefix", ["", "Async"])
def test_what_is_missing_is_an_error_of_the_package_too(prefix: str) -> None:
    with pytest.raises(AnthropicError) as caught:
        getattr(claude_client, f"{prefix}AnthropicVertex")()
    assert isinstance(caught.value, claude_client.MissingArgumentError)


@pytest.mark.parametrize("prefix", ["", "Async"])
def test_bedrocks_arguments_may_be_given_by_position(prefix: str) -> None:
    kind = getattr(claude_client, f"{prefix}AnthropicBedrock")
    client = kind("secret", "key", "us-east-2", None, "token", None, "https://x.example", 7.0, 5)
    given = (client.aws_secret_key, client.aws_access_key, client.aws_region)
    assert given == ("secret", "key", "us-east-2")
    assert (client.aws_session_token, client.timeout, client.max_retries) == ("token", 7.0, 5)
    assert str(client.base_url) == "https://x.example"


def test_an_argument_that_is_not_given_may_be_said_to_be() -> None:
    client = claude_client.AnthropicVertex(
        region="us-east5", project_id=claude_client.NOT_GIVEN, access_token="t"  # type: ignore[arg-type]
    )
    assert client.project_id is None


def test_a_platform_without_a_credential_is_named() -> None:
    with pytest.raises(AnthropicError, match="Microsoft Foundry needs `azure_ad_token_provider`"):
        claude_client.AnthropicFoundry(resource="mine")


def test_given_keys_count_more_than_a_key_of_the_environment(
    capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "from-the-environment")
    capture.expect([Reply.of({}), Reply.of({})])
    with sync_client("AnthropicBedrock", capture, **KEYS) as client:
        ask(client)
    with sync_client("AnthropicBedrock", capture, aws_region="x") as client:
        ask(client)
    signed, sent = (each.headers["authorization"] for each in capture.sent)
    assert signed.startswith("AWS4-HMAC-SHA256 ")
    assert sent == "Bearer from-the-environment"


def test_whose_interface_is_the_apis_is_a_client_of_it() -> None:
    whole = claude_client.AnthropicFoundry(resource="r", api_key="k")
    partial = claude_client.AnthropicBedrock(**KEYS)
    assert isinstance(whole, Anthropic)
    assert not isinstance(partial, Anthropic)
    assert not hasattr(partial, "models")


def test_no_secret_is_shown(capture: Capture) -> None:
    secrets = ("secret+key", "session-token")
    with sync_client(
        "AnthropicBedrock", capture, **KEYS, aws_session_token="session-token"
    ) as client:
        shown = repr(client) + str(client.messages)
        capture.expect([Reply.of({"error": {"type": "x"}}, 500)])
        try:
            ask(client)
        except AnthropicError as error:
            told = traceback.TracebackException.from_exception(error, capture_locals=True)
            # The test itself holds them.
            shown += "".join(str(frame.locals) for frame in list(told.stack)[1:])
    assert not [each for each in secrets if each in shown]


def test_a_profile_says_keys_and_region(
    capture: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "[profile work]\nregion = ap-south-1\naws_access_key_id = AKIDPROFILE\n"
    (tmp_path / "config").write_text(f"{text}aws_secret_access_key = s\n")
    capture.expect([Reply.of({})])
    with sync_client("AnthropicBedrock", capture, aws_profile="work") as client:
        ask(client)
    (sent,) = capture.sent
    assert sent.headers["host"] == "bedrock-runtime.ap-south-1.amazonaws.com"
    assert "Credential=AKIDPROFILE/" in sent.headers["authorization"]
    assert "/ap-south-1/bedrock/" in sent.headers["authorization"]
