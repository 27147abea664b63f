"""A model class and types of further fields in, a class that has those as well out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, make_dataclass
from typing import Any, Optional


def with_fields(cls: Any, further: Mapping[str, Any], item: Any = None) -> Any:
    """The class with the fields that it lacks, none of which has to be there.

    `item` is what the type variable of a generic class stands for.
    """
    known = {each.name for each in fields(cls)}
    missing = [
        (name, Optional[kind], field(default=None))
        for name, kind in further.items()
        if name not in known
    ]
    if not missing:
        return cls
    module = {"__module__": cls.__module__}
    return make_dataclass(cls.__name__, missing, bases=(cls,), namespace=module, kw_only=True)
