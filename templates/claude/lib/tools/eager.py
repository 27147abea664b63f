"""The events of a message that is being written in, the calls that the model has gone on from out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...types.beta import BetaToolResultBlockParam, BetaToolUseBlock


class EagerCalls:
    """The calls of one message whose tools are run while it is written.

    A call's own end is not enough to run it: a message that is cut off ends its last call too.
    What shows that the model has gone on is the next block, or that it stops to use tools.
    """

    def __init__(self) -> None:
        self.results: dict[str, BetaToolResultBlockParam] = {}
        """By the calls' ids."""
        self.waiting: set[str] = set()
        """Toolsets with a call that waits: those after it wait as well, as their order matters."""
        self._complete: list[BetaToolUseBlock] = []
        self._held: set[str] = set()
        self._last: BetaToolUseBlock | None = None
        self._replaced = False

    def hold(self, tool_use: BetaToolUseBlock | str) -> None:
        """Let a call wait for the end of the message."""
        id = tool_use if isinstance(tool_use, str) else tool_use.id
        if id not in self.results:
            self._held.add(id)

    def is_held(self, tool_use: BetaToolUseBlock) -> bool:
        return tool_use.id in self._held

    def held(self) -> list[BetaToolUseBlock]:
        """The complete calls that wait, in the model's order."""
        return [each for each in self._complete if each.id in self._held]

    def record(self, tool_use: BetaToolUseBlock, result: BetaToolResultBlockParam) -> None:
        """A call has been run."""
        self._held.discard(tool_use.id)
        self.results[tool_use.id] = result

    def follow(self, event: Any, block: Any) -> BetaToolUseBlock | None:
        """Takes an event in, with the block that it ends; the call that it shows to be settled."""
        kind = getattr(event, "type", None)
        if kind == "content_block_stop":
            if getattr(block, "type", None) == "tool_use":
                self._complete.append(block)
                self._last = None if self._replaced else block
            return None
        if kind == "content_block_start" and event.content_block.type == "fallback":
            # Another model goes on; what the first one had begun may have been cut off.
            self._replaced, self._last = True, None
            return None
        if kind == "content_block_start" or (kind == "message_delta" and _uses_tools(event.delta)):
            settled, self._last = self._last, None
            return settled
        return None


def _uses_tools(delta: Any) -> bool:
    return bool(delta.stop_reason == "tool_use")
