"""A response and a body of our own in, a response of the same library with that body out."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

    from .chain import Chain

# What these say is true of the body as it came over the wire.
_OF_THE_BODY = ("content-encoding", "content-length", "transfer-encoding")


def anew(response: httpx.Response, **body: Any) -> httpx.Response:
    """The response with `content` or with a `stream`."""
    headers = response.headers.copy()
    for name in _OF_THE_BODY:
        headers.pop(name, None)
    made = type(response)(response.status_code, headers=headers, request=response.request, **body)
    made.extensions = response.extensions
    return made


def stream_of(frames: Generator[bytes] | AsyncGenerator[bytes], chain: Chain) -> Any:
    """Frames as the body of a response; closing it closes the one that they are read from."""
    body: object = chain.response.http_response.stream
    base: Any = _base(type(body))
    return _stream(base)(frames, chain)


def _base(kind: type[Any]) -> type[Any]:
    """The class of its own that the library takes streams of."""
    names = ("SyncByteStream", "AsyncByteStream")
    return next(each for each in reversed(kind.__mro__) if each.__name__ in names)


@cache
def _stream(base: Any) -> Any:
    class Frames(base):  # type: ignore[misc]  # which class it is shows at run time
        def __init__(self, frames: Any, chain: Chain) -> None:
            self._frames = frames
            self._chain = chain

        def __iter__(self) -> Any:
            return self._frames

        def __aiter__(self) -> Any:
            return self._frames

        def close(self) -> None:
            self._frames.close()
            self._chain.response.http_response.close()

        async def aclose(self) -> None:
            await self._frames.aclose()
            await self._chain.response.http_response.aclose()

    return Frames
