"""A type of a view in, what a template may ask of it out: its fields, its items, whether it can be printed."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from clientsmith.languages import views
from clientsmith.languages.protocol import Identifier, TypeView

Type: TypeAlias = Any
"""A class or an annotation of the views; None where a template's value has no type that is known."""

_TUPLE: Final = re.compile(r"tuple\[(\w+)\]\Z")
_VIEWS: Final[dict[str, Type]] = {
    name: each for name, each in vars(views).items() if dataclasses.is_dataclass(each)
}
# Forms and JSON values are of many types: what is asked of one is known when it is there.
_OPEN: Final[dict[str, Type]] = {"Form": object, "JsonValue": object}
# What a macro is handed by other templates: finished code, as a rule.
_PLAIN: Final[dict[str, Type]] = {"Identifier": Identifier, "str": None, "bool": bool, "int": int}


def known_types() -> tuple[str, ...]:
    """What a template's first line may call the type of a name."""
    return (*_VIEWS, *_PLAIN)


def is_type(text: str) -> bool:
    """Whether a first line may say so: `ResourceView`, `tuple[FieldView]`."""
    found = _TUPLE.match(text)
    return (found[1] if found else text) in known_types()


def type_named(text: str) -> Type:
    """The type that a first line gives a name."""
    if found := _TUPLE.match(text):
        inner = type_named(found[1])
        return None if inner is None else tuple[inner, ...]  # type: ignore[valid-type]
    return {**_VIEWS, **_PLAIN}.get(text)


def is_view(of: Type) -> bool:
    """Whether the fields of values of a type are known."""
    return of is TypeView or of in _VIEWS.values()


@cache
def fields(of: Type) -> dict[str, Type]:
    """The fields of a view, with their types; what may be None is what else it may be."""
    hints = get_type_hints(of, localns=_OPEN)
    return {each.name: _without_none(hints[each.name]) for each in dataclasses.fields(of)}


def item(of: Type, index: int | None = None) -> Type:
    """The type of what a loop over a tuple gives, or of one of its items."""
    if _origin(of) is not tuple:
        return None
    arguments = get_args(of)
    if arguments[-1] is Ellipsis:
        return arguments[0]
    return arguments[index] if index is not None and index < len(arguments) else None


def parts(of: Type) -> tuple[Type, ...]:
    """The types of a pair, as `for name, type in …` takes it apart."""
    arguments = get_args(of) if _origin(of) is tuple else ()
    return () if Ellipsis in arguments else arguments


def why_unprintable(of: Type) -> str:
    """What is wrong with a value of a type that is printed without a filter; nothing if it is code."""
    if of is None or of is Identifier or of in (int, bool) or _origin(of) is Literal:
        return ""
    if of is str:
        return "a text of the document"
    if of is TypeView:
        return "a type"
    if is_view(of):
        return f"a {of.__name__}"
    return "a tuple" if _origin(of) is tuple else "a value of the document"


def _origin(of: Type) -> Any:
    return get_origin(of)


def _without_none(hint: Type) -> Type:
    if _origin(hint) not in (Union, UnionType):
        return hint
    left = tuple(each for each in get_args(hint) if each is not NoneType)
    return left[0] if len(left) == 1 else Union[left]
