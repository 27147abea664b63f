"""The same calls through the reference's clients of platforms and through ours, over the wire.

Hosts, paths, queries, the headers that say who calls and which are signed, and the JSON value. The
signatures themselves are checked by botocore in tests/platform_clients.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from differential.capturing import Capture, Reply, Sent, capturing
from differential.clients import REFERENCE, needs_reference
from differential.comparing import Difference, Happened, differences, facts, told
from differential.known import PLATFORMS, Known
from differential.platform_caller import PlatformCaller
from support.platforms import MESSAGE, QUESTION, chunk, exception

pytestmark = [pytest.mark.slow, needs_reference]

KEYS = {"aws_access_key": "AKID", "aws_secret_key": "secret", "aws_region": "us-west-2"}
START: dict[str, Any] = {
    "type": "message_start",
    "message": {**MESSAGE, "content": [], "stop_reason": None},
}
AWS_STREAM = "application/vnd.amazon.eventstream"
CLIENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "bedrock": ("AnthropicBedrock", KEYS),
    "bedrock token": ("AnthropicBedrock", {**KEYS, "aws_session_token": "session"}),
    "bedrock key": ("AnthropicBedrock", {"api_key": "key", "aws_region": "us-west-2"}),
    "mantle": ("AnthropicBedrockMantle", KEYS),
    "mantle key": ("AnthropicBedrockMantle", {"api_key": "key", "aws_region": "eu-west-1"}),
    "mantle gateway": (
        "AnthropicBedrockMantle",
        {"skip_auth": True, "base_url": "https://gateway.example/x"},
    ),
    "aws": ("AnthropicAWS", {**KEYS, "workspace_id": "wrkspc_1"}),
    "aws key": (
        "AnthropicAWS",
        {"api_key": "key", "aws_region": "us-west-2", "workspace_id": "wrkspc_1"},
    ),
    "vertex": (
        "AnthropicVertex",
        {"region": "us-east5", "project_id": "p", "access_token": "token"},
    ),
    "vertex global": (
        "AnthropicVertex",
        {"region": "global", "project_id": "p", "access_token": "token"},
    ),
    "google cloud": (
        "AnthropicGoogleCloud",
        {"project": "p", "workspace_id": "w", "token_provider": {"$gives": "token"}},
    ),
    "foundry": ("AnthropicFoundry", {"resource": "mine", "api_key": "key"}),
    "foundry token": (
        "AnthropicFoundry",
        {"resource": "mine", "azure_ad_token_provider": {"$gives": "token"}},
    ),
}
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "create": ("messages.create", QUESTION),
    "address": ("messages.create", {**QUESTION, "model": "arn:aws:bedrock:us:1:profile/a b"}),
    "headers": ("messages.create", {**QUESTION, "extra_headers": {"x-own-1": "a"}}),
    "query": ("messages.create", {**QUESTION, "extra_query": {"a": "b"}}),
    "body": ("messages.create", {**QUESTION, "extra_body": {"anthropic_version": "own", "z": [1]}}),
    "profile": ("messages.create", {**QUESTION, "user_profile_id": "uprof_1"}),
    "workspace": ("messages.create", {**QUESTION, "workspace_id": "wrkspc_2"}),
    "beta": ("beta.messages.create", {**QUESTION, "betas": ["a-1", "b-2"]}),
    "count": ("messages.count_tokens", {"model": "m", "messages": []}),
    "beta count": ("beta.messages.count_tokens", {"model": "m", "messages": [], "betas": ["a"]}),
    "batches": ("messages.batches.list", {}),
    "models": ("models.retrieve", {"model_id": "m"}),
    "organization": ("organization.retrieve", {}),
    "action urls": ("user_profiles.create", {}),
}
ANSWERS: dict[str, Reply] = {
    "count": Reply.of({"input_tokens": 1}),
    "beta count": Reply.of({"input_tokens": 1}),
    "batches": Reply.of({"data": [], "has_more": False, "first_id": None, "last_id": None}),
}


class Both:
    """The reference in its own environment, ours in this one, and the server of both."""

    def __init__(self, capture: Capture, reference: subprocess.Popen[str]) -> None:
        self.capture = capture
        self.reference = reference
        self.used: set[Known] = set()
        self.ours = PlatformCaller("claude_client", capture.address)

    def compare(self, name: str, call: dict[str, Any], reply: Reply) -> list[Difference]:
        """The differences of a call that no row of the table explains."""
        assert self.reference.stdin is not None
        assert self.reference.stdout is not None
        self.capture.expect([reply])
        self.reference.stdin.write(json.dumps(call) + "\n")
        self.reference.stdin.flush()
        theirs = Happened(list(self.capture.sent), json.loads(self.reference.stdout.readline()))
        theirs = Happened(list(self.capture.sent), theirs.outcome)
        self.capture.expect([reply])
        outcome = self.ours.answer(call)
        ours = Happened(list(self.capture.sent), outcome)
        found = [*differences(theirs, ours), *_of_platforms(theirs.sent, ours.sent)]
        rows = [[row for row in PLATFORMS if row.covers(name, each.way)] for each in found]
        self.used.update(row for covering in rows for row in covering)
        return [each for each, covering in zip(found, rows, strict=True) if not covering]


def _of_platforms(theirs: list[Sent], ours: list[Sent]) -> Iterator[Difference]:
    for one, other in zip(theirs, ours, strict=False):
        said, ours_said = signing(one), signing(other)
        for key in said:
            if said[key] != ours_said[key]:
                yield Difference(f"signing.{key}", said[key], ours_said[key])


def signing(sent: Sent) -> dict[str, Any]:
    """Where a request goes, and what of it is signed by whom."""
    authorization = sent.headers.get("authorization", "")
    if not authorization.startswith("AWS4"):
        return {"host": sent.headers["host"], "authorization": authorization, "names": None}
    said = dict(part.split("=", 1) for part in authorization.partition(" ")[2].split(", "))
    names = {
        name
        for name in said["SignedHeaders"].split(";")
        # What each client tells of itself differs on purpose.
        if not name.startswith("x-stainless-") and name not in ("x-retry-count", "idempotency-key")
    }
    account, _, *scope = said["Credential"].split("/")
    return {"host": sent.headers["host"], "authorization": [account, *scope], "names": names}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    home = str(tmp_path_factory.mktemp("home"))
    environment = {"HOME": home, "AWS_EC2_METADATA_DISABLED": "true", "NO_GCE_CHECK": "true"}
    with pytest.MonkeyPatch.context() as patch, capturing() as capture:
        patch.setattr("os.environ", {**environment})
        caller = Path(__file__).with_name("platform_caller.py")
        reference = subprocess.Popen(
            [str(REFERENCE), str(caller), "anthropic", capture.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        yield Both(capture, reference)
        reference.communicate(timeout=20)


@pytest.mark.parametrize("client", CLIENTS)
def test_calls_are_the_same(client: str, both: Both) -> None:
    kind, arguments = CLIENTS[client]
    found: list[Difference] = []
    for name, (accessor, keywords) in CALLS.items():
        reply = ANSWERS.get(name, Reply.of(MESSAGE))
        for asynchronous in (False, True):
            call = {
                "class": kind,
                "arguments": arguments,
                "accessor": accessor,
                "keywords": keywords,
                "asynchronous": asynchronous,
            }
            for each in both.compare(f"{client} {name}", call, reply):
                found.append(Difference(f"{name}: {each.way}", each.theirs, each.ours))
    assert not found, told(found)


@pytest.mark.parametrize(
    "body",
    [
        chunk(START) + chunk({"type": "ping"}) + chunk({"type": "message_stop"}),
        chunk(START) + exception("throttlingException", "Too much."),
        chunk(START) + chunk({"type": "error", "error": {"type": "overloaded_error"}}),
    ],
    ids=["whole", "exception", "error"],
)
@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_streams_of_bedrock_are_the_same(body: bytes, asynchronous: bool, both: Both) -> None:
    call = {
        "class": "AnthropicBedrock",
        "arguments": KEYS,
        "accessor": "messages.create",
        "keywords": {**QUESTION, "stream": True},
        "asynchronous": asynchronous,
    }
    found = both.compare("bedrock stream", call, Reply(body, AWS_STREAM))
    assert not found, told(found)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422, 429, 500, 503, 529])
@pytest.mark.parametrize(
    "client", ["bedrock", "mantle", "aws", "vertex", "google cloud", "foundry"]
)
def test_errors_are_the_same(client: str, status: int, both: Both) -> None:
    kind, arguments = CLIENTS[client]
    reply = Reply.of({"message": "No."}, status)
    call = {
        "class": kind,
        "arguments": arguments,
        "accessor": "messages.create",
        "keywords": QUESTION,
    }
    found = both.compare(f"{client} {status}", call, reply)
    assert not found, told(found)


def test_no_row_of_the_table_is_of_no_use(both: Both) -> None:
    # It is the last but one, so all the others have run, unless only some were asked for.
    clients = {row.call.partition(" ")[0].rstrip("*") for row in both.used}
    if {"bedrock", "mantle", "aws", "vertex", "google", "foundry"} <= clients:
        assert set(PLATFORMS) - both.used == set()


def test_what_is_compared_is_what_came(both: Both) -> None:
    call = {"class": "AnthropicBedrock", "arguments": KEYS, "accessor": "messages.create"}
    both.compare("", {**call, "keywords": QUESTION}, Reply.of(MESSAGE))
    (sent,) = both.capture.sent
    assert facts(sent)["path"] == "/model/anthropic.claude-opus-4-8-v1:0/invoke"
    assert signing(sent)["authorization"] == ["AKID", "us-west-2", "bedrock", "aws4_request"]
