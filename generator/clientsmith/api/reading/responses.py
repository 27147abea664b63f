"""The responses of an operation in, what each status gives out, and what a successful call gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clientsmith.api.ir import NO_RESULT, Header, Response, Result, Stream
from clientsmith.api.reading.events import event_kind
from clientsmith.api.reading.media_types import STREAMS, base_of, by_preference, is_json
from clientsmith.api.reading.schemas import Hint, SchemaReader
from clientsmith.api.types import Anything, Primitive, Type
from clientsmith.document import Node


@dataclass(frozen=True, slots=True)
class Answers:
    """What an operation's calls give: the main result, its stream, and everything by status."""

    result: Result
    stream: Stream | None
    responses: tuple[Response, ...]


def read_answers(declared: Node | None, schemas: SchemaReader, hint: Hint) -> Answers:
    """The first success that has content decides what a call gives; without any, it is nothing."""
    rows = {
        status: node.resolve()
        for status, node in (declared.items() if declared is not None else ())
        if not status.startswith("x-")
    }
    main = _main(rows)
    stream = _stream(rows[main], schemas, hint) if main is not None else None
    # The main one is read first, so that its types have the plain names.
    order = sorted(rows, key=lambda status: status != main)
    read = {status: _known_response(status, rows[status], schemas, hint) for status in order}
    content = read[main].content if main is not None else ()
    result = content[0] if content else NO_RESULT
    return Answers(result, stream, tuple(read[status] for status in rows))


def without_content(answers: Answers) -> Answers:
    """The same to a HEAD, which is answered by headers alone (RFC 9110, section 9.3.2)."""
    empty = tuple(replace(each, content=()) for each in answers.responses)
    return Answers(NO_RESULT, None, empty)


def _main(rows: Mapping[str, Node]) -> str | None:
    """The status whose content is the result of a call."""
    wanted = sorted(status for status in rows if status.upper().startswith("2"))
    for status in [*wanted, *(["default"] if not wanted and "default" in rows else [])]:
        content = rows[status].get("content")
        if content is not None and content.value:
            return status
    return None


def _stream(response: Node, schemas: SchemaReader, hint: Hint) -> Stream | None:
    for name, medium in by_preference(response.get("content"), ()):
        if name not in STREAMS:
            continue
        schema = medium.get("itemSchema") or medium.get("schema")
        item: Type = Anything()
        kind = STREAMS[name]
        if schema is not None:
            item = schemas.named(schema, hint.member("Event" if kind == "sse" else "Line"))
        return Stream((event_kind(item, schemas) or kind) if kind == "sse" else kind, item, name)
    return None


def _known_response(status: str, node: Node, schemas: SchemaReader, hint: Hint) -> Response:
    """A response that operations share is read once, where no type in it is called after one."""
    key = (status, *node.identity)
    found = schemas.responses.get(key)
    if found is None:
        before = len(schemas.schemas)
        found = _response(status, node, schemas, hint)
        if len(schemas.schemas) == before:
            schemas.responses[key] = found
    return found


def _response(status: str, node: Node, schemas: SchemaReader, hint: Hint) -> Response:
    success = status.upper().startswith("2")
    own = hint.member("Response") if success else hint.member("Error", status)
    media = by_preference(node.get("content"), ("json",))
    headers = node.get("headers")
    return Response(
        status=status,
        description=node.text("description"),
        content=tuple(_result(*row, schemas, own) for row in media if row[0] not in STREAMS),
        headers=tuple(
            _header(name, header.resolve(), schemas, hint)
            for name, header in (headers.items() if headers is not None else ())
        ),
    )


def _header(name: str, node: Node, schemas: SchemaReader, hint: Hint) -> Header:
    schema = node.get("schema")
    type_ = schemas.read(schema, hint.member(name)) if schema is not None else Primitive("string")
    return Header(name, type_, node.text("description"))


def _result(media_type: str, medium: Node, schemas: SchemaReader, hint: Hint) -> Result:
    if is_json(base_of(media_type)):
        schema = medium.get("schema")
        type_ = schemas.named(schema, hint) if schema is not None else Anything()
        if type_ == Primitive("string", "binary"):
            return Result("binary", media_type, None)
        return Result("json", media_type, type_)
    if media_type.startswith("text/"):
        return Result("text", media_type, Primitive("string"))
    return Result("binary", media_type, None)
