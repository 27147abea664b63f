"""The page of each platform, and its streams, as a newcomer would try them: on recordings of it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import claude_client
import pytest
import yaml

from clientsmith.recordings.replay import ReplayServer
from support.places import ROOT

RECORDINGS = Path(__file__).with_name("recordings")
PAGES = sorted((ROOT / "generated" / "claude-client" / "docs" / "platforms").glob("*.md"))
# What stands before the paths of the API or of the platform, as base URLs have it.
BASES = {
    "ANTHROPIC_AWS_BASE_URL": "",
    "ANTHROPIC_BEDROCK_BASE_URL": "",
    "ANTHROPIC_BEDROCK_MANTLE_BASE_URL": "/anthropic",
    "ANTHROPIC_VERTEX_BASE_URL": "/v1",
    "ANTHROPIC_GOOGLE_CLOUD_BASE_URL": "/v1/projects/my-project/locations/global/workspaces/"
    "wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ/invoke",
}
HELLO = "Hello! How can I assist you today?"


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(RECORDINGS) as replay:
        yield replay


@pytest.fixture
def account(tmp_path: Path, server: ReplayServer) -> dict[str, str]:
    """The environment of somebody who has an account everywhere, all of which is replayed."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    account = {
        "type": "service_account",
        "project_id": "my-project",
        "client_email": "a@b.example",
        "token_uri": f"{server.url}/token",
        "private_key": key.decode(),
    }
    (tmp_path / "account.json").write_text(json.dumps(account))
    return {
        **{name: f"{server.url}{path}" for name, path in BASES.items()},
        "AWS_ACCESS_KEY_ID": "AKIDNOBODY",
        "AWS_SECRET_ACCESS_KEY": "none",
        "ANTHROPIC_FOUNDRY_API_KEY": "none",
        "GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path / "account.json"),
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_what_a_page_shows_runs(page: Path, account: dict[str, str], server: ReplayServer) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL)
    if page.stem == "foundry":
        # A resource and a base URL can't be given together: the resource is the replay's.
        block = block.replace('resource="my-resource"', f'base_url="{server.url}/anthropic"')
    package = str(ROOT / "generated" / "claude-client")
    ran = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:claude_client", "-c", block],
        env={**os.environ, **account, "PYTHONPATH": package},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout) == (0, f"{HELLO}\n"), ran.stderr
    assert server.requests[-1].recording == f"{page.stem}/hello"


def test_there_is_a_page_and_a_recording_for_each() -> None:
    root = yaml.safe_load((ROOT / "spec" / "openapi.yaml").read_text())
    known = set(root["x-client"]["platforms"])
    assert {page.stem for page in PAGES} == known
    for name in known:
        files = sorted(path.stem for path in (RECORDINGS / name).glob("*.yaml"))
        assert files == ["hello", "stream"], name


@pytest.mark.parametrize("name", [page.stem for page in PAGES])
def test_streams_give_the_same_everywhere(
    name: str, account: dict[str, str], server: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in account.items():
        monkeypatch.setenv(variable, value)
    platform = yaml.safe_load((ROOT / "spec" / "platforms" / f"{name}.yaml").read_text())
    example: dict[str, Any] = platform["example"]
    options = dict(example["client"])
    if name == "foundry":
        options = {"base_url": f"{server.url}/anthropic"}
    ask = {**example["call"], "max_tokens": 1024, "messages": [{"role": "user", "content": "Hi"}]}
    with getattr(claude_client, platform["class"])(**options) as client:
        assert urlsplit(str(client.base_url)).hostname == "127.0.0.1"
        with client.messages.stream(**ask) as stream:
            text = stream.get_final_text()

    async def later() -> str:
        kind = getattr(claude_client, f"Async{platform['class']}")
        async with kind(**options) as other, other.messages.stream(**ask) as events:
            return str(await events.get_final_text())

    assert text == asyncio.run(later())
    assert text
    assert server.requests[-1].recording == f"{name}/stream"
