"""Values of either version of the MCP package in, what the API takes out."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace as Value
from typing import Any

import anyio
import pytest
from claude_client.lib.tools import ToolError
from claude_client.lib.tools.mcp import (
    UnsupportedMCPValueError,
    async_mcp_tool,
    mcp_content,
    mcp_message,
    mcp_resource_to_content,
    mcp_resource_to_file,
    mcp_tool,
)

TEXT = Value(type="text", text="Hello")
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}}
WEATHER = Value(name="weather", description="Tells the weather.", inputSchema=SCHEMA)


class Session:
    """A server's session that answers with what it is given."""

    def __init__(self, **result: Any) -> None:
        self.result = Value(
            **{"content": [], "isError": False, "structuredContent": None, **result}
        )
        self.calls: list[tuple[str, Any]] = []

    async def call_tool(self, name: str, arguments: Any) -> Any:
        self.calls.append((name, arguments))
        return self.result


def resource(**given: Any) -> Any:
    return Value(uri="file:///notes/a.txt", **given)


@pytest.mark.parametrize("named", ["mimeType", "mime_type"])
def test_contents_are_blocks(named: str) -> None:
    image = Value(type="image", data="aGk=", **{named: "image/png"})
    source = {"type": "base64", "media_type": "image/png", "data": "aGk="}
    assert mcp_content(image) == {"type": "image", "source": source}
    cached = {"type": "ephemeral"}
    assert mcp_content(TEXT, cache_control={"type": "ephemeral"}) == {
        "type": "text",
        "text": "Hello",
        "cache_control": cached,
    }
    assert mcp_message(Value(role="user", content=TEXT)) == {
        "role": "user",
        "content": [{"type": "text", "text": "Hello"}],
    }


@pytest.mark.parametrize(
    ("given", "source"),
    [
        (
            {"text": "Hi", "mimeType": None},
            {"type": "text", "media_type": "text/plain", "data": "Hi"},
        ),
        (
            {"blob": "aGk=", "mimeType": "text/csv"},
            {"type": "text", "media_type": "text/plain", "data": "hi"},
        ),
        (
            {"blob": "aGk=", "mimeType": "application/pdf"},
            {"type": "base64", "media_type": "application/pdf", "data": "aGk="},
        ),
    ],
)
def test_resources_are_documents(given: Any, source: Any) -> None:
    read = Value(contents=[resource(blob="", mimeType="audio/ogg"), resource(**given)])
    assert mcp_resource_to_content(read) == {"type": "document", "source": source}
    assert mcp_content(Value(type="resource", resource=resource(**given)))["type"] == "document"


def test_resources_are_files() -> None:
    read = Value(contents=[resource(text="Hi", mimeType="text/plain")])
    assert mcp_resource_to_file(read) == ("a.txt", b"Hi", "text/plain")


@pytest.mark.parametrize(
    "given",
    [
        Value(type="audio", data="", mimeType="audio/ogg"),
        Value(type="image", data="", mimeType="image/tiff"),
        Value(type="resource", resource=resource(text="x", mimeType="application/pdf")),
        Value(type="resource", resource=resource(text="x", mimeType="application/zip")),
    ],
    ids=["audio", "image", "pdf", "zip"],
)
def test_what_the_api_has_nothing_for_is_refused(given: Any) -> None:
    with pytest.raises(UnsupportedMCPValueError):
        mcp_content(given)
    with pytest.raises(UnsupportedMCPValueError):
        mcp_resource_to_content(Value(contents=[]))


def test_a_servers_tools_are_called_by_either_kind_of_client() -> None:
    session = Session(content=[TEXT])
    tool = async_mcp_tool(WEATHER, session)
    entry: Any = tool.to_dict()
    assert entry == {
        "name": "weather",
        "description": "Tells the weather.",
        "input_schema": SCHEMA,
    }
    assert asyncio.run(tool.call({"city": "Oslo"})) == [{"type": "text", "text": "Hello"}]

    async def in_a_thread() -> Any:
        return await anyio.to_thread.run_sync(mcp_tool(WEATHER, session).call, {"city": "Rome"})

    assert asyncio.run(in_a_thread()) == [{"type": "text", "text": "Hello"}]
    assert session.calls == [("weather", {"city": "Oslo"}), ("weather", {"city": "Rome"})]


def test_a_servers_error_is_the_tools_and_structure_is_json() -> None:
    with pytest.raises(ToolError, match="Hello"):
        asyncio.run(async_mcp_tool(WEATHER, Session(content=[TEXT], isError=True)).call({}))
    structured = Session(structuredContent={"a": 1})
    assert asyncio.run(async_mcp_tool(WEATHER, structured).call({})) == '{"a": 1}'
