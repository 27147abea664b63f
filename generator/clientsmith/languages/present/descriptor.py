"""An operation and its arguments in, the keywords of its descriptor out: only those that say something.

The descriptor is what the runtime knows of an operation; an argument's place and wire name stand
there and nowhere else.
"""

from __future__ import annotations

from clientsmith.api.ir import Operation
from clientsmith.api.types import JsonValue
from clientsmith.languages.arguments import ArgumentTable
from clientsmith.languages.protocol import Identifier, TypeView
from clientsmith.languages.views import KeywordView

_LIST_STYLES = {"form": "comma", "pipeDelimited": "pipe", "spaceDelimited": "space"}


def descriptor(
    operation: Operation,
    arguments: ArgumentTable,
    result: TypeView | None,
    stream: TypeView | None,
) -> tuple[KeywordView, ...]:
    """The descriptor's keywords, in the order in which the runtime declares them."""
    body = operation.body.main if operation.body is not None else None
    paged = operation.pagination is not None and operation.page_item is not None
    rows: dict[str, object] = {
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "result": result,
        "page": operation.pagination.class_name if operation.pagination and paged else None,
        "stream": stream,
        "stream_kind": operation.stream.kind if operation.stream is not None else None,
        "body": {"text": "binary"}.get(body.kind, body.kind) if body is not None else None,
        "whole_body": next((a.name for a in arguments if a.location == "whole"), None),
        "query": _names(arguments, "query"),
        "headers": _named(arguments, "header"),
        "cookies": _named(arguments, "cookie"),
        "path_names": _renamed(arguments, "path"),
        "wire_names": _renamed(arguments, "query", "body"),
        "files": body.files if body is not None else (),
        "accept": _accept(operation),
        "content_type": _content_type(operation),
        "constant_headers": _constants(operation, "header"),
        "constant_query": _constants(operation, "query"),
        "always": dict(operation.always),
        "list_styles": _list_styles(operation),
        "request_limit": operation.request_limit,
        "deprecation": _deprecation(operation),
        "document_id": document_id(operation),
        "auth": None if operation.authenticated else False,
    }
    return tuple(
        KeywordView(Identifier(name), value)
        for name, value in rows.items()
        if value not in (None, (), {})
    )


def document_id(operation: Operation) -> str | None:
    """What the document calls an operation, where that is not how it is called."""
    return operation.document_id if operation.document_id != operation.id else None


def _names(arguments: ArgumentTable, location: str) -> tuple[str, ...]:
    return tuple(each.name for each in arguments if each.location == location)


def _named(arguments: ArgumentTable, location: str) -> dict[str, str]:
    return {each.name: each.wire_name for each in arguments if each.location == location}


def _renamed(arguments: ArgumentTable, *locations: str) -> dict[str, str]:
    """The names on the wire that are not the arguments' own."""
    return {
        each.name: each.wire_name
        for each in arguments
        if each.location in locations and each.name != each.wire_name
    }


def _deprecation(operation: Operation) -> str | None:
    return operation.deprecation or ("it may be removed" if operation.deprecated else None)


def _accept(operation: Operation) -> str | None:
    """Only what differs from the runtime's `application/json`."""
    if operation.accept is not None:
        return operation.accept
    if operation.result.kind in ("binary", "text"):
        return operation.result.media_type or None
    if operation.result.kind == "none" and operation.stream is not None:
        return operation.stream.media_type
    return None


def _content_type(operation: Operation) -> str | None:
    body = operation.body.main if operation.body is not None else None
    if body is None or body.kind in ("multipart", "form") or body.media_type == "application/json":
        return None
    return body.media_type if "*" not in body.media_type else None


def _constants(operation: Operation, location: str) -> dict[str, JsonValue]:
    return {
        parameter.name: _text(parameter.constant)
        for parameter in operation.parameters
        if parameter.is_constant and parameter.location == location
    }


def _text(value: JsonValue) -> str:
    """A constant as it stands in a header or query."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _list_styles(operation: Operation) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for parameter in operation.parameters:
        if parameter.location == "query" and parameter.style == "deepObject":
            found[parameter.name] = "deep"
        elif parameter.location == "query" and not parameter.explode:
            found[parameter.name] = _LIST_STYLES.get(parameter.style, "comma")
    return found
