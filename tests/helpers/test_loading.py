"""A program that uses no helper, in a process of its own: what of the client is loaded, and what is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fnmatch import fnmatchcase

import pytest

from support.places import ROOT

HELPERS = [
    "aiohttp",
    "claude_client.as_anthropic",
    "claude_client.lib.aio",
    "claude_client.lib.batches",
    "claude_client.lib.final_options",
    "claude_client.lib.middleware*",
    "claude_client.lib.open_telemetry",
    "claude_client.lib.streaming*",
    "claude_client.lib.structured_outputs*",
    "claude_client.lib.telemetry*",
    "claude_client.lib.tools*",
    "claude_client.lib.webhooks",
    "claude_client.resources.beta*",
    "claude_client.types.beta*",
    "claude_client.platforms*",
    "claude_client._runtime.platforms*",
    "claude_client._runtime.middleware_types",
    "claude_client._runtime.warned",
    "opentelemetry*",
]
CLIENT = """
import httpx
message = {"id": "m", "type": "message", "role": "assistant", "model": "m", "stop_reason": "end_turn",
           "content": [{"type": "text", "text": "Hi"}], "usage": {"input_tokens": 1, "output_tokens": 1}}
transport = httpx.MockTransport(lambda request: httpx.Response(200, json=message))
client = claude_client.Anthropic(api_key="none", http_client=httpx.Client(transport=transport))
asked = {"model": "m", "max_tokens": 1, "messages": []}
"""
STEPS = {
    "an import": "",
    "a message": CLIENT + "client.messages.create(**asked)",
    "a list": CLIENT + "client.models.list()",
}


def loaded(step: str) -> list[str]:
    program = (
        f"import claude_client\n{step}\nimport json, sys\nprint(json.dumps(list(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generated" / "claude-client")},
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(ran.stdout))


@pytest.mark.parametrize("step", STEPS)
def test_what_is_not_used_is_not_loaded(step: str) -> None:
    found = loaded(STEPS[step])
    assert [name for name in found if any(fnmatchcase(name, row) for row in HELPERS)] == []


def test_what_is_used_is_loaded() -> None:
    used = "client.beta.messages.tool_runner(**asked, tools=[]).until_done(); client.beta.webhooks"
    found = loaded(CLIENT + used + "; client.messages.batches")
    assert {"claude_client.lib.tools.loop", "claude_client.lib.webhooks"} <= set(found)
    assert {"claude_client.lib.telemetry", "opentelemetry"}.isdisjoint(found)
