"""What the clients of each platform send over a socket: host, path, headers, body."""

from __future__ import annotations

import json
from typing import Any

import pytest

from differential.capturing import Capture, Reply
from platform_clients.calling import ask, both, listen, sync_client
from support.platforms import KEYS, QUESTION

BODY = {name: value for name, value in QUESTION.items() if name != "model"}
GOOGLE = {"region": "us-east5", "project_id": "my-project", "access_token": "ya29"}
VERTEX = "/v1/projects/my-project/locations/us-east5/publishers/anthropic/models"
CLOUD = "/v1/projects/my-project/locations/global"

CASES: dict[str, tuple[str, dict[str, Any], str, str, dict[str, Any]]] = {
    "bedrock": (
        "AnthropicBedrock",
        KEYS,
        "bedrock-runtime.us-west-2.amazonaws.com",
        "/model/anthropic.claude-opus-4-8-v1:0/invoke",
        {**BODY, "anthropic_version": "bedrock-2023-05-31"},
    ),
    "bedrock with a key": (
        "AnthropicBedrock",
        {"api_key": "bedrock-key", "aws_region": "eu-west-1"},
        "bedrock-runtime.eu-west-1.amazonaws.com",
        "/model/anthropic.claude-opus-4-8-v1:0/invoke",
        {**BODY, "anthropic_version": "bedrock-2023-05-31"},
    ),
    "mantle": (
        "AnthropicBedrockMantle",
        KEYS,
        "bedrock-mantle.us-west-2.api.aws",
        "/anthropic/v1/messages",
        QUESTION,
    ),
    "aws": (
        "AnthropicAWS",
        {**KEYS, "workspace_id": "wrkspc_1"},
        "aws-external-anthropic.us-west-2.api.aws",
        "/v1/messages",
        QUESTION,
    ),
    "vertex": (
        "AnthropicVertex",
        GOOGLE,
        "us-east5-aiplatform.googleapis.com",
        f"{VERTEX}/anthropic.claude-opus-4-8-v1:0:rawPredict",
        {**BODY, "anthropic_version": "vertex-2023-10-16"},
    ),
    "google cloud": (
        "AnthropicGoogleCloud",
        {"project": "my-project", "workspace_id": "wrkspc_1", "token_provider": lambda: "ya29"},
        "claude.googleapis.com",
        f"{CLOUD}/workspaces/wrkspc_1/invoke/v1/messages",
        QUESTION,
    ),
    "foundry": (
        "AnthropicFoundry",
        {"resource": "mine", "api_key": "azure-key"},
        "mine.services.ai.azure.com",
        "/anthropic/v1/messages",
        QUESTION,
    ),
}


@pytest.mark.parametrize("case", CASES, ids=CASES.keys())
def test_a_message_goes_where_the_platform_has_it(case: str, capture: Capture) -> None:
    name, arguments, host, path, body = CASES[case]
    sent = both(name, capture, arguments, ask)
    assert [(each.headers["host"], each.path, each.query) for each in sent] == [
        (host, path, [])
    ] * 2
    assert [json.loads(each.body) for each in sent] == [body] * 2


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        (
            "AnthropicBedrock",
            {"api_key": "k", "aws_region": "x"},
            {"authorization": "Bearer k", "anthropic-version": None},
        ),
        ("AnthropicVertex", GOOGLE, {"authorization": "Bearer ya29", "anthropic-version": None}),
        (
            "AnthropicFoundry",
            {"resource": "mine", "api_key": "k"},
            {"x-api-key": "k", "api-key": "k", "authorization": None},
        ),
        (
            "AnthropicFoundry",
            {"resource": "mine", "azure_ad_token_provider": lambda: "t", "api_key": "k"},
            {"authorization": "Bearer t", "x-api-key": None, "api-key": None},
        ),
        (
            "AnthropicAWS",
            {"api_key": "k", "aws_region": "x", "workspace_id": "w"},
            {"x-api-key": "k", "anthropic-workspace-id": "w", "authorization": None},
        ),
        (
            "AnthropicBedrockMantle",
            {"skip_auth": True, "aws_region": "x"},
            {"authorization": None, "anthropic-version": "2023-06-01"},
        ),
    ],
)
def test_credentials_are_sent_as_the_platform_takes_them(
    name: str, arguments: dict[str, Any], expected: dict[str, Any], capture: Capture
) -> None:
    for sent in both(name, capture, arguments, ask):
        assert {each: sent.headers.get(each) for each in expected} == expected


