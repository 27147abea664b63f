"""Bytes of JSON Lines in, cut anywhere, the bytes of each line out."""

from __future__ import annotations

from .sse import BOM, FrameTooLarge

MAX_LINE_BYTES = 256 * 1024 * 1024


class LineSplitter:
    """Cuts a stream into lines and holds no more than the one that hasn't ended."""

    __slots__ = ("_kept", "_limit", "_started")

    def __init__(self, limit: int = MAX_LINE_BYTES) -> None:
        self._limit = limit
        self._kept = bytearray()
        self._started = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """The lines that end in this chunk, blank ones too; a CR before the LF is still there."""
        if b"\n" not in chunk:
            return self._keep(chunk)
        if self._kept:
            chunk = bytes(self._kept) + chunk
        lines = chunk.split(b"\n")
        self._kept.clear()
        self._keep(lines.pop())
        return self._without_bom(lines)

    def finish(self) -> list[bytes]:
        """The last line, which need not have an end."""
        [line] = self._without_bom([bytes(self._kept)])
        self._kept.clear()
        return [line] if line else []

    @property
    def rest(self) -> bytes:
        """The beginning of the line that hasn't ended."""
        return bytes(self._kept)

    def _keep(self, part: bytes) -> list[bytes]:
        self._kept += part
        if len(self._kept) > self._limit:
            raise FrameTooLarge(self._limit)
        return []

    def _without_bom(self, lines: list[bytes]) -> list[bytes]:
        if lines and not self._started:
            self._started = True
            lines[0] = lines[0].removeprefix(BOM)
        return lines
