"""The messages of the beta form whose text was read as a type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, List, TypeAlias, Union, cast

from ..._runtime.models.lenient import complete
from ...types.beta import BetaContentBlock, BetaMessage
from .messages import ParsedTextBlock, first_output
from .variable import ResponseFormatT

if TYPE_CHECKING:
    from ...types.beta import (
        BetaAdvisorToolResultBlock,
        BetaCompactionBlock,
        BetaFallbackBlock,
        BetaMCPToolListingBlock,
        BetaMCPToolResultBlock,
        BetaMCPToolUseBlock,
        BetaServerToolUseBlock,
    )
    from .messages import CommonBlock

ParsedBetaTextBlock = ParsedTextBlock

if TYPE_CHECKING:
    ParsedBetaContentBlock: TypeAlias = Union[
        ParsedTextBlock[ResponseFormatT],
        CommonBlock,
        BetaServerToolUseBlock,
        BetaAdvisorToolResultBlock,
        BetaMCPToolUseBlock,
        BetaMCPToolResultBlock,
        BetaMCPToolListingBlock,
        BetaCompactionBlock,
        BetaFallbackBlock,
    ]
else:
    ParsedBetaContentBlock = BetaContentBlock

complete(BetaMessage)


class ParsedBetaMessage(BetaMessage, Generic[ResponseFormatT]):
    """A message of `client.beta.messages`, as `ParsedMessage` is."""

    # How it came to be, where that was event by event; a slot is in no dump and no pickle.
    __slots__ = ("_state",)

    if TYPE_CHECKING:
        content: List[  # type: ignore[assignment]
            ParsedBetaContentBlock[ResponseFormatT]
        ]  # pyright: ignore[reportIncompatibleVariableOverride]

    @property
    def parsed_output(self) -> ResponseFormatT | None:
        """What the first text says in the type that was asked for; None without such a text."""
        return cast("ResponseFormatT | None", first_output(self.content))
