"""A value of a body in, the same out with those decimals as texts that an API has as texts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from .body import properties_of

if TYPE_CHECKING:
    from collections.abc import Collection

_DEEPEST = 200


def written(value: Any, names: Collection[str], *, here: bool, depth: int = 0) -> Any:
    """`{"price": Decimal("1.50")}` -> `{"price": "1.50"}`; `here` where the value itself is one.

    What is no decimal, and no list or object that may have some, is the same as before.
    """
    if isinstance(value, Decimal):
        return str(value) if here else value
    if depth > _DEEPEST:  # which the body is refused for
        return value
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [written(each, names, here=here, depth=depth + 1) for each in items]
    properties = properties_of(value)
    if properties is None:
        return value
    return {
        name: written(each, names, here=here or name in names, depth=depth + 1)
        for name, each in properties.items()
    }
