"""A model among what a call sends in, its properties out, without loading msgspec."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..response_info import FromResponse

if TYPE_CHECKING:
    from ..conversion.model import Dumped


def is_model(value: object) -> bool:
    """Whether a value is a model, ours or a user's struct; told by its shape."""
    return hasattr(value, "__struct_fields__") and not isinstance(value, type)


def set_fields(model: Any) -> dict[str, Any]:
    """A model's set fields by wire name; unknown fields that were kept are set as well."""
    if isinstance(model, FromResponse):
        return cast("Dumped", model).to_dict(mode="json")
    # Whoever made the struct has it loaded; this module must not make others wait for it.
    from msgspec import to_builtins

    return cast("dict[str, Any]", to_builtins(model, str_keys=True))


def finish_class(found: type) -> None:
    """Nothing: the annotations of these classes are resolved whenever they are looked at."""


class FileMarker:
    """Marks where a request takes a file or a path."""
