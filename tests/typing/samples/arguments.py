"""Arguments that are collected in a TypedDict before the call."""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from claude_client import Anthropic
from claude_client.lib import files_from_dir
from claude_client.types import (
    FileUploadParams,
    MessageCountTokensParams,
    MessageCreateParams,
    ModelListParams,
    SkillCreateParams,
    beta,
)


def collected(client: Anthropic) -> None:
    message: MessageCreateParams = {
        "model": "m",
        "max_tokens": 1,
        "messages": [{"role": "user", "content": "Hello"}],
        "workspace_id": "wrkspc_1",
    }
    client.messages.create(**message)
    count: MessageCountTokensParams = {"model": "m", "messages": message["messages"]}
    client.messages.count_tokens(**count)
    models: ModelListParams = {"limit": 3}
    client.models.list(**models)
    file: FileUploadParams = {"file": b"content"}
    client.files.upload(**file)
    skill: SkillCreateParams = {"files": [("a/SKILL.md", b"content")]}
    client.skills.create(**skill)
    client.skills.create(files=files_from_dir("a"))


def collected_beta(client: Anthropic) -> None:
    message: beta.MessageCreateParams = {
        "model": "m",
        "max_tokens": 1,
        "messages": [],
        "betas": ["mcp-client-2025-11-20"],
        "mcp_servers": [{"type": "url", "name": "n", "url": "https://mcp.example.com"}],
    }
    client.beta.messages.create(**message)
    file: beta.FileUploadParams = {"file": b"content", "betas": ["b"]}
    client.beta.files.upload(**file)
    batch: beta.messages.BatchCreateParams = {
        "requests": [
            {"custom_id": "1", "params": {"model": "m", "max_tokens": 1, "messages": []}},
        ],
        "betas": ["b"],
    }
    client.beta.messages.batches.create(**batch)
