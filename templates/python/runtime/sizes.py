"""A response that has only begun in, the same one with bounds to what it makes of memory out.

error bodies      cut off: what matters of them comes first
other bodies      refused where they don't end, or grow beyond reason as they are decompressed:
                  `APIResponseValidationError`
"""

from __future__ import annotations

import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx

from .errors import APIResponseValidationError
from .prepare import STREAMED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

MOST_OF_AN_ERROR = 4 * 1024 * 1024
MOST_HELD = 1024 * 1024 * 1024
"""Bytes of a body that is held as a whole; one that is read as a stream has no such bound."""
MOST_TIMES = 200
"""How many times its size a body may grow to, once it is of some size at all: JSON grows tenfold."""
_SMALL = 16 * 1024 * 1024
_STEP = 1024 * 1024
_WINDOWS = {"gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
_GZIP = b"\x1f"
_UNBOUNDED = ("br", "zstd")
"""What the library may know as well: there, a few hundred bytes are a gigabyte in one step."""
ENCODINGS = ", ".join(_WINDOWS)
"""What is asked for, as it can be decompressed bit by bit."""


def bound(response: httpx.Response, request: httpx.Request) -> None:
    """Put bounds to a response as a transport gives it, before anything of its body was read."""
    headers, is_error = response.headers, response.status_code >= 400
    most = None if request.extensions.get(STREAMED) else MOST_HELD
    cut: Any = _Cut if isinstance(response.stream, httpx.SyncByteStream) else _AsyncCut
    if is_error:
        response.stream = cut(response.stream, MOST_OF_AN_ERROR)
    elif most is not None and not 0 <= _length(headers) <= most:
        message = f"has more than {most:,} bytes"
        response.stream = cut(response.stream, most, partial(_refusal, response, message))
    if "content-encoding" in headers:
        decoder = _Decoder(response, MOST_OF_AN_ERROR if is_error else most, cut=is_error)
        # The library looks for a decoder here before it makes one, which would have no bounds.
        response._decoder = decoder  # type: ignore[assignment]  # pyright: ignore


def _length(headers: httpx.Headers) -> int:
    """How long a body says that it is; it isn't, then, any longer."""
    said = headers.get("content-length", "")
    return int(said) if said.isdecimal() and len(said) < 20 else -1


class _Limit:
    """How much of a body is read, and the exception behind it, if there is to be one."""

    def __init__(
        self, inner: Any, most: int, refusal: Callable[[], Exception] | None = None
    ) -> None:
        self._inner = inner
        self._left = most
        self._refusal = refusal

    def _take(self, chunk: bytes) -> bytes:
        taken = chunk[: self._left]
        self._left -= len(chunk)
        if self._left < 0 and self._refusal is not None:
            raise self._refusal()
        return taken


class _Cut(_Limit, httpx.SyncByteStream):
    """The beginning of a body."""

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._inner:
            yield self._take(chunk)
            if self._left <= 0 and self._refusal is None:
                return

    def close(self) -> None:
        self._inner.close()


class _AsyncCut(_Limit, httpx.AsyncByteStream):
    """The same without blocking."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._inner:
            yield self._take(chunk)
            if self._left <= 0 and self._refusal is None:
                return

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Decoder:
    """Decompresses what a response says it is compressed by, in steps, with a look after each."""

    def __init__(self, response: httpx.Response, most: int | None, *, cut: bool) -> None:
        self._response = response
        self._most = most
        self._cut = cut
        self._came = 0
        self._made = 0
        self._full = False
        names = response.headers.get_list("content-encoding", split_commas=True)
        self._names = [name.strip().lower() for name in names]
        self._zip: Any = None

    def decode(self, data: bytes) -> bytes:
        """What a chunk gives; nothing more once an error's body is long enough."""
        made: list[bytes] = []
        if not self._came:
            self._start(data)
        self._came += len(data)
        for part in () if self._full else self._parts(data):
            made.append(part)
            self._made += len(part)
            if self._is_too_much():
                self._full = True
                if not self._cut:
                    raise self._refusal(
                        f"grew to {self._made:,} bytes, and more, of {self._came:,}"
                    )
                break
        return b"".join(made)

    def flush(self) -> bytes:
        """What is left at the end."""
        return b""

    def _start(self, data: bytes) -> None:
        if len(self._names) > 1:
            raise self._refusal(f"was compressed {len(self._names)} times")
        [name] = self._names
        if name in _UNBOUNDED:
            raise self._refusal(f"is compressed by {name}, which nobody asked for")
        if name == "deflate" and not _is_zlib(data):
            self._zip = zlib.decompressobj(-zlib.MAX_WBITS)
        elif name in _WINDOWS:
            self._zip = zlib.decompressobj(_WINDOWS[name])

    def _parts(self, data: bytes) -> Iterator[bytes]:
        if self._zip is None:
            yield data
            return
        while data:
            if self._zip.eof:
                # A file of gzip may be several, one behind another; what is none is left out.
                if self._names != ["gzip"] or not data.startswith(_GZIP):
                    return
                self._zip = zlib.decompressobj(_WINDOWS["gzip"])
            try:
                yield self._zip.decompress(data, _STEP)
            except zlib.error as exc:
                raise httpx.DecodingError(str(exc)) from exc
            data = self._zip.unused_data if self._zip.eof else self._zip.unconsumed_tail

    def _is_too_much(self) -> bool:
        if self._most is not None and self._made > self._most:
            return True
        return self._made > _SMALL and self._made > MOST_TIMES * self._came

    def _refusal(self, what: str) -> APIResponseValidationError:
        return _refusal(self._response, what)


def _refusal(response: httpx.Response, what: str) -> APIResponseValidationError:
    message = f"The response {what}: it was not read to its end."
    return APIResponseValidationError(response, None, message=message)


def _is_zlib(data: bytes) -> bool:
    """Whether data is deflated as the standard says, which some servers leave half of out."""
    try:
        zlib.decompressobj().decompress(data, 1)
    except zlib.error:
        return False
    return True
