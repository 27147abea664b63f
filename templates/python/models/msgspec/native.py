"""A type in, a decoder of msgspec's for it out, with what msgspec can't decode left to conversion.

msgspec reads the annotations of a class once, when the first decoder is made that may meet it. For
that moment they are put in the words that it knows:

    Literal["a", "b"]                    str: a value that comes later is no reason to decode twice
    Annotated[Union[A, B], Variants(…)]  Union[A, B], if their tags are what the variants differ in
    Union[A, B], Union[str, datetime]    a class that stands for the union; its values are converted
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, Union, cast, get_args, get_origin
from uuid import UUID

from msgspec import Struct
from msgspec.json import Decoder

from ..conversion.unions import LISTS, MAPPINGS, UNIONS, Variants, unmarked
from .describing import describe

if TYPE_CHECKING:
    from ..conversion.converters import Converters

_TEXTS = (
    str,
    datetime.datetime,
    datetime.date,
    datetime.time,
    datetime.timedelta,
    Decimal,
    UUID,
)


class NativeTypes:
    """Makes decoders, and remembers which classes msgspec has read."""

    def __init__(self, converters: Converters) -> None:
        self._converters = converters
        self._found: dict[type[Any], dict[str, Any]] = {}
        self._read: set[type[Any]] = set()

    def decoder(self, target: Any) -> Callable[[bytes], Any]:
        """Decodes what fits the type; raises `ValueError` for all else."""
        native = self.native(target)
        new = [cls for cls in self._found if cls not in self._read]
        before = [cls.__annotations__ for cls in new]
        try:
            for cls in new:
                cls.__annotations__ = {**cls.__annotations__, **self._found[cls]}
            made = Decoder(native, dec_hook=_convert)
        finally:
            for cls, annotations in zip(new, before, strict=True):
                cls.__annotations__ = annotations
        self._read.update(new)
        return made.decode

    def native(self, target: Any) -> Any:
        """The type in msgspec's words; classes that it leads to are noted."""
        if describe(target) is not None:
            self._note(target)
            return target
        if hasattr(target, "__value__"):  # an alias, which may contain itself
            return self._converted(target)
        inner, marker = unmarked(target)
        origin, args = get_origin(inner), get_args(inner)
        if origin is Literal:
            return _union([type(value) for value in args])
        if origin in UNIONS:
            return self._native_union(target, inner, marker)
        if origin in LISTS:
            return cast("Any", list)[self.native(args[0])]
        if origin in MAPPINGS:
            return cast("Any", dict)[str, self.native(args[1])]
        return inner if isinstance(inner, type) and inner is not object else Any

    def _note(self, cls: type[Any]) -> None:
        if cls in self._found:
            return
        types = self._found[cls] = {}
        description = describe(cls)
        for field in description.fields if description else ():
            if field.name in cls.__struct_fields__:
                types[field.name] = self.native(field.type)

    def _native_union(self, target: Any, union: Any, marker: Variants | None) -> Any:
        natives = list(dict.fromkeys(self._members(union)))
        return _union(natives) if _decodable(natives, marker) else self._converted(target)

    def _members(self, union: Any) -> Iterator[Any]:
        """The native members, those of unions inside among them."""
        for member in get_args(union):
            native = self.native(member)
            yield from get_args(native) if get_origin(native) in UNIONS else (native,)

    def _converted(self, target: Any) -> Any:
        """A class of no objects: where msgspec meets it, it asks us."""
        convert = self._converters.of(target)
        return Any if convert is None else type("Converted", (_Converted,), {"convert": convert})


class _Anything(type):
    """msgspec looks whether it got what it asked for."""

    def __instancecheck__(cls, instance: object) -> bool:
        return True


class _Converted(metaclass=_Anything):
    convert: Callable[[Any], Any]


def _convert(kind: type[Any], value: Any) -> Any:
    return kind.convert(value) if issubclass(kind, _Converted) else value


def _decodable(members: list[Any], marker: Variants | None) -> bool:
    """Whether msgspec can tell the members apart, as it wants to beforehand."""
    origins = [get_origin(member) for member in members]
    structs = [each for each in members if isinstance(each, type) and issubclass(each, Struct)]
    mappings, lists = origins.count(dict), origins.count(list)
    texts = sum(member in _TEXTS for member in members)
    converted = any(isinstance(member, _Anything) for member in members)
    # To msgspec a number is a decimal as well.
    converted = converted or (Decimal in members and not {int, float}.isdisjoint(members))
    if lists > 1 or texts > 1 or mappings + bool(structs) > 1 or converted:
        return False
    return len(structs) < 2 or _tagged(structs, marker)


def _tagged(structs: list[Any], marker: Variants | None) -> bool:
    configs = [each.__struct_config__ for each in structs]
    tag_fields = {config.tag_field for config in configs}
    if marker is not None and tag_fields != {marker.property}:
        return False
    return None not in tag_fields and len({config.tag for config in configs}) == len(configs)


def _union(members: list[Any]) -> Any:
    return cast("Any", Union)[tuple(members)]
