"""A deadline for what this thread waits for in, the bounds that follow from it out.

Timeouts of the HTTP library start anew with every chunk: a server that dribbles keeps a blocking
call busy for as long as it likes. Connections of our own (`network.py`) look at the deadline in
each of their waits; of another HTTP client's, no more than the body can be watched from here.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    import httpx

    from .library import Library


class _ThisThread(threading.local):
    deadline: float | None = None


_here = _ThisThread()


@contextmanager
def until(deadline: float) -> Generator[None]:
    """Let no wait of this thread's connections go on beyond a moment of the monotonic clock."""
    before, _here.deadline = _here.deadline, deadline
    try:
        yield
    finally:
        _here.deadline = before


def bounded(seconds: float | None) -> float | None:
    """A timeout, or what is left until the deadline if that is less; not positive if it has passed."""
    if _here.deadline is None:
        return seconds
    left = _here.deadline - time.monotonic()
    return left if seconds is None else min(seconds, left)


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
