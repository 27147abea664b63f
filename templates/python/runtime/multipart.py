"""Properties and files in, a multipart body out."""

from __future__ import annotations

import mimetypes
import os
import secrets
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from .body import json_bytes
from .contents import Content, source_of
from .headers import header_line
from .models import is_model
from .query import Pairs, is_array, is_mapping
from .sentinels import NotGiven, Omit
from .text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .contents import Source
    from .operation import Base64Members, Operation

_JSON = "application/json"
UNTYPED = "application/octet-stream"
_UNNAMED = "upload"


class Part(NamedTuple):
    """One part: its name, its content, and what its headers say."""

    name: str
    source: Source
    filename: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = {}


def encode_multipart(
    parts: Sequence[Part], boundary: str | None = None, media_type: str = "multipart/form-data"
) -> tuple[Content, str]:
    """The body, and its content type."""
    boundary = boundary or secrets.token_hex(16)
    sources: list[Source] = []
    for part in parts:
        sources += [_head(part, boundary), part.source, b"\r\n"]
    sources.append(f"--{boundary}--\r\n".encode("ascii"))
    return Content(_joined(sources)), f"{media_type}; boundary={boundary}"


def parts_of(properties: Mapping[str, Any], operation: Operation) -> list[Part]:
    """An operation's properties as parts; it knows which are files, and what parts are sent as.

    `{"files": [a, b]}` with `files[]` among the files gives two parts called `files[]`.
    """
    parts: list[Part] = []
    for name, value in properties.items():
        if value is None or isinstance(value, (NotGiven, Omit)):
            continue
        sent = f"{name}[]" if f"{name}[]" in operation.files else name
        types, headers = operation.part_types.get(sent, ""), operation.part_headers.get(sent, {})
        if sent in operation.files:
            files = _several(value) if sent.endswith("[]") else _one_or_several(value)
            found = [file_part(sent, file, types) for file in files]
        else:
            found = list(_value_parts(sent, value, types, operation.base64))
        parts += (part._replace(headers={**headers, **part.headers}) for part in found)
    return parts


def file_parts(files: Any) -> Iterator[Part]:
    """Files as the raw verbs take them: a mapping, or pairs of name and file."""
    for name, value in files.items() if is_mapping(files) else files:
        yield from (file_part(name, file) for file in _one_or_several(value))


def file_part(name: str, file: Any, types: str = "") -> Part:
    """One file in any of its forms: content, or a tuple of name, content, type and headers.

    Where it may have some `types` only, the first of them is what it is sent as if its name says
    nothing better.
    """
    if isinstance(file, str):
        raise TypeError(
            f"`{name}` takes bytes, an open file, a path or a tuple (name, content), not a string;"
            f" for the file of that name give pathlib.Path({file!r})"
        )
    form: Sequence[Any] = cast("Any", file if isinstance(file, tuple) else (None, file))
    if not 2 <= len(form) <= 4:
        raise TypeError(
            f"A file is given as a tuple of 2 to 4 (name, content, type, headers), not {len(form)}"
        )
    filename, content, content_type, headers = (*form, None, None)[:4]
    filename = filename or name_of(content)
    content_type = content_type or type_of(filename, types)
    return Part(name, source_of(content), filename, content_type, headers or {})


def name_of(content: Any) -> str:
    """What a file is called; servers take a part without a name for a text."""
    name: Any = getattr(content, "name", None)
    if isinstance(content, os.PathLike):
        name = os.fspath(cast("os.PathLike[str]", content))
    # The name of an open pipe is a number.
    return PurePath(os.fsdecode(name)).name if isinstance(name, (str, bytes)) else _UNNAMED


def type_of(filename: str, types: str = "") -> str:
    """`scan.tiff` among `image/png, image/tiff` -> `image/tiff`; `scan` -> `image/png`."""
    guessed = mimetypes.guess_type(filename)[0]
    allowed = [each.strip() for each in types.split(",") if each.strip()]
    if guessed and (not allowed or any(fnmatchcase(guessed, each) for each in allowed)):
        return guessed
    return next((each for each in allowed if "*" not in each), UNTYPED)


def _value_parts(
    name: str, value: Any, types: str, base64_members: Base64Members
) -> Iterator[Part]:
    if type(value) is Pairs:
        for key, text in value:
            yield Part(key, text.encode())
        return
    if is_array(value) and not is_model(value):
        for item in value:
            yield from _value_parts(name, item, types, base64_members)
        return
    declared = types.partition(",")[0].strip() or None
    if is_mapping(value) or is_model(value) or "json" in (declared or ""):
        yield Part(name, json_bytes(value, base64_members), content_type=declared or _JSON)
    else:
        content = value if isinstance(value, bytes) else to_text(value).encode()
        yield Part(name, content, content_type=declared)


def _one_or_several(value: Any) -> list[Any]:
    """Files for a name that has one: an iterator is the chunks of that."""
    return [value] if hasattr(value, "__next__") else _several(value)


def _several(value: Any) -> list[Any]:
    # A tuple is one file with a name; any other iterable that is no content is several.
    single = (tuple, bytes, bytearray, memoryview, str, os.PathLike)
    if isinstance(value, single) or hasattr(value, "read") or not hasattr(value, "__iter__"):
        return [value]
    return list(value)


def _head(part: Part, boundary: str) -> bytes:
    lines = [f"--{boundary}", f'Content-Disposition: form-data; name="{_quoted(part.name)}"']
    if part.filename is not None:
        lines[1] += f'; filename="{_quoted(part.filename)}"'
    given = {name.lower() for name in part.headers}
    if "content-disposition" in given:
        raise ValueError(
            f"`{part.name}`: its header Content-Disposition is made of the name and the file's name"
        )
    if part.content_type and "content-type" not in given:
        lines.append(header_line("Content-Type", part.content_type))
    lines += [header_line(name, value) for name, value in part.headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def _quoted(text: str) -> str:
    """A name as the HTML standard writes it in a header, from which nothing can break out."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _joined(sources: Sequence[Source]) -> list[Source]:
    """The same with neighbouring bytes put together."""
    joined: list[Source] = []
    for source in sources:
        if isinstance(source, bytes) and joined and isinstance(joined[-1], bytes):
            joined[-1] += source
        else:
            joined.append(source)
    return joined
