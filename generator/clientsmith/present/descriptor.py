"""An operation in, the keywords of its descriptor in the runtime out: only those that say something."""

from __future__ import annotations

from clientsmith.api.ir import Anything, JsonValue, Operation, Ref, Type
from clientsmith.languages.python import Identifier
from clientsmith.names import Names
from clientsmith.present.imports import module_of
from clientsmith.views import FactView

_LIST_STYLES = {"form": "comma", "pipeDelimited": "pipe", "spaceDelimited": "space"}
_BODIES = {
    "json": "json",
    "multipart": "multipart",
    "form": "form",
    "binary": "binary",
    "text": "binary",
}


def constant_of(method: Identifier) -> Identifier:
    """The module constant that holds a method's descriptor."""
    return Identifier(f"_{method.upper()}")


def facts(operation: Operation, names: Names) -> tuple[FactView, ...]:
    """The descriptor's keywords, in the order of its declaration."""
    stream, body = operation.stream, operation.body
    paged = operation.pagination is not None and operation.page_item is not None
    rows: dict[str, object] = {
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "result": _result(operation, names),
        "page": (
            f".pagination:{operation.pagination.class_name}"
            if operation.pagination and paged
            else None
        ),
        "stream": reference(stream.item, names) if stream is not None else None,
        "stream_kind": stream.kind if stream is not None else None,
        "body": _BODIES[body.kind] if body is not None else None,
        "files": body.files if body is not None else (),
        "accept": _accept(operation),
        "content_type": _content_type(operation),
        "headers": _constants(operation, "header"),
        "query": _constants(operation, "query"),
        "always": dict(operation.always),
        "list_styles": _list_styles(operation),
        "request_limit": operation.request_limit,
        "deprecation": operation.deprecation
        or ("it may be removed" if operation.deprecated else None),
        "auth": None if operation.authenticated else False,
    }
    return tuple(
        FactView(name, value) for name, value in rows.items() if value not in (None, (), {})
    )


def reference(type_: Type | None, names: Names) -> str:
    """How the runtime finds the type of a result: `.types.pets:Pet`, or the name of a builtin."""
    if isinstance(type_, Ref):
        module = module_of(names, type_.key, asked=False)
        return f".types.{module}:{names.schemas[type_.key].model}"
    return "json"


def _result(operation: Operation, names: Names) -> str | None:
    if operation.pagination is not None and operation.page_item is not None:
        return reference(operation.page_item, names)
    kind = operation.response.kind
    if kind == "json":
        return reference(operation.response.type or Anything(), names)
    return {"none": None, "text": "str", "binary": "binary"}[kind]


def _accept(operation: Operation) -> str | None:
    """Only what differs from the runtime's `application/json`."""
    if operation.accept is not None:
        return operation.accept
    if operation.response.kind in ("binary", "text"):
        return operation.response.media_type or None
    if operation.response.kind == "none" and operation.stream is not None:
        return operation.stream.media_type
    return None


def _content_type(operation: Operation) -> str | None:
    body = operation.body
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
