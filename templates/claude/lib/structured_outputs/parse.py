"""What `messages.create` gives in, the same with its text read as a type out, in every mode."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ..._runtime.response import BaseAPIResponse
from .formats import format_of
from .messages import parsed_message

if TYPE_CHECKING:
    from collections.abc import Awaitable


def parsed(result: Any, output_format: Any) -> Any:
    """The message, or the response that gives it for the asking, with its text read."""
    found = format_of(output_format)
    read = partial(parsed_message, read=found.read if found else None)
    given: object = result
    return result.then(read) if isinstance(given, BaseAPIResponse) else read(result)


async def parsed_later(result: Awaitable[Any], output_format: Any) -> Any:
    """The same of a result that is still to come."""
    return parsed(await result, output_format)
