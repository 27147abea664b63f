"""A response whose body is still to come and a deadline in, the response read by then out.

Timeouts of the HTTP library start anew with every chunk: a server that dribbles keeps a blocking
call busy for as long as it likes.
"""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from .library import Library


def read_before(response: httpx.Response, deadline: float, library: Library) -> httpx.Response:
    """Read the body; `TimeoutError` if the clock passes the deadline first."""
    base: Any = library.ByteStream
    response.stream = _bounded(base)(response.stream, deadline)
    try:
        response.read()
    except BaseException:
        response.close()
        raise
    return response


@cache
def _bounded(base: Any) -> Any:
    """The class of bounded streams; the library takes only streams of a class of its own."""

    class Bounded(base):  # type: ignore[misc]  # which class it is shows at run time
        def __init__(self, inner: Any, deadline: float) -> None:
            self._inner = inner
            self._deadline = deadline

        def __iter__(self) -> Iterator[bytes]:
            for chunk in self._inner:
                if time.monotonic() > self._deadline:
                    raise TimeoutError("The body took longer than the call may take")
                yield chunk

        def close(self) -> None:
            self._inner.close()

    return Bounded
