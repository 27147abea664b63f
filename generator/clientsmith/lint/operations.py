"""Rules about operations: how they are called, and what they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientsmith.document import Node
from clientsmith.document.edits import left_out, read_as
from clientsmith.lint.survey import Finding, Operation, Survey, accessors, raw, resolved

_STATUS = re.compile(r"[1-5](XX|xx|[0-9]{2})|default")
_MEDIA_TYPE = re.compile(
    r"[\w!#$%&'*+.^`|~-]+/[\w!#$%&'*+.^`|~-]+(\s*;[^\r\n\x00]*)?|\*/\*", re.ASCII
)
_TYPED = re.compile(r"json|event-stream|x-ndjson|form-urlencoded|multipart/form-data|xml")
_EMPTY = frozenset({"204", "205"})
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def double_operation_ids(survey: Survey) -> Iterator[Finding]:
    """Two operations, or an operation and a further accessor, of one name."""
    first: dict[str, Node] = {}
    for node in accessors(survey):
        name = str(node.value)
        if name in first:
            message = f"the operationId `{name}` is taken, at {first[name].place}"
            remedy, reading = "give each operation a name of its own", "it is named by its path"
            yield Finding(node.place, message, remedy, reading, (left_out(node),))
        first.setdefault(name, node)


def missing_operation_ids(survey: Survey) -> Iterator[Finding]:
    """An operation that a user has no name for."""
    for operation in survey.operations:
        if not operation.node.text("operationId"):
            remedy = "name it as it is called: `operationId: pets.list`"
            yield Finding(operation.node.key_place, f"{operation.label} has no operationId", remedy)


def misnamed_operations(survey: Survey) -> Iterator[Finding]:
    """An operationId that is no text, or an empty one."""
    for operation in survey.operations:
        node = operation.node.get("operationId")
        if node is not None and (not isinstance(node.value, str) or not node.value.strip()):
            remedy = "put it in quotes, or leave it out"
            meant = str(node.value) if isinstance(node.value, (int, float)) else ""
            reading = f"read as `{meant}`" if meant else "it is left out"
            edit = read_as(node, meant) if meant else left_out(node)
            yield Finding(node.place, "an operationId is a text", remedy, reading, (edit,))


def missing_responses(survey: Survey) -> Iterator[Finding]:
    """An operation that never answers."""
    for operation in survey.operations:
        responses = operation.node.get("responses")
        if responses is None or not any(not key.startswith("x-") for key, _ in responses.items()):
            remedy = "say what a success gives: `responses: {'200': …}`"
            message, reading = f"{operation.label} has no response", "it gives nothing"
            yield Finding(operation.node.key_place, message, remedy, reading)


def statuses(survey: Survey) -> Iterator[Finding]:
    """A key under `responses` that is no status."""
    for operation in survey.operations:
        responses = operation.node.get("responses")
        for status, node in responses.items() if responses is not None else ():
            if not _STATUS.fullmatch(status) and not status.startswith("x-"):
                message, remedy = f"{status!r} is no status", "write '200', '4XX' or default"
                edits = (left_out(node),)
                yield Finding(node.key_place, message, remedy, "it is left out", edits)


def untyped_successes(survey: Survey) -> Iterator[Finding]:
    """A success whose content has no schema."""
    for operation in survey.operations:
        for status, content in _successes(operation):
            if status in _EMPTY:
                continue
            for name, medium in content.items():
                if _TYPED.search(name.lower()) and not medium.has_any("schema", "itemSchema"):
                    message = f"{status} of {operation.label} has no schema for {name}"
                    remedy, reading = "give it a `schema` or an `itemSchema`", "it may be anything"
                    yield Finding(medium.key_place, message, remedy, reading)


def _successes(operation: Operation) -> Iterator[tuple[str, Node]]:
    responses = operation.node.get("responses")
    for status, entry in responses.items() if responses is not None else ():
        node = resolved(entry) if status.startswith("2") else None
        content = node.get("content") if node is not None else None
        if content is not None:
            yield status, content


def media_types(survey: Survey) -> Iterator[Finding]:
    """A key under `content` that is no media type."""
    for role in ("request_body", "response", "parameter", "header"):
        for node in survey.of(role):
            content = node.get("content")
            for name, medium in content.items() if content is not None else ():
                if not _MEDIA_TYPE.fullmatch(name.strip(" ")):
                    yield _no_media_type(name, medium)


def _no_media_type(name: str, medium: Node) -> Finding:
    """`examples` beside the media types is a slip; `json` with a schema is meant as one."""
    message, remedy = f"{name!r} is no media type", "write `application/json`, …"
    if medium.has_any("schema", "itemSchema") and name.isprintable():
        return Finding(medium.key_place, message, remedy, "it is sent as it stands")
    return Finding(medium.key_place, message, remedy, "it is left out", (left_out(medium),))


def double_media_types(survey: Survey) -> Iterator[Finding]:
    """A media type that stands twice, in capitals or with a parameter the second time."""
    for node in survey.of("request_body", "response"):
        content = node.get("content")
        first: dict[str, str] = {}
        for name, medium in content.items() if content is not None else ():
            base = name.split(";")[0].strip().lower()
            if first.setdefault(base, name) != name:
                message = f"{name!r} is the media type {first[base]!r} once more"
                yield Finding(medium.key_place, message, "keep one", "the first is taken")


def forms_without_members(survey: Survey) -> Iterator[Finding]:
    """A form that is a text or a list: forms are made of members, which have names."""
    for node in survey.of("request_body"):
        content = node.get("content")
        for name, medium in content.items() if content is not None else ():
            schema = medium.get("schema") if name.split(";")[0].strip().lower() in _FORMS else None
            target = resolved(schema) if schema is not None else None
            if target is not None and raw(target, "type") in ("string", "array"):
                message = f"a form is an object, and this is a {raw(target, 'type')}"
                reading = "it is sent as it is given, a text"
                yield Finding(medium.key_place, message, "give it `properties`", reading)
