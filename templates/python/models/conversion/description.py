"""What conversion has to know of a class of models, in the words of no library."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its attribute, its name in JSON, its type, and whether it always has to be there."""

    name: str
    wire_name: str
    type: Any
    required: bool
    default: Any = None


@dataclass(frozen=True, slots=True)
class Description:
    """A class, and how its objects are made and looked into."""

    cls: type[Any]
    fields: tuple[Field, ...]
    keeps_unknown: bool
    """Whether properties that are no fields are kept."""
    additional: Any
    """What they are."""
    build: Callable[[dict[str, Any], dict[str, Any]], Any]
    """Makes an object of the values of fields by attribute, and of unknown properties."""
    set_names: Callable[[Any], Collection[str]]
    """The attributes that an object was given."""
    unknown: Callable[[Any], Mapping[str, Any]]
    """The properties of an object that are no fields."""


Describe: TypeAlias = Callable[[Any], "Description | None"]
"""The description of a type; None for what is no class of models."""
