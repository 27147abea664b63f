"""The path of an output file in, what is wrong with it out: no path leaves the package's folder."""

from __future__ import annotations

import re

_SEGMENT = re.compile(r"[A-Za-z0-9_.+@ -]+\Z")
# What git reads in its own folder, and what Python runs at every start.
_OBEYED = re.compile(r"(?:\.git|.*\.pth)\Z", re.IGNORECASE)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)


def why_unsafe(path: str) -> str:
    """Why a file can't be written there, or nothing: relative, plain segments, on any system."""
    if path.startswith("/"):
        return "is absolute"
    for segment in path.split("/"):
        if segment in ("", ".", ".."):
            return "leaves the folder" if segment == ".." else f"has the segment `{segment}`"
        if not _SEGMENT.match(segment):
            return "has characters that are no part of a file's name everywhere"
        if segment[-1] in ". " or segment[0] == " ":
            return "has a segment that ends in a dot or in a space"
        if _DEVICE.match(segment):
            return f"has the segment `{segment}`, a device on Windows"
        if _OBEYED.match(segment):
            return f"has the segment `{segment}`, which a tool obeys"
    return ""
