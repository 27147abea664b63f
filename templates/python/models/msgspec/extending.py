"""A model class and types of further fields in, a class that has those as well out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from msgspec import defstruct


def with_fields(cls: Any, fields: Mapping[str, Any], item: Any = None) -> Any:
    """The class with the fields that it lacks, none of which has to be there.

    `item` is what the type variable of a generic class stands for.
    """
    missing: list[Any] = [
        (name, Optional[kind], None)
        for name, kind in fields.items()
        if name not in cls.__struct_fields__
    ]
    if not missing:
        return cls
    return defstruct(cls.__name__, missing, bases=(cls,), module=cls.__module__, kw_only=True)
