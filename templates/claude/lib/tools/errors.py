"""What a tool raises to tell the model that it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .kinds import BetaFunctionToolResultType


class ToolError(Exception):
    """A tool's own report of a failure: the model gets `content` as it is, marked as an error.

    raise ToolError("There is no such city.")
    raise ToolError([{"type": "text", "text": "It looks like this."}, screenshot])
    """

    content: BetaFunctionToolResultType

    def __init__(self, content: BetaFunctionToolResultType) -> None:
        self.content = content if isinstance(content, str) else list(content)
        super().__init__(self.content if isinstance(self.content, str) else _told(self.content))


def _told(blocks: list[Any]) -> str:
    texts = (block.get("text") or f"[{block.get('type', 'unknown')}]" for block in blocks)
    return " ".join(map(str, texts)) or "The tool failed."
