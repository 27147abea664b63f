"""A union of models in, a validator that picks the member by its tag and takes unknown ones out.

ContentBlock: TypeAlias = Annotated[Union[TextBlock, ToolUseBlock], Variants("type")]
"""

from __future__ import annotations

import collections.abc
import types
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .base import Unknown
from .lenient import Chooser, build, is_model, is_object, literals, wire_name

_UNIONS = (Union, types.UnionType)


class Variants(Chooser):
    """Marks a union whose members are told apart by the constant they have in one property.

    `default` is the member that a value without the property, or with a tag that no member has, is
    meant for (OpenAPI 3.2, `defaultMapping` of the Discriminator Object); `Unknown` if there is none.
    `tags` are those of members whose constants don't say it: a member that has some has no others.
    """

    __slots__ = ("default", "property", "tags")

    def __init__(
        self,
        property: str,
        default: type[BaseModel] = Unknown,
        tags: Mapping[str, type[BaseModel]] = MappingProxyType({}),
    ) -> None:
        self.property = property
        self.default = default
        self.tags = tags

    def __repr__(self) -> str:
        default = "" if self.default is Unknown else f", {self.default.__name__}"
        return f"Variants({self.property!r}{default})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Variants) and other._marks() == self._marks()

    def __hash__(self) -> int:
        return hash(self._marks())

    def _marks(self) -> tuple[object, ...]:
        return (Variants, self.property, self.default, *self.tags.items())

    def choose(self, union: Any, value: dict[str, Any]) -> Any:
        """The member whose tag the value has, the default for a tag that no member has."""
        tag = value.get(self.property)
        for tags, member in self.members(union):
            if tag in tags:
                return member
        return self.default

    def members(self, union: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
        """Each member of the union with its tags, which are () for one that is no tagged model.

        A union in the union gives its own members; one that is told apart by another property
        stands as a whole, with the tags its members have in ours.
        """
        for member in get_args(union) if get_origin(union) in _UNIONS else (union,):
            inner, marker = _unmarked(member)
            if get_origin(inner) not in _UNIONS:
                stated = tuple(tag for tag, meant in self.tags.items() if meant is inner)
                yield stated or _tags(inner, self.property), member
            elif marker is None or marker == self:
                yield from self.members(inner)
            else:
                tags = [tag for tags, _ in self.members(inner) for tag in tags]
                yield tuple(tags), member

    def __get_pydantic_core_schema__(self, union: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        tagged: dict[Any, CoreSchema] = {}
        others: list[CoreSchema] = []
        for tags, member in self.members(union):
            schema = handler.generate_schema(member)
            # Were the default among the others as well, it would be tried twice on each level.
            if not tags and member is not self.default:
                others.append(schema)
            for tag in tags:
                tagged.setdefault(tag, schema)
        if not tagged:
            return handler(union)
        # In this order a known tag costs nothing more than a plain tagged union: measured.
        return core_schema.union_schema(
            [
                core_schema.tagged_union_schema(tagged, discriminator=self.property),
                *others,
                *self._others(tagged.keys(), handler),
            ],
            mode="left_to_right",
        )

    def _others(self, known: Collection[Any], handler: GetCoreSchemaHandler) -> list[CoreSchema]:
        """Takes an object whose tag no member has, and a model that was made already.

        An ill-typed object with a known tag is refused: were it mended here, an object nested n
        deep would be looked at 2**n times. It is mended from the outside, where the response is
        decoded.
        """

        def foreign(value: Any) -> Any:
            if not is_object(value):
                raise PydanticCustomError("variant_type", "Input should be an object")
            tag = value.get(self.property)
            if isinstance(tag, collections.abc.Hashable) and tag in known:
                raise PydanticCustomError("variant_fields", "Input should be a valid variant")
            return value

        def made(value: Any) -> Any:
            if isinstance(value, BaseModel):
                return value
            if self.default is Unknown:
                return build(Unknown, foreign(value))
            raise PydanticCustomError("variant_fields", "Input should be a valid variant")

        # After `any`, which ranks lower than an exact match of a union around this one.
        last = core_schema.no_info_after_validator_function(made, core_schema.any_schema())
        if self.default is Unknown:
            return [last]
        default = handler.generate_schema(self.default)
        return [core_schema.no_info_before_validator_function(foreign, default), last]


def _unmarked(member: Any) -> tuple[Any, Variants | None]:
    """A member without its annotations, and its own marker if it is a marked union."""
    alias = getattr(member, "__value__", None)
    if alias is not None:
        return _unmarked(alias)
    if get_origin(member) is not Annotated:
        return member, None
    inner, *metadata = get_args(member)
    markers = [item for item in metadata if isinstance(item, Variants)]
    return inner, markers[0] if markers else None


def _tags(member: Any, property: str) -> tuple[Any, ...]:
    if not is_model(member):
        return ()
    for name, field in member.model_fields.items():
        if property in (wire_name(name, field), name):
            return literals(field.annotation)
    return ()
