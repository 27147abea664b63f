"""An operation in, the view of the method that calls it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientsmith.api.ir import Operation, Property, Type
from clientsmith.languages.python import Identifier, member_name
from clientsmith.names import ArgumentNames, Names
from clientsmith.present.descriptor import constant_of, facts
from clientsmith.present.docstrings import docstring
from clientsmith.present.imports import Side
from clientsmith.present.results import Results, results_of
from clientsmith.views import ArgumentView, MethodView, OverloadView, SentView

_OMIT = "omit"


@dataclass(frozen=True, slots=True)
class Sides:
    """The annotations of a file: what its methods ask, and what they give."""

    asked: Side
    given: Side
    runtime: set[str]


def present_method(operation: Operation, names: Names, sides: Sides) -> MethodView:
    """Everything that a template needs to write one method."""
    arguments = names.arguments[operation.id]
    results = results_of(operation, sides.given, sides.runtime)
    # The last one says what the call is about; ids of what it is in are named, not told by order.
    path = tuple(_path_arguments(operation, arguments, sides))
    asked = (*path[:-1], *_keywords(operation, arguments, sides))
    keywords = tuple(sorted(asked, key=lambda a: a.default != ""))
    selector = operation.stream.selector if operation.stream is not None else None
    stream = arguments.members.get(selector) if selector is not None else None
    body = operation.body
    return MethodView(
        name=names.methods[operation.id],
        constant=constant_of(names.methods[operation.id]),
        operation_id=operation.id,
        http_method=operation.method,
        path=operation.path,
        facts=facts(operation, names),
        follow_constant=_follow(operation, names),
        follow_property=operation.follow.property if operation.follow is not None else "",
        positional=path[-1:],
        keywords=tuple(each for each in keywords if each.name != stream) if stream else keywords,
        path_values=_sent(operation, arguments, "path"),
        query_values=_sent(operation, arguments, "query"),
        header_values=_sent(operation, arguments, "header"),
        body_values=tuple(SentView(name, given) for name, given in arguments.members.items()),
        body_argument=arguments.body if body is not None and body.properties is None else None,
        returns=results.returns,
        async_returns=results.async_returns,
        raw_wrapper=results.raw_wrapper,
        awaits=results.awaits,
        overloads=_overloads(results) if stream else (),
        stream_argument=stream,
        docstring=docstring(operation, (*path[-1:], *keywords)),
        summary=operation.summary,
        deprecated=operation.deprecated,
        deprecation=operation.deprecation,
        stream_helper=_helper(operation),
    )


def _follow(operation: Operation, names: Names) -> Identifier | None:
    if operation.follow is None:
        return None
    return constant_of(names.methods[operation.follow.operation])


def _helper(operation: Operation) -> Identifier | None:
    helper = operation.stream.helper if operation.stream is not None else None
    return member_name(helper) if helper else None


def _overloads(results: Results) -> tuple[OverloadView, ...]:
    """Whether a call streams is known from its argument, where that is a constant."""
    either = f"{results.returns} | {results.stream_returns}"
    async_either = f"{results.async_returns} | {results.async_stream_returns}"
    return (
        OverloadView("Literal[False] | Omit", "omit", results.returns, results.async_returns),
        OverloadView("Literal[True]", "", results.stream_returns, results.async_stream_returns),
        OverloadView("bool", "", either, async_either),
        OverloadView("bool | Omit", "omit", either, async_either),
    )


def _sent(operation: Operation, arguments: ArgumentNames, location: str) -> tuple[SentView, ...]:
    return tuple(
        SentView(name, given)
        for (where, name), given in arguments.parameters.items()
        if where == location
    )


def _path_arguments(
    operation: Operation, arguments: ArgumentNames, sides: Sides
) -> Iterator[ArgumentView]:
    """The parameters of the path, in the path's own order."""
    found = {
        parameter.name: parameter
        for parameter in operation.parameters
        if parameter.location == "path" and not parameter.is_constant
    }
    for name in sorted(found, key=lambda name: operation.path.find("{" + name + "}")):
        annotation = sides.asked.annotations.write(found[name].type)
        given = arguments.parameters["path", name]
        yield ArgumentView(given, annotation, "", found[name].description)


def _keywords(
    operation: Operation, arguments: ArgumentNames, sides: Sides
) -> Iterator[ArgumentView]:
    if operation.body is not None and operation.body.properties is None:
        yield _argument(arguments.body, operation.body.type, operation.body.required, "", sides)
    for property_ in operation.body.properties or () if operation.body is not None else ():
        if not property_.read_only:
            yield _member(arguments.members[property_.name], property_, sides)
    for parameter in operation.parameters:
        if parameter.location in ("query", "header", "cookie") and not parameter.is_constant:
            name = arguments.parameters[parameter.location, parameter.name]
            yield _argument(name, parameter.type, parameter.required, parameter.description, sides)


def _member(name: Identifier, property_: Property, sides: Sides) -> ArgumentView:
    plain = _argument(name, property_.type, property_.required, property_.description, sides)
    if not property_.accepts:
        return plain
    accepted = [sides.given.annotations.write(ref) for ref in property_.accepts]
    annotation = sides.asked.annotations.alternatives([plain.annotation, *accepted])
    return ArgumentView(name, annotation, plain.default, plain.description)


def _argument(
    name: Identifier, type_: Type, required: bool, description: str, sides: Sides
) -> ArgumentView:
    annotation = sides.asked.annotations.write(type_)
    if required:
        return ArgumentView(name, annotation, "", description)
    optional = sides.asked.annotations.alternatives([annotation, "Omit"])
    return ArgumentView(name, optional, _OMIT, description)
