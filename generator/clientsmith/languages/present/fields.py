"""A member of an object or an argument of a call in, the view of a field out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clientsmith.api.ir import Property
from clientsmith.languages.arguments import Argument
from clientsmith.languages.forms import Choice, Form, Optional, OrNull, Recursive, Side
from clientsmith.languages.limits import described
from clientsmith.languages.protocol import Identifier, TypeView
from clientsmith.languages.views import FieldView


@dataclass(frozen=True, slots=True)
class FieldNames:
    """What a member is called: as a field, as a request's key; and all names that stand beside it."""

    name: Identifier
    key: Identifier
    taken: tuple[str, ...]


def member_field(
    member: Property, names: FieldNames, form: Form, side: Side, *, recursive: bool
) -> FieldView:
    """The field of an object's member, which `recursive` says would hold its own type by value."""
    return _field(member, names, member.name, form, side, recursive=recursive)


def argument_field(argument: Argument, taken: tuple[str, ...]) -> FieldView:
    """The field of a type of arguments, which is called as the argument is."""
    names = FieldNames(argument.name, argument.name, taken)
    made = _field(argument, names, argument.wire_name, argument.form, "request")
    return replace(made, renamed=False)


def _field(
    source: Property | Argument,
    names: FieldNames,
    wire_name: str,
    form: Form,
    side: Side,
    *,
    recursive: bool = False,
) -> FieldView:
    present = Recursive(form) if recursive else form
    constant = form.values[0] if isinstance(form, Choice) and len(form.values) == 1 else None
    return FieldView(
        name=names.name,
        key=names.key,
        wire_name=wire_name,
        type=TypeView(present if source.required else Optional(present), side, names.taken),
        required=source.required,
        nullable=isinstance(form, OrNull),
        recursive=recursive,
        renamed=names.name != wire_name,
        constant=constant,
        has_constant=constant is not None,
        default=source.default,
        has_default=source.has_default,
        read_only=isinstance(source, Property) and source.read_only,
        write_only=isinstance(source, Property) and source.write_only,
        deprecated=source.deprecated,
        description=described(source, constant=constant is not None),
    )
