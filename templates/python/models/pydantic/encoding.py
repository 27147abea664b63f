"""A model among what a call sends in, its properties out, without loading pydantic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


def is_model(value: object) -> bool:
    """Whether a value is a model, ours or a user's; told by its shape."""
    return hasattr(value, "__pydantic_fields_set__") and not isinstance(value, type)


def set_fields(model: Any) -> dict[str, Any]:
    """A model's set fields by wire name; unknown fields that a response brought are set as well."""
    try:
        return cast(
            "dict[str, Any]",
            model.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False),
        )
    except ValueError:
        # Something inside has no JSON form of pydantic's, such as a file: ours may have one.
        return cast(
            "dict[str, Any]", model.model_dump(by_alias=True, exclude_unset=True, warnings=False)
        )


class FileMarker:
    """Lets requests be members of a user's pydantic models: a file or a path passes unaltered."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        # Whoever asks has it loaded; this module must not make others wait for it.
        from pydantic_core.core_schema import no_info_plain_validator_function

        return no_info_plain_validator_function(_file_or_path)


def _file_or_path(value: Any) -> Any:
    if not any(hasattr(value, name) for name in ("read", "__fspath__")):
        raise ValueError("an open file or a path is expected")
    return value
