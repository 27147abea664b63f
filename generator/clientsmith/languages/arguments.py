"""An operation and its names in, its one table of arguments out.

Signature, descriptor and `…Params` are printed from it: what an argument is called, where it goes,
under which name on the wire, of which type, and whether it has to be given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from clientsmith.api.ir import Operation, Parameter, Property
from clientsmith.api.types import JsonValue
from clientsmith.languages.forms import Form
from clientsmith.languages.names import Names
from clientsmith.languages.protocol import Identifier
from clientsmith.languages.trees import Trees
from clientsmith.problems import Place

ArgumentPlace: TypeAlias = Literal["path", "query", "header", "cookie", "body", "whole"]
"""Where an argument is sent: `body` is a member of the body, `whole` the body itself."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a call; `members` of the body have a default, parameters too."""

    name: Identifier
    location: ArgumentPlace
    wire_name: str
    form: Form
    required: bool
    description: str
    place: Place
    deprecated: bool = False
    default: JsonValue = None
    has_default: bool = False
    selects_answer: bool = False


@dataclass(frozen=True, slots=True)
class ArgumentTable:
    """Everything that a call is given: the path's arguments in the path's order, then the rest."""

    path: tuple[Argument, ...]
    others: tuple[Argument, ...]

    def __iter__(self) -> Iterator[Argument]:
        yield from self.path
        yield from self.others


def arguments_of(operation: Operation, names: Names, trees: Trees) -> ArgumentTable:
    """The table of an operation's arguments; constants, and what only the server writes, have no row."""
    given = names.arguments[operation.id]
    parameters = [
        _of_parameter(each, given[each.location, each.name], trees)
        for each in operation.parameters
        if not each.is_constant
    ]
    path = [each for each in parameters if each.location == "path"]
    path.sort(key=lambda each: operation.path.find("{" + each.wire_name + "}"))
    return ArgumentTable(
        tuple(path),
        (
            *_of_body(operation, names, trees),
            *(each for each in parameters if each.location != "path"),
        ),
    )


def _of_parameter(parameter: Parameter, name: Identifier, trees: Trees) -> Argument:
    return Argument(
        name=name,
        location=parameter.location,
        wire_name=parameter.name,
        form=trees.of(parameter.type, "request"),
        required=parameter.required,
        description=parameter.description,
        place=parameter.place,
        deprecated=parameter.deprecated,
        default=parameter.default,
        has_default=parameter.has_default,
        selects_answer=parameter.selects_answer,
    )


def _of_body(operation: Operation, names: Names, trees: Trees) -> Iterator[Argument]:
    body, given = operation.body, names.arguments[operation.id]
    if body is None:
        return
    if body.main.properties is None:
        form = trees.of(body.main.type, "request")
        yield Argument(
            given["whole", ""], "whole", "", form, body.required, body.description, body.place
        )
    for property_ in body.main.properties or ():
        if not property_.read_only:
            yield _of_member(property_, given["body", property_.name], trees)


def _of_member(property_: Property, name: Identifier, trees: Trees) -> Argument:
    return Argument(
        name=name,
        location="body",
        wire_name=property_.name,
        form=trees.property_of(property_, "request"),
        required=property_.required,
        description=property_.description,
        place=property_.place,
        deprecated=property_.deprecated,
        default=property_.default,
        has_default=property_.has_default,
    )
