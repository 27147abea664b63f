"""A type and a JSON value that does not fit it in, the nearest typed value that keeps all of it out.

Nothing here raises for a value that JSON can hold: what fits is validated, what doesn't stays as
it came, and an object is a model of its class with the fields that it has.
"""

from __future__ import annotations

import collections.abc
import sys
import types
from functools import lru_cache
from typing import (
    Annotated,
    Any,
    Literal,
    TypeGuard,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import SchemaValidator

_UNIONS = (Union, types.UnionType)
_LISTS = (list, collections.abc.Sequence, collections.abc.Iterable)
_MAPPINGS = (dict, collections.abc.Mapping)
# An object that doesn't fit is validated once for each that it stands in: what an answer nests
# deeper than any API does is not looked into.
_LEVELS = 32


class Chooser:
    """What may stand in an `Annotated[Union[...], ...]` to say which member a value is meant for."""

    def choose(self, union: Any, value: dict[str, Any]) -> Any:
        """The member type; the class of the unknown when there is none."""
        raise NotImplementedError


def construct(target: Any, value: Any, levels: int = _LEVELS) -> Any:
    """The value as the type if it fits, else the nearest thing; what is too deep stays as it came."""
    try:
        try:
            return validator(target).validate_python(value)
        except ValidationError:
            return _descend(target, value, levels) if levels else value
    except RecursionError:
        return value


def validator(target: Any) -> SchemaValidator:
    """The pydantic-core validator of a type, built when it is first asked for."""
    if is_model(target):
        return cast("SchemaValidator", complete(target).__pydantic_validator__)
    try:
        return _adapter(target)
    except TypeError:  # a type whose annotations can't be hashed
        return cast("SchemaValidator", TypeAdapter(target).validator)


def is_model(target: Any) -> TypeGuard[type[BaseModel]]:
    """Whether a type is a model; in Python 3.10 `list[int]` is a `type` of which none may ask."""
    return get_origin(target) is None and isinstance(target, type) and issubclass(target, BaseModel)


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def complete(cls: type[BaseModel]) -> type[BaseModel]:
    """The class with its validator built, which `defer_build` left for now."""
    if not cls.__pydantic_complete__:
        cls.model_rebuild()
    return cls


def finish_class(found: type) -> None:
    """Resolve the annotations of a class, if it is a model."""
    if is_model(found):
        complete(found)


@lru_cache(maxsize=1024)
def _adapter(target: Any) -> SchemaValidator:
    return cast("SchemaValidator", TypeAdapter(target).validator)


def _descend(target: Any, value: Any, levels: int) -> Any:
    """One level down, by the kind of type.

    an alias             what it stands for
    a marked union       the member the marker chooses
    a union              the member of the value's shape
    a list, a mapping    each value for itself
    a model              field by field
    anything else        the value as it came
    """
    if is_model(target):
        return build(target, value, levels) if is_object(value) else value
    origin, args = get_origin(target), get_args(target)
    if origin is None:
        alias = getattr(target, "__value__", None)
        return value if alias is None else construct(alias, value, levels)
    if origin is Annotated:
        return _descend_annotated(args[0], args[1:], value, levels)
    if origin in _UNIONS:
        member = _fitting(args, value)
        return value if member is None else construct(member, value, levels)
    return _descend_container(origin, args, value, levels)


def _descend_annotated(inner: Any, metadata: tuple[Any, ...], value: Any, levels: int) -> Any:
    for item in metadata:
        if isinstance(item, Chooser) and is_object(value):
            return construct(item.choose(inner, value), value, levels)
    return _descend(inner, value, levels)


def _descend_container(origin: Any, args: tuple[Any, ...], value: Any, levels: int) -> Any:
    if origin in _LISTS and isinstance(value, list):
        return [construct(args[0], item, levels) for item in cast("Any", value)]
    if origin in _MAPPINGS and is_object(value):
        return {name: construct(args[1], item, levels) for name, item in value.items()}
    return value


def _fitting(members: tuple[Any, ...], value: Any) -> Any:
    """The member of an unmarked union for a value that fits none of them whole, or None."""
    if isinstance(value, list):
        lists = [member for member in members if get_origin(member) in _LISTS]
        return lists[0] if lists else None
    if not is_object(value):
        return None
    scored = [(_score(member, value), member) for member in members]
    best = max(scored, key=lambda pair: pair[0], default=(-1, None))
    return best[1] if best[0] >= 0 else None


def _score(member: Any, value: dict[str, Any]) -> int:
    """How many fields of a model the value has; -1 if it can't be meant.

    Cat(kind: Literal["cat"], name) and {"kind": "cat", "tail": 1}   a constant that agrees: 1001
    Cat(kind: Literal["cat"], name) and {"kind": "dog", "name": ""}  a constant that doesn't: -1
    """
    if get_origin(member) in _MAPPINGS:
        return 0
    if get_origin(member) is Annotated:
        return 0 if any(isinstance(item, Chooser) for item in get_args(member)[1:]) else -1
    if not is_model(member):
        return -1
    score = 0
    for name, field in complete(member).model_fields.items():
        key = wire_name(name, field)
        constants = literals(field.annotation)
        if key in value:
            score += 1
            if len(constants) == 1 and value[key] != constants[0]:
                return -1
            score += 1000 * len(constants) if len(constants) == 1 else 0
    return score


def build(cls: type[BaseModel], value: dict[str, Any], levels: int = _LEVELS) -> Any:
    """An object of the class without validation: each field as near as it comes, the rest extra.

    A required field that is missing is None, and not among the set fields, so no dump shows it.
    """
    rest = dict(value)
    contents: dict[str, Any] = {}
    given: set[str] = set()
    for name, field in complete(cls).model_fields.items():
        key = wire_name(name, field)
        if key in rest:
            contents[name] = construct(_annotation(field), rest.pop(key), levels - 1)
            given.add(name)
        else:
            contents[name] = _default(field)
    made = cls.__new__(cls)
    object.__setattr__(made, "__dict__", contents)
    object.__setattr__(made, "__pydantic_fields_set__", given)
    further = _additional(cls)
    if further is not None:
        rest = {name: construct(further, item, levels - 1) for name, item in rest.items()}
    object.__setattr__(made, "__pydantic_extra__", rest)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


@lru_cache(maxsize=1024)
def _additional(cls: type[BaseModel]) -> Any:
    """The type of what is no field, where a class says one; None where it says nothing."""
    for each in cls.__mro__:
        said = getattr(each, "__annotations__", {}).get("__pydantic_extra__")
        if said is not None and each is not BaseModel:
            holder = type("Holder", (), {"__annotations__": {"extra": said}})
            hints = get_type_hints(holder, vars(sys.modules[each.__module__]), include_extras=True)
            return get_args(hints["extra"])[1]
    return None


def wire_name(name: str, field: FieldInfo) -> str:
    """The name a field has in JSON."""
    alias = field.validation_alias
    return alias if isinstance(alias, str) else field.alias or name


def literals(annotation: Any) -> tuple[Any, ...]:
    """The values of a `Literal`, below an `Annotated` or an alias; () for any other type."""
    origin = get_origin(annotation)
    if origin is Literal:
        return get_args(annotation)
    if origin is Annotated:
        return literals(get_args(annotation)[0])
    alias = getattr(annotation, "__value__", None)
    return () if alias is None else literals(alias)


def _annotation(field: FieldInfo) -> Any:
    """The field's type with the markers that pydantic keeps beside it."""
    markers = (item for item in field.metadata if isinstance(item, Chooser))
    parts = (field.annotation, *markers)
    return cast("Any", Annotated)[parts] if len(parts) > 1 else field.annotation


def _default(field: FieldInfo) -> Any:
    return None if field.is_required() else field.get_default(call_default_factory=True)
