"""What is loaded for whom: nothing of platforms for a key of the API, no library before it is needed."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from support.places import ROOT

ASKED = """
import json, sys
import httpx, claude_client
transport = httpx.MockTransport(lambda _: httpx.Response(200, json={{}}))
client = claude_client.{client}(http_client=httpx.Client(transport=transport), {arguments})
client.messages.create(model="m", max_tokens=1, messages=[])
print(json.dumps(list(sys.modules)))
"""
LIBRARIES = {"azure", "boto3", "botocore", "google.auth", "msal", "requests"}


def printed(program: str) -> str:
    """What a program of somebody without an account prints."""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": str(ROOT / "generated" / "claude-client"), "HOME": "/nowhere"},
    )
    return ran.stdout


def loaded(client: str, arguments: str) -> set[str]:
    """The modules that are there after a first message."""
    return set(json.loads(printed(ASKED.format(client=client, arguments=arguments))))


def test_a_key_of_the_api_loads_nothing_of_platforms() -> None:
    found = loaded("Anthropic", "api_key='k'")
    assert "claude_client._client" in found
    assert not [name for name in found if "platforms" in name or "profile" in name]
    assert not found & LIBRARIES


@pytest.mark.parametrize(
    ("client", "arguments"),
    [
        ("AnthropicBedrock", "api_key='k', aws_region='x'"),
        ("AnthropicBedrockMantle", "api_key='k', aws_region='x'"),
        ("AnthropicAWS", "api_key='k', aws_region='x', workspace_id='w'"),
        ("AnthropicVertex", "access_token='t', region='x', project_id='p'"),
        ("AnthropicGoogleCloud", "token_provider=lambda: 't', project='p', workspace_id='w'"),
        ("AnthropicFoundry", "api_key='k', resource='r'"),
    ],
)
def test_a_credential_at_hand_needs_no_library(client: str, arguments: str) -> None:
    assert not loaded(client, arguments) & LIBRARIES


def test_a_signature_loads_the_library_of_its_platform_alone() -> None:
    keys = "aws_access_key='a', aws_secret_key='s', aws_region='x'"
    assert loaded("AnthropicBedrock", keys) & LIBRARIES == {"botocore"}


SIGNING = {
    "bedrock": (
        "AnthropicBedrock",
        {"aws_access_key": "a", "aws_secret_key": "s", "aws_region": "x"},
    ),
    "bedrock_mantle": ("AnthropicBedrockMantle", {"aws_profile": "p"}),
    "aws": ("AnthropicAWS", {"aws_region": "x", "workspace_id": "w"}),
    "vertex": ("AnthropicVertex", {"region": "x", "project_id": "p"}),
    "google_cloud": ("AnthropicGoogleCloud", {"project": "p", "workspace_id": "w"}),
    "foundry": ("AnthropicFoundry", {"resource": "r"}),
}
WITHOUT = f"""
import sys
for name in ("botocore", "google.auth", "azure"): sys.modules[name] = None
import claude_client
for kind, arguments in {list(SIGNING.values())}:
    for prefix in ("", "Async"):
        try: getattr(claude_client, prefix + kind)(**arguments)
        except claude_client.ClientError as error: print(error)
"""


def test_a_client_that_signs_asks_for_its_extra_when_it_is_made() -> None:
    lines = printed(WITHOUT).splitlines()
    commands = [re.findall(r"pip install '(.*)'", line) for line in lines]
    assert commands == [[f"claude-client[{extra}]"] for extra in SIGNING for _ in range(2)]


STREAMED = """
import sys
sys.modules["botocore"] = None
import httpx, claude_client
sent = []
http = httpx.Client(transport=httpx.MockTransport(lambda request: sent.append(request)))
client = claude_client.AnthropicBedrock(api_key="k", aws_region="x", http_client=http)
try: client.messages.create(model="m", max_tokens=1, messages=[], stream=True)
except claude_client.ClientError as error: print(len(sent), error)
"""


def test_a_stream_that_could_not_be_read_is_not_asked_for() -> None:
    assert re.match(r"0 Amazon Bedrock .*pip install 'claude-client\[bedrock\]'", printed(STREAMED))
