"""What a method of the client gave in, read to its end, and as JSON has it, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claude_client import APIStatusError
from claude_client._runtime.response import APIResponse, AsyncAPIResponse


@dataclass
class Heard:
    """A result, or the items of one, and the error it ended in."""

    data: Any = None
    error: APIStatusError | None = None


def hear(method: Any, positional: list[Any], keywords: dict[str, Any]) -> Heard:
    """Calls a method and reads all that it gives."""
    heard = Heard()
    try:
        _note(heard, method(*positional, **keywords))
    except APIStatusError as error:
        heard.error = error
    return heard


async def hear_async(method: Any, positional: list[Any], keywords: dict[str, Any]) -> Heard:
    """Awaits what a method gives and reads all of it."""
    heard = Heard()
    try:
        given = method(*positional, **keywords)
        # A list can be awaited for its first page, or iterated as it is.
        await _note_async(heard, given if hasattr(given, "__aiter__") else await given)
    except APIStatusError as error:
        heard.error = error
    return heard


def _note(heard: Heard, result: Any) -> None:
    if isinstance(result, APIResponse):
        heard.data = result.read()
    elif hasattr(result, "iter_pages") or hasattr(result, "__next__"):
        heard.data = []
        for item in result:
            heard.data.append(plain(item))
    else:
        heard.data = plain(result)


async def _note_async(heard: Heard, result: Any) -> None:
    if isinstance(result, AsyncAPIResponse):
        heard.data = await result.read()
    elif hasattr(result, "__aiter__"):
        # A list that is iterated without being awaited is asked for only now, and may be refused.
        async for item in result:
            heard.data = [*(heard.data or ()), plain(item)]
        heard.data = heard.data or []
    else:
        heard.data = plain(result)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.to_dict(mode="json") if hasattr(value, "to_dict") else value
