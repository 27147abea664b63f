"""What the events of a stream bring in, copies of it whose texts are read as a type out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..._runtime.models import copied
from ..streaming.accumulate import Copies
from .formats import format_of
from .messages import kind_of, parsed_block, renewed

if TYPE_CHECKING:
    from collections.abc import Callable


class ParsedCopies(Copies):
    """Copies of the classes that parsed messages have, and those of their texts."""

    def __init__(self, read: Callable[[str], Any] | None) -> None:
        self.read = read

    def message(self, message: Any, **changes: Any) -> Any:
        return renewed(kind_of(message), message, **changes)

    def block(self, block: Any) -> Any:
        made = parsed_block(block, None)
        return copied(block) if made is block else made


def copies_for(output_format: Any) -> Copies:
    """Copies whose texts are read as what is meant by an `output_format`, if it is any."""
    found = format_of(output_format)
    return ParsedCopies(found.read if found is not None else None)
