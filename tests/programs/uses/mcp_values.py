"""Values of the `mcp` package, as its servers give them: contents, messages, resources, files, tools."""

from __future__ import annotations

import base64
from typing import Any

import anthropic
import anyio
from anthropic.lib.tools import ToolError
from anthropic.lib.tools.mcp import (
    async_mcp_tool,
    mcp_content,
    mcp_message,
    mcp_resource_to_content,
    mcp_resource_to_file,
    mcp_tool,
)
from mcp.types import (
    AudioContent,
    BlobResourceContents,
    CallToolResult,
    EmbeddedResource,
    ImageContent,
    PromptMessage,
    ReadResourceResult,
    ResourceLink,
    TextContent,
    TextResourceContents,
    Tool,
)
from uses.use import ASKED, later, plain, tried, use

from helpers.saying import message, text, tool_use

CACHED: Any = {"type": "ephemeral", "ttl": "1h"}
BYTES = base64.b64encode(b"content").decode()
MEDIA_TYPES = (
    *(None, "text/plain", "text/csv", "application/pdf", "image/png", "image/tiff"),
    *("application/json", "audio/wav", "TEXT/PLAIN", "text/html; charset=utf-8"),
)
URIS = (
    "file:///notes/a.txt",
    "https://example.com",
    "memo://insights",
    "file:///a%20b/c%2Fd?x=1#y",
)


def texts(media_type: str | None, uri: str = URIS[0]) -> Any:
    return TextResourceContents(uri=uri, mimeType=media_type, text="Grüße")


def blob(media_type: str | None, uri: str = URIS[0]) -> Any:
    return BlobResourceContents(uri=uri, mimeType=media_type, blob=BYTES)


RESOURCES = [make(media_type) for make in (texts, blob) for media_type in MEDIA_TYPES]
CONTENTS = [
    TextContent(type="text", text="Hello"),
    TextContent(type="text", text=""),
    *(ImageContent(type="image", data=BYTES, mimeType=f"image/{name}") for name in ("png", "jpeg")),
    *(
        ImageContent(type="image", data=BYTES, mimeType=f"image/{name}")
        for name in ("webp", "svg+xml")
    ),
    AudioContent(type="audio", data=BYTES, mimeType="audio/wav"),
    ResourceLink(type="resource_link", uri=URIS[0], name="a"),
    *(EmbeddedResource(type="resource", resource=each) for each in RESOURCES),
]
WEATHER = Tool(
    name="weather",
    description="Tells the weather.",
    inputSchema={
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    },
)
PLAIN = Tool(name="plain", inputSchema={"type": "object"})
RESULTS = [
    CallToolResult(content=[]),
    CallToolResult(content=[CONTENTS[0], CONTENTS[2]]),
    CallToolResult(content=[], structuredContent={"a": [1, "ü"]}),
    CallToolResult(content=[CONTENTS[0]], structuredContent={"a": 1}),
    CallToolResult(content=[CONTENTS[0]], isError=True),
    CallToolResult(content=[], isError=True),
    CallToolResult(content=[CONTENTS[6]]),
]


class Session:
    """A session whose server gives one result."""

    def __init__(self, result: Any) -> None:
        self.result = result
        self.calls: list[Any] = []

    async def call_tool(self, name: str, arguments: Any) -> Any:
        self.calls.append([name, arguments])
        return self.result


@use()
def contents() -> Any:
    return [
        tried(lambda each=each, given=given: dict(mcp_content(each, **given)))
        for each in CONTENTS
        for given in ({}, {"cache_control": CACHED})
    ]


@use()
def messages() -> Any:
    return [
        tried(
            lambda each=each, role=role: plain(
                mcp_message(PromptMessage(role=role, content=each), cache_control=CACHED)
            )
        )
        for each in CONTENTS
        for role in ("user", "assistant")
    ]


@use()
def resources() -> Any:
    read = [ReadResourceResult(contents=each) for each in ([], *([one] for one in RESOURCES))]
    read += [ReadResourceResult(contents=[blob("audio/wav"), each]) for each in RESOURCES]
    return [
        tried(lambda each=each: dict(mcp_resource_to_content(each, cache_control=CACHED)))
        for each in read
    ]


@use()
def files() -> Any:
    def file(contents: list[Any]) -> Any:
        name, content, media_type = mcp_resource_to_file(ReadResourceResult(contents=contents))
        return [name, content.decode(), media_type]

    given = [
        *([each] for each in RESOURCES),
        *([make(None, uri)] for make in (texts, blob) for uri in URIS),
    ]
    return [tried(lambda each=each: file(each)) for each in ([], *given)]


@use(message(text("x")))
def entries() -> Any:
    options: Any = {
        "cache_control": CACHED,
        "defer_loading": True,
        "allowed_callers": ["direct"],
        "eager_input_streaming": True,
        "input_examples": [{"city": "Oslo"}],
        "strict": True,
    }
    session: Any = Session(RESULTS[0])
    tools = [
        make(tool, session, **given)
        for make in (mcp_tool, async_mcp_tool)
        for tool in (WEATHER, PLAIN)
        for given in ({}, options)
    ]
    anthropic.Anthropic().beta.messages.create(**ASKED, tools=[each.to_dict() for each in tools])
    return [dict(each.to_dict()) for each in tools]


async def called(make: Any, result: Any, given: Any) -> Any:
    session: Any = Session(result)
    tool = make(WEATHER, session)
    try:
        if make is mcp_tool:
            said = await anyio.to_thread.run_sync(tool.call, given)
        else:
            said = await tool.call(given)
    except ToolError as error:
        said = {"refused": error.content}
    except Exception as error:
        said = {"raised": type(error).__name__}
    return [plain(said), session.calls]


@use()
@later
async def calls() -> Any:
    return [
        await called(make, result, given)
        for make in (mcp_tool, async_mcp_tool)
        for result in RESULTS
        for given in ({"city": "Oslo"}, {}, {"other": 1})
    ]


@use(
    message(tool_use("weather", {"city": "Oslo"}), tool_use("plain", {}, id="b"), stop="tool_use"),
    message(text("Cold")),
)
@later
async def a_run() -> Any:
    session: Any = Session(RESULTS[1])
    async with anthropic.AsyncAnthropic() as client:
        tools = [async_mcp_tool(each, session) for each in (WEATHER, PLAIN)]
        runner = client.beta.messages.tool_runner(**ASKED, tools=tools)
        return [plain(await runner.until_done()), session.calls]
