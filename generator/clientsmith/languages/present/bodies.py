"""What a call sends in one media type in, what the runtime has to know of it out: only what says something."""

from __future__ import annotations

from typing import Any

from clientsmith.api.ir import BodyContent, Encoding, Operation, Style
from clientsmith.api.types import JsonValue
from clientsmith.languages.arguments import ArgumentTable
from clientsmith.languages.present.styles import is_plain, spelled

_USUAL = frozenset(
    [
        ("json", "application/json"),
        ("multipart", "multipart/form-data"),
        ("form", "application/x-www-form-urlencoded"),
    ]
)


def body_of(operation: Operation, arguments: ArgumentTable) -> dict[str, Any]:
    """The descriptor's keywords for the body of an operation, by media type where it has several."""
    if operation.body is None:
        return {}
    if len(operation.body.content) == 1:
        return _keywords(operation.body.main, arguments)
    return {
        "bodies": tuple(
            {
                "media_type": content.media_type,
                "takes": _takes(content, arguments),
                **{
                    name: value
                    for name, value in _keywords(content, arguments).items()
                    if value not in (None, (), {})
                },
            }
            for content in operation.body.content
        ),
        "media_type": next(each.name for each in arguments if each.location == "media_type"),
    }


def _keywords(content: BodyContent, arguments: ArgumentTable) -> dict[str, Any]:
    whole = next((each.name for each in arguments if each.location == "whole"), None)
    parts = [each for each in content.encodings if each.style is None]
    return {
        "body": {"text": "binary"}.get(content.kind, content.kind),
        "whole_body": whole if content.properties is None else None,
        "files": content.files,
        "base64": tuple((each.name, dict(each.beside)) for each in content.base64),
        "content_type": _content_type(content),
        "styles": _styles(content, arguments),
        "part_types": {each.name: each.media_type for each in parts if each.media_type},
        "part_headers": {each.name: dict(each.headers) for each in parts if each.headers},
    }


def _takes(content: BodyContent, arguments: ArgumentTable) -> tuple[str, ...]:
    """The arguments that one media type has room for."""
    sent = {each.name for each in content.sent()}
    return tuple(
        each.name
        for each in arguments
        if (each.location == "body" and each.wire_name in sent)
        or (each.location == "whole" and content.properties is None)
    )


def _content_type(content: BodyContent) -> str | None:
    """Only what differs from what the runtime sends for a body of this kind."""
    if (content.kind, content.media_type) in _USUAL or "*" in content.media_type:
        return None
    return content.media_type


def _styles(content: BodyContent, arguments: ArgumentTable) -> dict[str, JsonValue]:
    names = {each.wire_name: each.name for each in arguments if each.location == "body"}
    return {
        names[each.name]: spelled(each.style)
        for each in content.encodings
        if each.style is not None and each.name in names and not _is_plain(each, each.style)
    }


def _is_plain(encoding: Encoding, style: Style) -> bool:
    return is_plain(style, encoding.shape, "query")
