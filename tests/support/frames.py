"""An exception in, everything out that a traceback with the variables of our frames shows."""

from __future__ import annotations

import traceback
from collections.abc import Collection
from pathlib import Path

OURS = ("/templates/", "/claude_client/")


def shown(error: BaseException, ours: Collection[str] = OURS) -> str:
    """The messages of an exception and of its causes, and each frame of ours with its variables."""
    parts: list[str] = []
    link: BaseException | None = error
    while link is not None:
        parts += traceback.format_exception_only(link)
        for frame, line in traceback.walk_tb(link.__traceback__):
            path = Path(frame.f_code.co_filename).as_posix()
            if any(part in path for part in ours):
                parts += [f"{path}:{line} {name} = {it!r}" for name, it in frame.f_locals.items()]
        link = link.__cause__ or link.__context__
    return "\n".join(parts)
