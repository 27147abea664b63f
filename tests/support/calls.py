"""A recorded request in, the arguments of the method that sends the same one out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import unquote

from clientsmith.api.ir import AliasShape, Body, ObjectShape, Operation, Parameter, Property
from clientsmith.api.types import Array, Nullable, Primitive, Ref, Type
from clientsmith.recordings.replay import Recorded
from support.claude import Recording, methods, operations, schemas

Arguments = Mapping[tuple[str, str], str]
"""Names of arguments, by the place they are sent to and the name they have there."""


@dataclass(frozen=True)
class Call:
    """The arguments of a method."""

    positional: list[Any] = field(default_factory=list[Any])
    keywords: dict[str, Any] = field(default_factory=dict[str, Any])


def call_of(recording: Recording, arguments: Arguments | None = None) -> Call:
    """The call that a recording is of; in Python, unless other names of the arguments are given."""
    operation = recording.operation
    request = recording.interactions[0].request
    arguments = arguments or methods()[operation.id].arguments
    path = _path(operation, arguments, request)
    keywords = {
        **dict(path[:-1]),
        **dict(_query(operation, arguments, request)),
        **dict(_headers(operation, arguments, request)),
        **_body(operation.body, arguments, request),
    }
    return Call([value for _, value in path[-1:]], keywords)


def first_path(operation: Operation) -> str:
    """The path that a call of an operation requests first."""
    return operations()[operation.link.operation].path if operation.link else operation.path


def _path(operation: Operation, arguments: Arguments, request: Recorded) -> list[tuple[str, str]]:
    """The arguments in a path, of which the last is positional."""
    template = first_path(operation)
    pattern = re.sub(r"\\\{[^{}]+\\\}", "([^/]+)", re.escape(template))
    found = re.fullmatch(pattern, request.path)
    assert found, f"{request.path} is not {template}"
    parameters = [arguments["path", each] for each in re.findall(r"\{(.+?)\}", template)]
    return list(zip(parameters, map(unquote, found.groups()), strict=True))


def _query(
    operation: Operation, arguments: Arguments, request: Recorded
) -> Iterator[tuple[str, Any]]:
    given: dict[str, list[str]] = {}
    for name, value in request.query:
        given.setdefault(name, []).append(value)
    for parameter in operation.parameters:
        found = _taken(parameter, given) if parameter.location == "query" else {}
        if found and not parameter.is_constant:
            yield arguments["query", parameter.name], _typed(parameter, found)
    assert not given, f"no parameters of {operation.id}: {sorted(given)}"


def _taken(parameter: Parameter, given: dict[str, list[str]]) -> dict[str, list[str]]:
    """What was recorded for a parameter, taken out: `name`, or `name[member]` by member."""
    inner = re.compile(rf"{re.escape(parameter.name)}\[(\w+)\]")
    whole = {"": given.pop(parameter.name)} if parameter.name in given else {}
    members = {name: match[1] for name in given if (match := inner.fullmatch(name))}
    return whole | {member: given.pop(name) for name, member in members.items()}


def _typed(parameter: Parameter, found: Mapping[str, list[str]]) -> Any:
    if "" in found:
        return value_of(parameter.type, found[""])
    shape = bare(parameter.type)
    members = shape.properties if isinstance(shape, ObjectShape) else ()
    types = {each.name: each.type for each in members}
    return {name: value_of(types.get(name), values) for name, values in found.items()}


def _headers(
    operation: Operation, arguments: Arguments, request: Recorded
) -> Iterator[tuple[str, Any]]:
    sent, always = dict(request.headers), dict(operation.always)
    for parameter in operation.parameters:
        name = parameter.name.lower()
        if parameter.location != "header" or parameter.is_constant or name not in sent:
            continue
        own = {value.lower() for value in always.get(name, ())}
        values = [each for each in sent[name].split(",") if each.strip().lower() not in own]
        if values:
            argument = arguments["header", parameter.name]
            yield argument, value_of(parameter.type, [each.strip() for each in values])


def _body(body: Body | None, arguments: Arguments, request: Recorded) -> dict[str, Any]:
    if body is None or not request.body:
        return {}
    content = body.main
    if content.properties is None:
        given = json.loads(request.body) if content.kind == "json" else request.body
        return {arguments["whole", ""]: given}
    if content.kind == "json":
        return {arguments["body", name]: value for name, value in request.members.items()}
    types = {each.name: each for each in content.properties}
    parts = cast("Mapping[str, list[Any]]", request.members)
    return {
        arguments["body", name]: _parts(types[name], content.files, values)
        for name, values in ((_plain(name, types), values) for name, values in parts.items())
    }


def _plain(name: str, known: Mapping[str, object]) -> str:
    return name if name in known else name.removesuffix("[]")


def _parts(property_: Property, files: tuple[str, ...], values: list[Any]) -> Any:
    """A file, a list of files, or values, of the parts of one name of a form."""
    if f"{property_.name}[]" in files or property_.name in files:
        many = isinstance(bare(property_.type), Array)
        return values if many else values[0]
    texts = [each if isinstance(each, str) else each[1].decode() for each in values]
    return value_of(property_.type, texts)


def value_of(type_: Type | None, texts: list[str]) -> Any:
    """What an argument of a type is, whose value is sent as these texts."""
    found = bare(type_)
    if isinstance(found, Array):
        return [value_of(found.item, [text]) for text in texts]
    if isinstance(found, Primitive) and found.kind != "string":
        return json.loads(texts[0])
    return texts[0]


def bare(type_: Type | None) -> Type | ObjectShape | None:
    """What a type is below its names and its being nullable."""
    while isinstance(type_, Ref | Nullable):
        if isinstance(type_, Nullable):
            type_ = type_.inner
            continue
        shape = schemas()[type_.key].shape
        if not isinstance(shape, AliasShape):
            return shape
        type_ = shape.type
    return type_
