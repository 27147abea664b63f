"""A dataclass of a response in, what conversion has to know of it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_origin, get_type_hints

from ..conversion.description import Description, Field
from ..conversion.model import Dumped, KeepsUnknown, unknown_of


def describe(target: Any) -> Description | None:
    """The description of a type; None for what is no class of models."""
    # In Python 3.10 `list[int]` is a `type` of which none may ask.
    if isinstance(target, type) and get_origin(target) is None and issubclass(target, Dumped):
        return _described(target)
    return None


@cache
def _described(cls: type[Dumped]) -> Description:
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
            for each in fields(cls)  # type: ignore[arg-type]
        ),
        keeps_unknown=issubclass(cls, KeepsUnknown),
        build=_builder(cls),
        set_names=vars,
        unknown=unknown_of,
    )


def _builder(cls: type[Any]) -> Callable[[dict[str, Any], dict[str, Any]], Any]:
    new = cls.__new__

    def build(contents: dict[str, Any], unknown: dict[str, Any]) -> Any:
        made = new(cls)
        made.__dict__ = contents
        if unknown:
            made._unknown = unknown
        return made

    return build
