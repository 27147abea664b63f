"""The body of a request in, its members by name out, whatever they were written in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TypeAlias, cast
from urllib.parse import parse_qsl

Members: TypeAlias = "Mapping[str, object]"

_BOUNDARY = re.compile(rb"boundary=\"?([^\";,\s]+)\"?")
_NAME = re.compile(r"\bname=\"([^\"]*)\"")
_FILENAME = re.compile(r"\bfilename=\"([^\"]*)\"")


def members_of(body: bytes, content_type: str) -> Members:
    """Members of a JSON object, a form or a multipart body; of anything else, one without a name."""
    if not body:
        return {}
    if content_type.startswith("multipart/"):
        return _multipart(body, content_type.encode())
    if content_type.startswith("application/x-www-form-urlencoded"):
        return _grouped(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError):
        return {"": body}
    return cast("Members", parsed) if isinstance(parsed, dict) else {"": parsed}


def _grouped(pairs: list[tuple[str, str]]) -> Members:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _multipart(body: bytes, content_type: bytes) -> Members:
    """Parts by name, each with its file's name and content; line ends don't count."""
    stated = _BOUNDARY.search(content_type)
    lines = body.replace(b"\r\n", b"\n")
    boundary = b"--" + stated[1] if stated else lines.partition(b"\n")[0].rstrip()
    found: dict[str, list[tuple[str, bytes]]] = {}
    if not boundary:
        return {"": body}
    for part in lines.split(boundary)[1:]:
        head, _, content = part.strip(b"\n").partition(b"\n\n")
        text = head.decode("utf-8", "replace")
        if name := _NAME.search(text):
            file = _FILENAME.search(text)
            found.setdefault(name[1], []).append((file[1] if file else "", content.strip()))
    return found
