"""Types at run time: annotations once they are asked for, and models that are made without a server."""

from __future__ import annotations

import subprocess
import sys

import pytest
from claude_client.types import Message, TextBlock, Usage

from support.places import ROOT

_HINTS = """
import inspect, sys, typing, claude_client
from claude_client import Anthropic, AsyncAnthropic, types
assert not any(name.startswith("claude_client.types.") for name in sys.modules)
claude_client.load_types()
for client in (Anthropic(api_key="none"), AsyncAnthropic(api_key="none")):
    for method in (client.messages.create, client.beta.messages.stream, client.models.list,
                   client.beta.files.upload, client.get, client.messages.with_raw_response.create):
        typing.get_type_hints(method)
        inspect.signature(method, eval_str=True)
hints = typing.get_type_hints(Anthropic(api_key="none").messages.count_tokens)
assert hints["return"] is types.MessageTokensCount, hints
assert typing.get_args(types.Message.model_fields["stop_reason"].annotation)[1] is type(None)
assert typing.get_type_hints(types.MessageParam)["role"]
"""


def test_annotations_can_be_read_once_the_types_are_loaded() -> None:
    """In a process of its own: here most types have been loaded by others."""
    ran = subprocess.run(
        [sys.executable, "-c", _HINTS], cwd=ROOT / "generated/claude-client", capture_output=True
    )
    assert ran.returncode == 0, ran.stderr.decode()


@pytest.mark.parametrize("made", [Message.construct, Message.model_construct])
def test_a_constructed_model_holds_models(made: type[Message]) -> None:
    message = made(
        id="msg_1",
        content=[{"type": "text", "text": "Hi"}, {"type": "later", "beam": 1}],
        usage={"input_tokens": 1},
        news=2,
    )
    assert type(message.content[0]) is TextBlock
    assert (message.content[1].type, message.content[1].beam) == ("later", 1)  # type: ignore[union-attr]
    assert isinstance(message.usage, Usage)
    assert (message.usage.input_tokens, message.news) == (1, 2)  # type: ignore[attr-defined]
    assert message.model_fields_set >= {"id", "content", "usage"}
    assert message.to_dict() == {
        "id": "msg_1",
        "content": [{"type": "text", "text": "Hi"}, {"type": "later", "beam": 1}],
        "usage": {"input_tokens": 1},
        "news": 2,
    }
