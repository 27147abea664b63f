"""A model among what a call sends in, its properties out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..response_info import FromResponse

if TYPE_CHECKING:
    from ..conversion.model import Dumped


def is_model(value: object) -> bool:
    """Whether a value is a model of ours; a user's dataclass is not, and sent with all its fields."""
    return isinstance(value, FromResponse)


def set_fields(model: Any) -> dict[str, Any]:
    """A model's set fields by wire name."""
    return cast("Dumped", model).to_dict(mode="json")


def finish_class(found: type) -> None:
    """Nothing: the annotations of these classes are resolved whenever they are looked at."""


class FileMarker:
    """Marks where a request takes a file or a path."""
