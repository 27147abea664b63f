"""An operation and its names in, its one table of arguments out.

Signature, descriptor and `…Params` are printed from it: what an argument is called, where it goes,
under which name on the wire, of which type, and whether it has to be given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from clientsmith.api.ir import Constraints, Operation, Parameter, Property
from clientsmith.api.types import JsonValue
from clientsmith.languages.forms import Choice, Form, OneOf, Scalar
from clientsmith.languages.names import Names
from clientsmith.languages.protocol import Identifier
from clientsmith.languages.trees import Trees
from clientsmith.problems import Place

ArgumentPlace: TypeAlias = Literal[
    "path", "query", "header", "cookie", "body", "whole", "media_type"
]
"""Where an argument is sent: `body` is a member of the body, `whole` the body itself, `media_type`
what it is sent as."""

_MEDIA_TYPE = "What the body is sent as; left out, the first of these that takes all that is given."


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
    constraints: Constraints = ()
    selects_answer: bool = False
    secret: bool = False


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

    def argument(parameter: Parameter) -> Argument:
        return _of_parameter(parameter, given[parameter.location, parameter.name], trees)

    rest = (each for each in operation.parameters if each.location != "path")
    others = (argument(each) for each in rest if not each.is_constant)
    return ArgumentTable(
        tuple(map(argument, operation.in_path)), (*_of_body(operation, names, trees), *others)
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
        constraints=parameter.constraints,
        selects_answer=parameter.selects_answer,
        secret=parameter.secret,
    )


def _of_body(operation: Operation, names: Names, trees: Trees) -> Iterator[Argument]:
    """What any of a body's media types takes; only what each of them needs is required."""
    body, given = operation.body, names.arguments[operation.id]
    if body is None:
        return
    whole = body.whole()
    if whole:
        form = _any_of([trees.of(each.type, "request") for each in whole])
        required = body.required and len(whole) == len(body.content)
        name = given["whole", ""]
        secret = any(each.secret for each in whole)
        yield Argument(
            name, "whole", "", form, required, body.description, body.place, secret=secret
        )
    for wire_name, properties in body.members().items():
        everywhere = len(properties) == len(body.content)
        yield _of_member(properties, given["body", wire_name], trees, everywhere=everywhere)
    if len(body.content) > 1:
        name = given["media_type", ""]
        media_types = tuple(each.media_type for each in body.content)
        form = Scalar("string") if any("*" in each for each in media_types) else Choice(media_types)
        yield Argument(name, "media_type", "", form, False, _MEDIA_TYPE, body.place)


def _of_member(
    properties: Sequence[Property], name: Identifier, trees: Trees, *, everywhere: bool
) -> Argument:
    """The member of one name of all media types that have it."""
    first = properties[0]
    return Argument(
        name=name,
        location="body",
        wire_name=first.name,
        form=_any_of([trees.property_of(each, "request") for each in properties]),
        required=everywhere and all(each.required for each in properties),
        description=first.description,
        place=first.place,
        deprecated=first.deprecated,
        default=first.default,
        has_default=first.has_default,
        constraints=first.constraints,
        secret=any(each.secret for each in properties),
    )


def _any_of(forms: Iterable[Form]) -> Form:
    distinct = tuple(dict.fromkeys(forms))
    return distinct[0] if len(distinct) == 1 else OneOf(distinct)
