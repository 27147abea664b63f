"""What a tool returned or raised in, the block that answers its call out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel
from pydantic_core import to_json

from .errors import ToolError

if TYPE_CHECKING:
    from ...types.beta import BetaToolResultBlockParam, BetaToolUseBlock

_log = logging.getLogger(__name__)
# An unpaired surrogate has no UTF-8: it would make every further request fail.
_SURROGATES = re.compile("[\ud800-\udfff]")
# What would break or turn around the line that a name of the model's choice is put into.
_UNSAFE = re.compile("[\x00-\x20\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069']+")
LONGEST = 4096
"""Characters of an exception that the model gets to see."""
_LONGEST_NAME = 200


def result_block(tool_use: BetaToolUseBlock, returned: Any) -> BetaToolResultBlockParam:
    """The result of a call that went well."""
    return _block(tool_use, content_of(returned))


def error_block(tool_use: BetaToolUseBlock, error: Exception) -> BetaToolResultBlockParam:
    """The result of a call that failed: a `ToolError`'s content, else the exception by name."""
    if isinstance(error, ToolError):
        return refusal_block(tool_use, content_of(error.content))
    _log.error("The tool %s failed", quoted(tool_use.name), exc_info=error)
    return refusal_block(tool_use, sendable(repr(error))[:LONGEST])


def refusal_block(tool_use: BetaToolUseBlock, content: Any) -> BetaToolResultBlockParam:
    """A result that is an error. It may not be empty."""
    block = _block(tool_use, content or "The tool failed, and gave no reason.")
    block["is_error"] = True
    return block


def content_of(returned: Any) -> Any:
    """What a tool returned, as the content of a result.

    "text"                                as it is
    [{"type": "text", "text": "..."}]     as it is; any iterable is a list
    {"a": 1}, 3, True, a pydantic model   as JSON text
    None                                  None
    """
    if returned is None:
        return None
    if isinstance(returned, str):
        return sendable(returned)
    given: object = returned
    if isinstance(given, (BaseModel, Mapping)) or not isinstance(given, Iterable):
        return to_json(returned).decode()
    blocks: Any = returned
    return [_sendable_block(block) for block in blocks]


def sendable(text: str) -> str:
    """The text without what can't be encoded."""
    return _SURROGATES.sub("\ufffd", text)


def quoted(name: str | None) -> str:
    """A name of the model's choice for a line of ours: short, on one line, without quotes."""
    return _UNSAFE.sub(" ", sendable(str(name))).strip()[:_LONGEST_NAME]


def _sendable_block(block: Any) -> Any:
    if not isinstance(block, dict):
        return block
    given = cast("dict[str, Any]", block)
    text = given.get("text")
    return {**given, "text": sendable(text)} if isinstance(text, str) else given


def _block(tool_use: BetaToolUseBlock, content: Any) -> BetaToolResultBlockParam:
    block: BetaToolResultBlockParam = {
        "type": "tool_result",
        "tool_use_id": tool_use.id,
        "content": content,
    }
    if tool_use.toolset_name is not None:
        block["toolset_name"] = tool_use.toolset_name
    return block
