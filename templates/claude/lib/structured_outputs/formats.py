"""What `output_format` takes in, the format of a request and the reader of its answer out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from pydantic import BaseModel, TypeAdapter
from pydantic.errors import PydanticInvalidForJsonSchema, PydanticSchemaGenerationError
from pydantic_core import from_json

from ..._runtime.errors import ClientError
from ..._runtime.sentinels import NotGiven, Omit
from .schemas import transform_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    FormatParam: TypeAlias = Mapping[str, Any]
"""A JSON schema, or a format as `output_config` has it."""

ConfigT = TypeVar("ConfigT")
_WHOLE = "json_schema"


class OutputFormat(NamedTuple):
    """A format that an answer has to have."""

    param: Mapping[str, Any]
    """As the API takes it."""
    read: Callable[[str], Any]
    """The text of an answer, read; what doesn't fit raises a `ValueError`."""


def format_of(output_format: Any) -> OutputFormat | None:
    """The format that is meant by a type, a JSON schema or a format of the API; None by nothing.

        Order                                          the type's schema; its values are read
        {"type": "object", "properties": ...}          that schema; JSON is read
        {"type": "json_schema", "schema": ...}         sent as it is; JSON is read

    Raises:
        TypeError: it is a type that has no JSON schema.
    """
    if output_format is None or isinstance(output_format, (Omit, NotGiven)):
        return None
    if isinstance(output_format, Mapping):
        given = cast("Mapping[str, Any]", output_format)
        return OutputFormat(given if given.get("type") == _WHOLE else _of(given), from_json)
    try:
        hash(output_format)
    except TypeError:
        return _make(output_format)
    return _made(output_format)


def with_format(output_config: ConfigT, output_format: Any) -> ConfigT:
    """The `output_config` of a request, with a format laid into it.

    Raises:
        ClientError: both say a format.
    """
    found = format_of(output_format)
    if found is None:
        return output_config
    if isinstance(output_config, (Omit, NotGiven)) or output_config is None:
        return cast("ConfigT", {"format": found.param})
    config = cast("Mapping[str, Any]", output_config)
    if config.get("format") is not None:
        raise ClientError("`output_format` and `output_config['format']` say the same: give one")
    return cast("ConfigT", {**config, "format": found.param})


def _of(schema: type[BaseModel] | Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": _WHOLE, "schema": transform_schema(schema)}


def _make(output_format: Any) -> OutputFormat:
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(output_format)
        return OutputFormat(_of(adapter.json_schema()), adapter.validate_json)
    except (PydanticSchemaGenerationError, PydanticInvalidForJsonSchema) as error:
        raise TypeError(
            f"`output_format` takes a type that pydantic has a JSON schema for, or a schema: {error}"
        ) from error


# A program asks for few types, however often. Their formats are made once and shared.
_made = lru_cache(maxsize=256)(_make)
