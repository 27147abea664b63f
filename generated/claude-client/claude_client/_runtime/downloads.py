"""A response whose body is a file in, its bytes out, or written to disk as they come."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .concurrency import run_in_thread
from .response import APIResponse, AsyncAPIResponse

if TYPE_CHECKING:
    from os import PathLike


class BinaryAPIResponse(APIResponse[bytes]):
    """A downloaded file: `read()` it, iterate over it, or write it to disk.

    client.beta.files.download("file_1").write_to_file("report.pdf")
    """

    def write_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body to a file; a body that hasn't been read yet is never whole in memory."""
        with Path(file).open("wb") as target:
            for part in self.iter_bytes(chunk_size):
                target.write(part)


class AsyncBinaryAPIResponse(AsyncAPIResponse[bytes]):
    """A downloaded file: `await read()` it, iterate over it, or write it to disk."""

    async def write_to_file(
        self, file: str | PathLike[str], *, chunk_size: int | None = None
    ) -> None:
        """Write the body to a file in a thread; one that hasn't been read is never whole in memory."""
        with await run_in_thread(partial(Path(file).open, "wb")) as target:
            async for part in self.iter_bytes(chunk_size):
                await run_in_thread(target.write, part)


class StreamedBinaryAPIResponse(BinaryAPIResponse):
    """A file whose download has begun."""

    def stream_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body to a file as it comes."""
        self.write_to_file(file, chunk_size=chunk_size)


class AsyncStreamedBinaryAPIResponse(AsyncBinaryAPIResponse):
    """A file whose download has begun."""

    async def stream_to_file(
        self, file: str | PathLike[str], *, chunk_size: int | None = None
    ) -> None:
        """Write the body to a file as it comes."""
        await self.write_to_file(file, chunk_size=chunk_size)
