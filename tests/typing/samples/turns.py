"""What is inferred of messages that are handed back, and of batches that are waited for."""

from __future__ import annotations

from claude_client import Anthropic, AsyncAnthropic
from claude_client.types import Message, MessageParam
from claude_client.types.beta import BetaMessage, BetaMessageParam
from claude_client.types.beta.messages import BetaMessageBatch
from claude_client.types.messages import MessageBatch
from typing_extensions import assert_type


def turns(message: Message, beta: BetaMessage) -> None:
    assert_type(message.to_param(), MessageParam)
    assert_type(beta.to_param(), BetaMessageParam)


def waits(client: Anthropic) -> None:
    ended = client.messages.batches.wait(
        "msgbatch_1", on_progress=lambda batch: print(batch.request_counts.succeeded)
    )
    assert_type(ended, MessageBatch)
    assert_type(client.beta.messages.batches.wait("msgbatch_1"), BetaMessageBatch)


async def waits_later(client: AsyncAnthropic) -> None:
    assert_type(await client.messages.batches.wait("msgbatch_1"), MessageBatch)
