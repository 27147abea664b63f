"""What every model has whose library has no dump of its own: `to_dict` and `to_json`."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Literal,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from ..response_info import FromResponse
from .dumping import Dumper, Options, json_text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Dumped(FromResponse):
    """A model that can be dumped."""

    __slots__ = ()
    _dumper: ClassVar[Dumper]

    def to_dict(
        self,
        *,
        mode: Literal["json", "python"] = "python",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
    ) -> dict[str, object]:
        """The object as a dictionary, with the API's names and just what the server sent.

        `mode="json"` gives values that JSON knows: a datetime becomes a string.
        """
        options = Options(
            mode == "json", use_api_names, exclude_unset, exclude_defaults, exclude_none
        )
        return cast("dict[str, object]", self._dumper.dump(self, options))

    def to_json(
        self,
        *,
        indent: int | None = 2,
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
    ) -> str:
        """The object as JSON text; `indent=None` makes it compact."""
        options = Options(True, use_api_names, exclude_unset, exclude_defaults, exclude_none)
        return json_text(self._dumper.dump(self, options), indent)

    def __str__(self) -> str:
        return repr(self)


class KeepsUnknown:
    """A model of which the properties that are no fields are kept, and given as attributes."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            unknown = unknown_of(self)
            if name in unknown:
                return unknown[name]
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def is_model_class(target: Any) -> bool:
    """Whether a type is a class of models; in Python 3.10 `list[int]` is a `type` of which none may ask."""
    return get_origin(target) is None and isinstance(target, type) and issubclass(target, Dumped)


def additional_of(cls: type[Any]) -> Any:
    """The type of properties that are no fields, which a class says in `_additional`; or any."""
    for each in cls.__mro__:
        if "_additional" in getattr(each, "__annotations__", {}):
            return get_args(get_type_hints(each, include_extras=True)["_additional"])[0]
    return object


def unknown_of(model: Any) -> Mapping[str, Any]:
    """The properties of an object that are no fields."""
    try:
        return cast("Mapping[str, Any]", object.__getattribute__(model, "_unknown"))
    except AttributeError:
        return {}
