"""Temporary keys of AWS: of roles that are assumed, of workloads, containers and programs; renewed once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from differential.capturing import Capture, Reply, Sent
from platform_clients.calling import ask, async_client, sync_client
from platform_clients.verifying import verify
from support.platforms import KEYS, MESSAGE

ROLE = "arn:aws:iam::123456789012:role/claude"
PROFILES = f"""
[profile base]
aws_access_key_id = AKIDBASE
aws_secret_access_key = base

[profile role]
region = us-west-2
role_arn = {ROLE}
source_profile = base

[profile workload]
region = us-west-2
role_arn = {ROLE}
web_identity_token_file = {{folder}}/jwt

[profile program]
region = us-west-2
credential_process = /bin/sh {{folder}}/keys.sh
"""
BY_PROFILE: dict[str, Any] = {"aws_profile": "role"}


class Service:
    """AWS: gives temporary keys that last so many minutes, each time of the next number, and answers."""

    def __init__(self, capture: Capture, *minutes: float) -> None:
        self.minutes = list(minutes)
        self.asked: list[dict[str, Any]] = []
        self.called: list[Sent] = []
        capture.expect([self.respond] * 50)

    def respond(self, sent: Sent) -> Reply:
        if sent.path.startswith("/model/"):
            self.called.append(sent)
            return Reply.of(MESSAGE)
        form = {name: values[0] for name, values in parse_qs(sent.body.decode()).items()}
        self.asked.append({**form, "authorization": sent.headers.get("authorization", "")})
        lasts = self.minutes.pop(0) if len(self.minutes) > 1 else self.minutes[0]
        keys = temporary(f"session-{len(self.asked)}", lasts)
        if sent.method == "GET":
            return Reply.of({**keys, "Token": keys.pop("SessionToken")})
        action = form["Action"]
        members = "".join(f"<{name}>{value}</{name}>" for name, value in keys.items())
        return Reply(
            f"<{action}Response><{action}Result><Credentials>{members}</Credentials>"
            f"</{action}Result></{action}Response>".encode(),
            "text/xml",
        )

    def tokens(self) -> set[str]:
        """The sessions that requests were signed in, each signature being right."""
        found = {each.headers["x-amz-security-token"] for each in self.called}
        for each in self.called:
            verify(each, "bedrock", each.headers["x-amz-security-token"])
        return found


def temporary(token: str, minutes: float) -> dict[str, str]:
    until = datetime.now(timezone.utc) + timedelta(minutes=minutes)
    return {
        "AccessKeyId": KEYS["aws_access_key"],
        "SecretAccessKey": KEYS["aws_secret_key"],
        "SessionToken": token,
        "Expiration": until.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


@pytest.fixture(autouse=True)
def account(capture: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Profiles of somebody for whom AWS is the server of the tests."""
    (tmp_path / "config").write_text(PROFILES.format(folder=tmp_path))
    (tmp_path / "jwt").write_text("own.token")
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", capture.address)
    monkeypatch.setenv("NO_PROXY", "*")


def by_threads(capture: Capture, arguments: dict[str, Any]) -> None:
    """One call, and then eight at once, half of them of a copy."""
    with (
        sync_client("AnthropicBedrock", capture, **arguments) as client,
        ThreadPoolExecutor(8) as threads,
    ):
        clients = (client, client.with_options(timeout=9))
        ask(client)
        list(threads.map(lambda number: ask(clients[number % 2]), range(8)))


def by_tasks(capture: Capture, arguments: dict[str, Any]) -> None:
    """The same of an asynchronous client."""

    async def all_at_once() -> None:
        async with async_client("AnthropicBedrock", capture, **arguments) as client:
            clients = (client, client.with_options(timeout=9))
            await ask(client)
            await asyncio.gather(*(ask(clients[number % 2]) for number in range(8)))

    asyncio.run(all_at_once())


both_kinds = pytest.mark.parametrize("calls", [by_threads, by_tasks])
Calls = Callable[[Capture, dict[str, Any]], None]


@both_kinds
def test_a_role_is_assumed_once(calls: Calls, capture: Capture) -> None:
    service = Service(capture, 60)
    calls(capture, BY_PROFILE)
    (asked,) = service.asked
    assert (asked["Action"], asked["RoleArn"]) == ("AssumeRole", ROLE)
    assert "Credential=AKIDBASE/" in asked["authorization"]
    assert (service.tokens(), len(service.called)) == ({"session-1"}, 9)


@both_kinds
def test_keys_that_end_soon_are_renewed_once(calls: Calls, capture: Capture) -> None:
    # Within ten minutes of their end nobody signs with them any more.
    service = Service(capture, 5, 60)
    calls(capture, BY_PROFILE)
    assert len(service.asked) == 2
    assert service.tokens() == {"session-1", "session-2"}
    later = [each.headers["x-amz-security-token"] for each in service.called[1:]]
    assert later == ["session-2"] * 8


@both_kinds
def test_a_workload_takes_a_role_by_its_own_token(calls: Calls, capture: Capture) -> None:
    service = Service(capture, 60)
    calls(capture, {"aws_profile": "workload"})
    (asked,) = service.asked
    assert (asked["Action"], asked["RoleArn"]) == ("AssumeRoleWithWebIdentity", ROLE)
    assert (asked["WebIdentityToken"], asked["authorization"]) == ("own.token", "")
    assert service.tokens() == {"session-1"}


def test_so_it_does_by_the_environment(
    capture: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ROLE_ARN", ROLE)
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(tmp_path / "jwt"))
    service = Service(capture, 60)
    by_threads(capture, {"aws_region": "us-west-2"})
    assert [each["Action"] for each in service.asked] == ["AssumeRoleWithWebIdentity"]
    assert service.tokens() == {"session-1"}


def test_a_container_gives_keys(capture: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"{capture.address}/keys")
    monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "of-the-container")
    service = Service(capture, 60)
    by_threads(capture, {"aws_region": "us-west-2"})
    assert [each["authorization"] for each in service.asked] == ["of-the-container"]
    assert service.tokens() == {"session-1"}


@both_kinds
def test_a_program_gives_keys(calls: Calls, capture: Capture, tmp_path: Path) -> None:
    given = {"Version": 1, **temporary("of-a-program", 60)}
    (tmp_path / "given.json").write_text(json.dumps(given))
    (tmp_path / "keys.sh").write_text(f"echo x >> {tmp_path}/asked\ncat {tmp_path}/given.json\n")
    service = Service(capture, 60)
    calls(capture, {"aws_profile": "program"})
    assert service.tokens() == {"of-a-program"}
    assert (tmp_path / "asked").read_text() == "x\n"
