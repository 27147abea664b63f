"""A struct class of a response in, what conversion has to know of it out."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, partial
from typing import Any, Literal, cast

from msgspec import NODEFAULT
from msgspec.structs import fields

from ..conversion.description import Description, Field
from ..conversion.model import KeepsUnknown, additional_of, is_model_class, unknown_of


def describe(target: Any) -> Description | None:
    """The description of a type; None for what is no class of models."""
    return _described(target) if is_model_class(target) else None


def build(cls: Any, contents: dict[str, Any], unknown: dict[str, Any]) -> Any:
    """An object without validation. What it should have and hasn't is None, and in no dump."""
    missing = [name for name in _required(cls) if name not in contents]
    config = cls.__struct_config__
    tag = contents.pop(config.tag_field, None)
    made = cls(**contents, **{name: None for name in missing if name != config.tag_field})
    if missing:
        made._missing = frozenset(missing)
    if unknown:
        made._unknown = unknown
    if tag is not None and tag != config.tag:
        setattr(made, config.tag_field, tag)
    return made


def contents_of(model: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What `build` makes an equal object of."""
    names = set_names(model)
    return {name: getattr(model, name) for name in names}, dict(unknown_of(model))


def set_names(model: Any) -> Collection[str]:
    """The attributes that have a value: a null where there may be none can't be told from nothing."""
    noted: dict[str, Any] = model.__dict__
    missing = noted.get("_missing", ())
    return [
        field.name
        for field in _described(cast("Any", type(model))).fields
        if field.name not in missing
        and (field.required or getattr(model, field.name) != field.default)
    ]


@cache
def _described(cls: Any) -> Description:
    return Description(
        cls,
        fields=_fields(cls),
        keeps_unknown=issubclass(cls, KeepsUnknown),
        additional=additional_of(cls),
        build=partial(build, cls),
        set_names=set_names,
        unknown=unknown_of,
    )


def _fields(cls: type[Any]) -> tuple[Field, ...]:
    """The fields of a struct, and before them its tag, of which msgspec makes no field."""
    config = cls.__struct_config__
    tags: tuple[Field, ...] = ()
    if config.tag_field is not None:
        constant = cast("Any", Literal)[config.tag]
        tags = (Field(config.tag_field, config.tag_field, constant, required=True),)
    return (
        *tags,
        *(
            Field(
                each.name,
                wire_name=each.encode_name,
                type=each.type,
                required=each.required,
                default=None if each.default is NODEFAULT else each.default,
            )
            for each in fields(cls)
        ),
    )


@cache
def _required(cls: Any) -> tuple[str, ...]:
    return tuple(field.name for field in _described(cls).fields if field.required)
