"""What is loaded for whom: nothing of platforms for a key of the API, no library before it is needed."""

from __future__ import annotations

import json
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
LIBRARIES = {"azure", "boto3", "botocore", "google", "msal", "requests"}


def loaded(client: str, arguments: str) -> set[str]:
    """The modules that are there after a first message."""
    program = ASKED.format(client=client, arguments=arguments)
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": str(ROOT / "generated" / "claude-client"), "HOME": "/nowhere"},
    )
    return set(json.loads(ran.stdout))


def test_a_key_of_the_api_loads_nothing_of_platforms() -> None:
    found = loaded("Anthropic", "api_key='k'")
    assert "claude_client._client" in found
    assert not [name for name in found if "platforms" in name or "profile" in name]
    assert not {name.partition(".")[0] for name in found} & LIBRARIES


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
    found = loaded(client, arguments)
    assert not {name.partition(".")[0] for name in found} & LIBRARIES


def test_a_signature_loads_the_library_of_its_platform_alone() -> None:
    keys = "aws_access_key='a', aws_secret_key='s', aws_region='x'"
    assert {name.partition(".")[0] for name in loaded("AnthropicBedrock", keys)} & LIBRARIES == {
        "botocore"
    }
