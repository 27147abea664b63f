"""Answers that follow a schema: how a type is asked for, and how what comes is read as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.lazy import lazy

if TYPE_CHECKING:
    from .beta_messages import ParsedBetaContentBlock, ParsedBetaMessage, ParsedBetaTextBlock
    from .messages import ParsedContentBlock, ParsedMessage, ParsedTextBlock
    from .schemas import transform_schema
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            ".beta_messages": (
                "ParsedBetaContentBlock",
                "ParsedBetaMessage",
                "ParsedBetaTextBlock",
            ),
            ".messages": ("ParsedContentBlock", "ParsedMessage", "ParsedTextBlock"),
            ".schemas": ("transform_schema",),
        },
    )

__all__ = [
    "ParsedBetaContentBlock",
    "ParsedBetaMessage",
    "ParsedBetaTextBlock",
    "ParsedContentBlock",
    "ParsedMessage",
    "ParsedTextBlock",
    "transform_schema",
]
