"""What a type checker knows of messages in the beta form, and where both forms are one."""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from claude_client import Anthropic, AsyncAnthropic, Stream
from claude_client.lib.streaming import (
    BetaAsyncMessageStream,
    BetaMessageStopEvent,
    BetaMessageStream,
)
from claude_client.types import Message, TextBlock, TextBlockParam, ToolBash20250124Param
from claude_client.types.beta import (
    BetaContextManagementResponse,
    BetaMCPToolUseBlock,
    BetaMessage,
    BetaMessageParam,
    BetaMessageTokensCount,
    BetaRawMessageStreamEvent,
    BetaTextBlock,
    BetaTextBlockParam,
    BetaToolBash20250124,
    BetaToolBash20250124Param,
    BetaToolUnionParam,
    ParsedBetaMessage,
)
from claude_client.types.beta.messages import BetaMessageBatchIndividualResponse
from typing_extensions import assert_type

QUESTION: BetaMessageParam = {"role": "user", "content": "Hello"}


def overloads(client: Anthropic) -> None:
    create = client.beta.messages.create
    assert_type(create(model="m", max_tokens=1, messages=[QUESTION], betas=["b"]), BetaMessage)
    assert_type(
        create(model="m", max_tokens=1, messages=[QUESTION], stream=True),
        Stream[BetaRawMessageStreamEvent],
    )
    count = client.beta.messages.count_tokens(model="m", messages=[QUESTION])
    assert_type(count, BetaMessageTokensCount)


def results(message: BetaMessage) -> None:
    assert_type(message.context_management, BetaContextManagementResponse | None)
    for block in message.content:
        if block.type == "text":
            assert_type(block, TextBlock)
            assert_type(block, BetaTextBlock)
        elif block.type == "mcp_tool_use":
            assert_type(block, BetaMCPToolUseBlock)
            assert_type(block.server_name, str)
        elif block.type == "compaction":
            for change in block.tool_changes or ():
                if change.type == "tool_addition" and change.tool.type == "tool_definition":
                    tool = change.tool.definition
                    if tool.type == "bash_20250124":
                        assert_type(tool, BetaToolBash20250124)


def params(client: Anthropic, message: BetaMessage, former: Message) -> None:
    text: BetaTextBlockParam = {"type": "text", "text": "Hello"}
    same: TextBlockParam = text
    bash: BetaToolBash20250124Param = {"type": "bash_20250124", "name": "bash"}
    also_bash: ToolBash20250124Param = bash
    tools: list[BetaToolUnionParam] = [
        also_bash,
        {"type": "mcp_toolset", "mcp_server_name": "trams"},
    ]
    client.beta.messages.create(
        model="m",
        max_tokens=1,
        messages=[
            {"role": "user", "content": [same]},
            {"role": "assistant", "content": message.content},
            {"role": "assistant", "content": former.content},
        ],
        tools=tools,
        mcp_servers=[{"type": "url", "name": "trams", "url": "https://mcp.example.com"}],
        context_management={"edits": [{"type": "clear_tool_uses_20250919"}]},
        fallbacks="default",
    )


def mistakes(client: Anthropic) -> None:
    client.messages.create(model="m", max_tokens=1, messages=[], fallbacks="default")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]


def helper(client: Anthropic) -> None:
    with client.beta.messages.stream(model="m", max_tokens=1, messages=[QUESTION]) as stream:
        assert_type(stream, BetaMessageStream)
        for event in stream:
            if event.type == "message_stop":
                assert_type(event, BetaMessageStopEvent)
                assert_type(event.message, ParsedBetaMessage)
            elif event.type == "message_delta":
                assert_type(event.context_management, BetaContextManagementResponse | None)
    assert_type(stream.get_final_message(), ParsedBetaMessage)


async def async_helper(client: AsyncAnthropic) -> None:
    async with client.beta.messages.stream(model="m", max_tokens=1, messages=[QUESTION]) as stream:
        assert_type(stream, BetaAsyncMessageStream)
    assert_type(await stream.get_final_message(), ParsedBetaMessage)


def batches(client: Anthropic) -> None:
    for line in client.beta.messages.batches.results("msgbatch_1"):
        assert_type(line, BetaMessageBatchIndividualResponse)
        if line.result.type == "succeeded":
            assert_type(line.result.message, BetaMessage)
