"""The responses of an operation in, what a successful call gives out: a result, a stream, or both."""

from __future__ import annotations

from clientsmith.api.ir import Anything, Primitive, Response, Stream, StreamKind, Type
from clientsmith.api.reading.media_types import choose_medium
from clientsmith.api.reading.schemas import Hint, SchemaReader
from clientsmith.document import Node

_STREAMS: dict[str, StreamKind] = {
    "text/event-stream": "sse",
    "application/jsonl": "jsonl",
    "application/x-jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/json-seq": "jsonl",
}
_NOTHING = Response("none", "", None)


def read_response(
    responses: Node | None, schemas: SchemaReader, hint: Hint
) -> tuple[Response, Stream | None]:
    """The first success that has content decides; without any, a call gives nothing."""
    content = _content(responses)
    if content is None:
        return _NOTHING, None
    stream = _stream(content, schemas, hint)
    plain = {name for name, _ in content.items() if _base(name) not in _STREAMS}
    if not plain:
        return _NOTHING, stream
    chosen = choose_medium(content, ("json",)) or ("", content)
    if _base(chosen[0]) in _STREAMS:
        chosen = next((_base(name), node) for name, node in content.items() if name in plain)
    return _response(*chosen, schemas, hint), stream


def _content(responses: Node | None) -> Node | None:
    if responses is None:
        return None
    entries = dict(responses.items())
    wanted = sorted(status for status in entries if status.upper().startswith("2"))
    for status in [*wanted, *(["default"] if not wanted and "default" in entries else [])]:
        node = entries[status]
        content = node.resolve().get("content")
        if content is not None and content.value:
            return content
    return None


def _base(media_type: str) -> str:
    return media_type.split(";")[0].strip().lower()


def _stream(content: Node, schemas: SchemaReader, hint: Hint) -> Stream | None:
    for name, medium in content.items():
        kind = _STREAMS.get(_base(name))
        if kind is None:
            continue
        schema = medium.get("itemSchema") or medium.get("schema")
        item: Type = Anything()
        if schema is not None:
            item = schemas.named(schema, hint.member("Event" if kind == "sse" else "Line"))
        return Stream(kind, item, _base(name))
    return None


def _response(media_type: str, medium: Node, schemas: SchemaReader, hint: Hint) -> Response:
    schema = medium.get("schema")
    if "json" in media_type or media_type == "*/*":
        type_: Type = Anything()
        if schema is not None:
            type_ = schemas.named(schema, hint.member("Response"))
        if type_ == Primitive("string", "binary"):
            return Response("binary", media_type, None)
        return Response("json", media_type, type_)
    if media_type.startswith("text/"):
        return Response("text", media_type, Primitive("string"))
    return Response("binary", media_type, None)
