"""The path of a file that a user named in, what it holds out: all of it, soon, and no more than is bounded."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

MAX_BYTES = 100 * 2**20


def read_bytes(path: Path) -> bytes:
    """What a file holds.

    Raises OSError where it can't be read, is larger than the bounds allow, or is a pipe or a device:
    those may have no end, or never begin.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    with path.open("rb") as file:
        # There are files that grow as they are read.
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(errno.EFBIG, f"it is larger than {MAX_BYTES // 2**20} MiB", str(path))
    return data


def read_text(path: Path) -> str:
    """The same as text; raises UnicodeDecodeError where it is no UTF-8."""
    return read_bytes(path).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
