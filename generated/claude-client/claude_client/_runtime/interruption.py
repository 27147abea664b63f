"""An exception raised while a body was being read in, what the caller gets instead out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import APITimeoutError, ClientError, StreamConsumedError, StreamInterruptedError
from .failures import connection_error

if TYPE_CHECKING:
    import httpx

_CONSUMED = ("StreamConsumed", "StreamClosed", "ResponseNotRead")


class StreamTimeoutError(StreamInterruptedError, APITimeoutError):
    """The server fell silent in the middle of a stream."""


def interruption(
    exc: Exception, response: httpx.Response, request_id: str | None
) -> ClientError | None:
    """What to raise for an exception of the transport; None for one that is not its doing."""
    if any(kind.__name__ in _CONSUMED for kind in type(exc).__mro__):
        return StreamConsumedError(f"The body of this response can't be read (again): {exc}")
    plain = connection_error(exc, response.request)
    if plain is None:
        return None
    kind = StreamTimeoutError if isinstance(plain, APITimeoutError) else StreamInterruptedError
    return kind(
        f"The response broke off: {plain.message}",
        request=response.request,
        response=response,
        request_id=request_id,
    )
