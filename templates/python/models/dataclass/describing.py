"""A dataclass of a response in, what conversion has to know of it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, cast, get_type_hints

from ..conversion.description import Description, Field
from ..conversion.model import KeepsUnknown, additional_of, is_model_class, unknown_of


def describe(target: Any) -> Description | None:
    """The description of a type; None for what is no class of models."""
    return _described(target) if is_model_class(target) else None


@cache
def _described(cls: Any) -> Description:
    hints = get_type_hints(cls, include_extras=True)
    return Description(
        cls,
        fields=tuple(
            Field(
                each.name,
                wire_name=each.metadata.get("name", each.name),
                type=hints[each.name],
                required=each.default is MISSING and each.default_factory is MISSING,
                default=None if each.default is MISSING else each.default,
            )
            for each in fields(cls)
        ),
        keeps_unknown=issubclass(cls, KeepsUnknown),
        additional=additional_of(cls),
        build=_builder(cls),
        set_names=vars,
        unknown=unknown_of,
    )


def _builder(cls: type[Any]) -> Callable[[dict[str, Any], dict[str, Any]], Any]:
    new = cast("Callable[[type[Any]], Any]", cls.__new__)

    def build(contents: dict[str, Any], unknown: dict[str, Any]) -> Any:
        made = new(cls)
        made.__dict__ = contents
        if unknown:
            made._unknown = unknown
        return made

    return build
