"""Who calls: signatures that AWS's own library finds right, and tokens that are renewed once."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from claude_client import AnthropicError

from differential.capturing import Capture, Reply, Sent
from platform_clients.calling import ask, async_client, both, sync_client
from platform_clients.verifying import verify
from support.platforms import KEYS, MESSAGE, QUESTION

AWS = {
    "AnthropicBedrock": ({}, "bedrock"),
    "AnthropicBedrockMantle": ({}, "bedrock-mantle"),
    "AnthropicAWS": ({"workspace_id": "wrkspc_1"}, "aws-external-anthropic"),
}


@pytest.mark.parametrize("name", AWS)
def test_a_signature_fits_what_came_over_the_wire(name: str, capture: Capture) -> None:
    more, service = AWS[name]
    for sent in both(name, capture, {**KEYS, **more}, ask):
        verify(sent, service)


@pytest.mark.parametrize("name", AWS)
def test_a_temporary_key_goes_with_its_token(name: str, capture: Capture) -> None:
    more, service = AWS[name]
    for sent in both(name, capture, {**KEYS, **more, "aws_session_token": "token"}, ask):
        verify(sent, service, "token")
        assert "x-amz-security-token" in sent.headers["authorization"]


def test_a_model_that_is_an_address_is_signed_as_it_is_sent(capture: Capture) -> None:
    model = "arn:aws:bedrock:us-west-2:123:application-inference-profile/abc"

    def call(client: Any) -> Any:
        return ask(client, model=model)

    for sent in both("AnthropicBedrock", capture, KEYS, call):
        assert sent.path == f"/model/{model.replace('/', '%2F')}/invoke"
        verify(sent, "bedrock")


def test_a_query_is_signed(capture: Capture) -> None:
    def call(client: Any) -> Any:
        return client.models.list(limit=5, after_id="a b")

    page = Reply.of({"data": [], "has_more": False, "first_id": None, "last_id": None})
    arguments = {**KEYS, "workspace_id": "w"}
    capture.expect([page])
    with sync_client("AnthropicAWS", capture, **arguments) as client:
        call(client)
    (sent,) = capture.sent
    assert ("after_id", "a b") in sent.query
    verify(sent, "aws-external-anthropic")


def test_files_are_signed_whole(capture: Capture, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\xff" * 1000)

    def call(client: Any) -> Any:
        return client.files.upload(file=tmp_path / "a.txt")

    for sent in both("AnthropicAWS", capture, {**KEYS, "workspace_id": "w"}, call, Reply.of({})):
        verify(sent, "aws-external-anthropic")


def test_each_attempt_is_signed_anew(capture: Capture) -> None:
    dates: list[str] = []

    def answer(sent: Sent) -> Reply:
        verify(sent, "bedrock")
        dates.append(sent.headers["x-retry-count"])
        return Reply.of({}, 500 if len(dates) == 1 else 200)

    capture.expect([answer, answer])
    with sync_client("AnthropicBedrock", capture, **KEYS) as client:
        ask(client.with_options(max_retries=1))
    assert dates == ["0", "1"]


def test_a_header_that_the_caller_sends_stays(capture: Capture) -> None:
    def call(client: Any) -> Any:
        return ask(client, extra_headers={"Authorization": "Bearer by-hand"})

    for sent in both("AnthropicBedrock", capture, KEYS, call):
        assert sent.headers["authorization"] == "Bearer by-hand"


def test_without_any_keys_it_is_told_where_they_are_looked_for(capture: Capture) -> None:
    with (
        sync_client("AnthropicBedrock", capture, aws_region="us-west-2") as client,
        pytest.raises(AnthropicError, match="Amazon Bedrock: there are no AWS credentials"),
    ):
        ask(client)


class Google:
    """Credentials as google-auth has them, which expire and tell how often they were renewed."""

    def __init__(self) -> None:
        self.token: str | None = None
        self.expired = False
        self.project_id = "project-of-the-key"
        self.renewed = 0

    def refresh(self, request: object) -> None:
        count = self.renewed + 1
        threading.Event().wait(0.05)
        self.renewed, self.token, self.expired = count, f"token-{count}", False


def test_a_token_of_google_is_renewed_by_one_thread(capture: Capture) -> None:
    given = Google()
    capture.expect([Reply.of(MESSAGE)] * 9)
    arguments = {"region": "us-east5", "credentials": given}
    with (
        sync_client("AnthropicVertex", capture, **arguments) as client,
        ThreadPoolExecutor(8) as threads,
    ):
        list(threads.map(lambda _: ask(client), range(8)))
        given.expired = True
        ask(client.with_options(timeout=5))
    tokens = [each.headers["authorization"] for each in capture.sent]
    assert tokens == ["Bearer token-1"] * 8 + ["Bearer token-2"]
    assert "/projects/project-of-the-key/" in capture.sent[0].path


def test_tasks_wait_for_the_one_that_renews(capture: Capture) -> None:
    given = Google()
    capture.expect([Reply.of(MESSAGE)] * 8)

    async def all_at_once() -> None:
        arguments = {"location": "global", "workspace_id": "w", "credentials": given}
        async with async_client("AnthropicGoogleCloud", capture, **arguments) as client:
            await asyncio.gather(*(ask(client) for _ in range(8)))

    asyncio.run(all_at_once())
    assert given.renewed == 1
    assert {each.headers["authorization"] for each in capture.sent} == {"Bearer token-1"}
    assert {each.path.split("/")[3] for each in capture.sent} == {"project-of-the-key"}


def test_the_applications_own_credentials_are_found(
    capture: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A key of a service account; the token is asked for at an address that it names.
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    account = {
        "type": "service_account",
        "project_id": "own-project",
        "client_email": "a@b.example",
        "token_uri": f"{capture.address}/token",
        "private_key": key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode(),
    }
    (tmp_path / "account.json").write_text(json.dumps(account))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "account.json"))
    token = {"access_token": "ya29.own", "expires_in": 3600, "token_type": "Bearer"}
    capture.expect([Reply.of(token), Reply.of(MESSAGE), Reply.of(MESSAGE)])
    with sync_client("AnthropicVertex", capture, region="us-east5") as client:
        ask(client)
        ask(client)
    asked, *calls = capture.sent
    assert asked.path == "/token"
    assert [each.headers["authorization"] for each in calls] == ["Bearer ya29.own"] * 2
    assert calls[0].path.startswith("/v1/projects/own-project/")


def test_a_function_of_azure_is_asked_before_every_call(capture: Capture) -> None:
    from azure.core.credentials import AccessToken
    from azure.identity import get_bearer_token_provider

    class Account:
        def get_token(self, *scopes: str, **options: Any) -> AccessToken:
            return AccessToken(f"token for {scopes[0]}", int(time.time()) + 3600)

    provider: Any = get_bearer_token_provider(Account(), "https://ai.azure.com/.default")
    arguments = {"resource": "mine", "azure_ad_token_provider": provider}
    for sent in both("AnthropicFoundry", capture, arguments, ask):
        assert sent.headers["authorization"] == "Bearer token for https://ai.azure.com/.default"
        assert json.loads(sent.body) == QUESTION
