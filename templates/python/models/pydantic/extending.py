"""A model class and types of further fields in, a class that has those as well out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from pydantic import BaseModel, create_model


def with_fields(cls: Any, fields: Mapping[str, Any], item: Any = None) -> type[BaseModel]:
    """The class with the fields that it lacks, none of which has to be there.

    `item` is what the type variable of a generic class stands for.
    """
    base: type[BaseModel] = cls if item is None else cls[item]
    missing: dict[str, Any] = {
        name: (Optional[kind], None)
        for name, kind in fields.items()
        if name not in base.model_fields
    }
    if not missing:
        return base
    return create_model(base.__name__, __base__=base, __module__=base.__module__, **missing)
