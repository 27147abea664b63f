"""Raw events of a message in, the message out: for those who have events and no stream helper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .accumulate import MessageState

if TYPE_CHECKING:
    from collections.abc import Iterable


def accumulate(events: Iterable[Any], *, output_format: Any = None) -> Any:
    """The message that events make, as far as they go.

    Args:
        events: What `messages.create(..., stream=True)` gives, or the same from elsewhere.
        output_format: A type that the text is read as.

    Raises:
        NoMessageError: there are no events.
    """
    state = _state(output_format)
    for event in events:
        state.add(event)
    return state.message()


def accumulate_event(*, event: Any, current_snapshot: Any = None, output_format: Any = None) -> Any:
    """The message with one more event in it; the first event needs none.

    Raises:
        NoMessageError: the first event is no `message_start`.
    """
    state: MessageState = getattr(current_snapshot, "_state", None) or _state(output_format)
    state.add(event)
    message = state.message()
    object.__setattr__(message, "_state", state)
    return message


def _state(output_format: Any) -> MessageState:
    from ..structured_outputs.copies import copies_for

    return MessageState(copies=copies_for(output_format))
