"""A message that was given in, a turn of the conversation that goes on from it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from ..types import MessageParam
    from ..types.beta import BetaMessageParam


class _Turn:
    if TYPE_CHECKING:
        role: Any
        content: Any

    def _turn(self) -> dict[str, Any]:
        return {"role": self.role, "content": list(self.content)}


class GoesOn(_Turn):
    """A message that can be handed back."""

    def to_param(self) -> MessageParam:
        """The message as one of `messages` in the next request."""
        return cast("MessageParam", self._turn())


class BetaGoesOn(_Turn):
    """A message of the beta form that can be handed back."""

    def to_param(self) -> BetaMessageParam:
        """The message as one of `messages` in the next request."""
        return cast("BetaMessageParam", self._turn())