def test_betas_are_in_the_body_of_bedrock(capture: Capture) -> None:
    def call(client: Any) -> Any:
        return client.beta.messages.create(**QUESTION, betas=["a-1", "b-2"])

    for sent in both("AnthropicBedrock", capture, KEYS, call):
        assert json.loads(sent.body)["anthropic_beta"] == ["a-1", "b-2"]
        assert sent.query == []


def test_a_profile_of_a_user_moves_into_the_body_of_mantle(capture: Capture) -> None:
    def call(client: Any) -> Any:
        return ask(client, user_profile_id="uprof_1")

    for sent in both("AnthropicBedrockMantle", capture, KEYS, call):
        assert json.loads(sent.body)["user_profile_id"] == "uprof_1"
        assert "anthropic-user-profile-id" not in sent.headers


def test_calls_about_the_organization_have_an_address_of_their_own(capture: Capture) -> None:
    arguments = {"project": "my-project", "token_provider": lambda: "ya29"}
    reply = Reply.of({"type": "organization", "id": "o", "name": "Fjord"})

    def call(client: Any) -> Any:
        return client.organization.retrieve()

    for sent in both("AnthropicGoogleCloud", capture, arguments, call, reply):
        assert sent.path == f"{CLOUD}/claudeOrganization/invoke/v1/organizations/me"
    with (
        sync_client("AnthropicGoogleCloud", capture, **arguments) as client,
        pytest.raises(ValueError, match=r"`workspace_id`.*ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID"),
    ):
        ask(client)


def test_vertex_streams_and_counts_at_paths_of_its_own(capture: Capture) -> None:
    capture.expect([Reply(b"", "text/event-stream"), Reply.of({"input_tokens": 3})])
    with sync_client("AnthropicVertex", capture, **GOOGLE) as client:
        assert listen(client) == []
        counted = client.messages.count_tokens(model="m", messages=[])
    assert counted.input_tokens == 3
    streamed, counting = capture.sent
    assert streamed.path == f"{VERTEX}/anthropic.claude-opus-4-8-v1:0:streamRawPredict"
    assert json.loads(streamed.body)["stream"] is True
    assert counting.path == f"{VERTEX}/count-tokens:rawPredict"


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("global", "aiplatform.googleapis.com"),
        ("us", "aiplatform.us.rep.googleapis.com"),
        ("eu", "aiplatform.eu.rep.googleapis.com"),
    ],
)
def test_vertex_has_hosts_for_parts_of_the_world(region: str, host: str, capture: Capture) -> None:
    for sent in both("AnthropicVertex", capture, {**GOOGLE, "region": region}, ask):
        assert sent.headers["host"] == host


def test_raw_verbs_go_the_same_way(capture: Capture) -> None:
    capture.expect([Reply.of({"ok": True})])
    with sync_client("AnthropicBedrock", capture, **KEYS) as client:
        client.post("/v1/messages", cast_to=object, body={"model": "m/n", "max_tokens": 1})
    assert capture.sent[0].path == "/model/m%2Fn/invoke"


def test_a_copy_follows_its_arguments(capture: Capture) -> None:
    capture.expect([Reply.of({}), Reply.of({})])
    with sync_client("AnthropicAWS", capture, **KEYS, workspace_id="w") as client:
        ask(client.with_options(aws_region="eu-west-1"))
        ask(client.with_options(base_url="https://gateway.example", aws_region="eu-west-1"))
    hosts = [each.headers["host"] for each in capture.sent]
    assert hosts == ["aws-external-anthropic.eu-west-1.api.aws", "gateway.example"]
    assert all("/eu-west-1/" in each.headers["authorization"] for each in capture.sent)
