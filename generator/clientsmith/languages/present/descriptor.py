"""An operation and its arguments in, the keywords of its descriptor out: only those that say something.

The descriptor is what the runtime knows of an operation; an argument's place and wire name stand
there and nowhere else.
"""

from __future__ import annotations

from clientsmith.api.ir import Operation, Parameter
from clientsmith.api.types import JsonValue
from clientsmith.languages.arguments import ArgumentTable
from clientsmith.languages.names import Names
from clientsmith.languages.present.bodies import body_of
from clientsmith.languages.present.styles import is_plain, spelled
from clientsmith.languages.protocol import Identifier, TypeView
from clientsmith.languages.views import KeywordView


def descriptor(
    operation: Operation,
    arguments: ArgumentTable,
    names: Names,
    result: TypeView | None,
    stream: TypeView | None,
) -> tuple[KeywordView, ...]:
    """The descriptor's keywords, in the order in which the runtime declares them."""
    body = body_of(operation, arguments)
    page, listing = operation.pagination, operation.listing
    paged = page is not None and operation.page_item is not None
    rows: dict[str, object] = {
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "result": result,
        "page": names.pages[page.class_name] if page and paged else None,
        "listing": names.pages[listing.class_name] if listing is not None else None,
        "stream": stream,
        "stream_kind": operation.stream.kind if operation.stream is not None else None,
        "body": body.get("body"),
        "whole_body": body.get("whole_body"),
        "bodies": body.get("bodies"),
        "media_type": body.get("media_type"),
        "query": _names(arguments, "query"),
        "headers": _named(arguments, "header"),
        "cookies": _named(arguments, "cookie"),
        "path_names": _renamed(arguments, "path"),
        "wire_names": _renamed(arguments, "query", "body"),
        "files": body.get("files"),
        "base64": body.get("base64"),
        "decimals": operation.body.decimals if operation.body is not None else None,
        "part_types": body.get("part_types"),
        "part_headers": body.get("part_headers"),
        "accept": _accept(operation),
        "content_type": body.get("content_type"),
        "constant_headers": _constants(operation, "header"),
        "constant_query": _constants(operation, "query"),
        "always": dict(operation.always),
        "styles": {**_styles(operation, arguments), **body.get("styles", {})},
        "request_limit": operation.request_limit,
        "deprecation": _deprecation(operation),
        "document_id": document_id(operation),
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
    media_type = operation.result.media_type
    if operation.result.kind == "json" and "*" in media_type:
        return None
    if operation.result.kind != "none" and media_type != "application/json":
        return media_type or None
    if operation.result.kind == "none" and operation.stream is not None:
        return operation.stream.media_type
    return None


def _constants(operation: Operation, location: str) -> dict[str, JsonValue]:
    return {
        parameter.name: _text(parameter.constant)
        for parameter in operation.parameters
        if parameter.is_constant and parameter.location == location
    }


def _text(value: JsonValue) -> str:
    """A constant as it stands in a header or query."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _styles(operation: Operation, arguments: ArgumentTable) -> dict[str, str]:
    """The styles of those arguments that are not simply a text or, in a query, repeated."""
    parameters: dict[tuple[str, str], Parameter] = {
        (each.location, each.name): each for each in operation.parameters
    }
    found: dict[str, str] = {}
    for argument in arguments:
        parameter = parameters.get((argument.location, argument.wire_name))
        if parameter is None:
            continue
        if not is_plain(parameter.style, parameter.shape, parameter.location):
            found[argument.name] = spelled(parameter.style)
    return found
