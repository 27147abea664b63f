"""A body's sources (bytes, files, iterables) in, chunks out: what a request sends that is not one value."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, cast

from .concurrency import run_in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

_CHUNK = 256 * 1024


class OpenFile:
    """A file that the caller opened: sent from where it stands, each time anew if it can be wound back."""

    __slots__ = ("_file", "_start", "size")

    def __init__(self, file: Any) -> None:
        self._file = file
        self._start: int | None = None
        self.size: int | None = None
        try:
            self._start = file.tell()
            self.size = file.seek(0, os.SEEK_END) - self._start
            file.seek(self._start)
        except (AttributeError, OSError, ValueError):
            # A pipe or a socket: its length shows when it has been read.
            self._start = None

    @property
    def replayable(self) -> bool:
        return self._start is not None

    def chunks(self) -> Iterator[bytes]:
        if self._start is not None:
            self._file.seek(self._start)
        while chunk := self._file.read(_CHUNK):
            yield chunk.encode() if isinstance(chunk, str) else chunk


class PathFile:
    """A file by its path: opened when it is sent."""

    __slots__ = ("_path", "size")
    replayable = True

    def __init__(self, path: os.PathLike[str]) -> None:
        self._path = Path(path)
        self.size: int | None = self._path.stat().st_size

    def chunks(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


class Chunks:
    """An iterable of bytes: a list can be sent again, an iterator can't."""

    __slots__ = ("_iterable", "replayable", "size")

    def __init__(self, iterable: Any) -> None:
        self._iterable = iterable
        self.replayable = iter(iterable) is not iterable
        self.size: int | None = None

    def chunks(self) -> Iterator[bytes]:
        yield from self._iterable


Source = Union[bytes, OpenFile, PathFile, Chunks]


class Content:
    """Sources one after the other; an iterable of bytes for the sync and the async HTTP client."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self.replayable = all(isinstance(part, bytes) or part.replayable for part in sources)
        sizes = [len(part) if isinstance(part, bytes) else part.size for part in sources]
        self.size = None if None in sizes else sum(size for size in sizes if size is not None)

    def whole(self) -> bytes | None:
        """All of it, if it is in memory already."""
        parts = [part for part in self._sources if isinstance(part, bytes)]
        if len(parts) < len(self._sources):
            return None
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def __iter__(self) -> Iterator[bytes]:
        for part in self._sources:
            if isinstance(part, bytes):
                yield part
            else:
                yield from part.chunks()


class AsyncContent:
    """The same, read in threads so that the event loop is not held up."""

    def __init__(self, content: Content) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = iter(self._content)
        while True:
            chunk = await run_in_thread(_next, chunks)
            if chunk is None:
                return
            yield chunk


def whole(content: Any) -> bytes:
    """All of what is sent, for a signature that is over all of it."""
    return content if isinstance(content, bytes) else b"".join(content)


async def whole_async(content: Any) -> bytes:
    """The same of what an asynchronous client sends."""
    if isinstance(content, bytes) or not hasattr(content, "__aiter__"):
        return whole(content)
    return b"".join([chunk async for chunk in content])


def _next(chunks: Iterator[bytes]) -> bytes | None:
    return next(chunks, None)


def source_of(value: Any) -> Source:
    """What a caller may pass as raw bytes: bytes, an open file, a path, an iterable of bytes."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(cast("bytes", value))
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, os.PathLike):
        return PathFile(cast("os.PathLike[str]", value))
    if isinstance(value, io.TextIOBase):
        raise TypeError("A file has to be open in binary mode ('rb'), not in text mode")
    if isinstance(value, io.IOBase) or hasattr(value, "read"):
        return OpenFile(value)
    if hasattr(value, "__iter__"):
        return Chunks(value)
    raise TypeError(
        f"Expected bytes, an open file, a path or an iterable of bytes but got {type(value)}"
    )
