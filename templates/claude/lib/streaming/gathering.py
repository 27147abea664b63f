"""The events of a stream as they come in, what to deliver for each out: what all message streams share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from ..._runtime.errors import APIStatusError, ClientError, StreamInterruptedError
from ..._runtime.response_info import ResponseInfo, attach
from .accumulate import Copies, MessageState, NoMessageError, ToolInputError
from .events import addition
from .stops import Stops, replacement

if TYPE_CHECKING:
    import httpx

    from .again import Again

# With this beta a tool's input is streamed as it is written, so broken-off strings are of use.
_FINE_GRAINED = "fine-grained-tool-streaming"


Event = TypeVar("Event")
Message = TypeVar("Message")


class Gathering(Generic[Event, Message]):
    """What both kinds of message stream have that needs no I/O."""

    _stops: ClassVar[Stops]

    def __init__(self, raw_stream: Any, copies: Copies | None = None, again: Any = None) -> None:
        self._raw_stream = raw_stream
        self._again: Again[Any] | None = again
        betas = self.response.request.headers.get("anthropic-beta", "")
        self._state = MessageState("trailing-strings" if _FINE_GRAINED in betas else True, copies)
        self._closed = False
        self._source: Any = None
        """The raw events as all ways of reading share them."""
        self._first: list[Any] = []
        self.through: Callable[[Any], Any] | None = None
        """What the raw events are passed through before anybody else sees them."""

    def block_of(self, event: Any) -> Any:
        """The block that an event is of, as far as it has come; None where there is none."""
        state = self._state.blocks.get(getattr(event, "index", -1))
        return None if state is None else state.block()

    @property
    def response(self) -> httpx.Response:
        return cast("httpx.Response", self._raw_stream.response)

    @property
    def request_id(self) -> str | None:
        """The id that the server gave the request."""
        return self._info.request_id

    @property
    def workspace_id(self) -> str | None:
        """The workspace the request was made in."""
        return self._info.workspace_id

    @property
    def current_message_snapshot(self) -> Message:
        """The message as far as it has come. It is one object, brought up to date by each look."""
        return cast("Message", attach(self._state.message(), self._info))

    @property
    def _info(self) -> ResponseInfo:
        response = self.response
        return ResponseInfo(response.headers, self._raw_stream.names, response.status_code)

    def _wait_after(self, error: APIStatusError) -> float | None:
        return None if self._again is None else self._again.wait(error)

    def _take(self, event: Any) -> tuple[Any, Any]:
        """The event to deliver for a raw one, and what to add to it or None."""
        block = self._state.add(event)
        if block is not None and event.type == "content_block_delta":
            return event, addition(event, block)
        return replacement(event, self._state, self._stops), None

    def _text_of(self, event: Any) -> str | None:
        block = self._state.add(event)
        if block is None or event.type != "content_block_delta":
            return None
        return cast("str", event.delta.text) if event.delta.type == "text_delta" else None

    def _interrupted(self, error: ClientError) -> ClientError:
        """Let the exception carry the message as far as it came."""
        vars(error).update(snapshot=None)
        # What was cut off may be no JSON yet: that is no news then.
        with suppress(ToolInputError):
            if self._state.started:
                vars(error).update(snapshot=self.current_message_snapshot)
        return error

    def _check_end(self) -> None:
        """A message that just stops coming was cut off, though the connection ended in good order."""
        if self._state.started and not self._closed:
            self._check_complete()

    def _check_complete(self) -> None:
        if self._state.complete or not self._state.started:
            return
        raise self._interrupted(
            StreamInterruptedError(
                "The stream ended before the message was complete; `snapshot` is what came of it.",
                request=self.response.request,
                response=self.response,
                request_id=self.request_id,
            )
        )


def begins(event: Any) -> bool:
    """Whether a message begins with this event, and has nothing in it yet."""
    return getattr(event, "type", None) == "message_start"


def text_of(message: Any) -> str:
    """The text of all blocks of text; an error if there is none."""
    blocks: list[Any] = list(message.content)
    texts = [block.text for block in blocks if block.type == "text"]
    if not texts:
        kinds = ", ".join(block.type for block in blocks)
        raise NoMessageError(
            f"The message has no text to give: its blocks are [{kinds}]; see get_final_message()."
        )
    return "".join(texts)
