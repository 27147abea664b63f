"""Functions in, the same with what a server answers them out; and what several uses have in common."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

from anthropic import AnthropicError

from differential.capturing import Reply
from helpers.saying import events_of, lines_of

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])

ASKED: dict[str, Any] = {
    "model": "claude-opus-4-8",
    "max_tokens": 64,
    "messages": [{"role": "user", "content": "Go"}],
}


def use(*replies: Reply | Mapping[str, Any]) -> Callable[[FunctionT], FunctionT]:
    """A use, and what is answered to it; what is no reply is a body in JSON."""

    def with_replies(function: FunctionT) -> FunctionT:
        found = [each if isinstance(each, Reply) else Reply.of(each) for each in replies]
        vars(function)["replies"] = found
        return function

    return with_replies


def streamed(message: Mapping[str, Any], most: int | None = None) -> Reply:
    """A message as a stream, or the beginning of it."""
    return Reply(lines_of(events_of(message)[:most]), "text/event-stream")


def refused(status: int, kind: str = "api_error", **headers: str) -> Reply:
    """An error of the API."""
    body = {"type": "error", "error": {"type": kind, "message": "No."}, "request_id": "req_1"}
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(json.dumps(body).encode(), status=status, headers=named)


def tried(function: Callable[[], Any]) -> Any:
    """What it gives, or the class of what it raises."""
    try:
        return function()
    except Exception as error:
        return named(error)


async def tried_later(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """The same of a coroutine."""
    try:
        return await coroutine
    except Exception as error:
        return named(error)


def named(error: Exception) -> str:
    """The class of an exception; the base of all has a name of its own here, for any API."""
    return "AnthropicError" if type(error) is AnthropicError else type(error).__name__


def later(function: Callable[[], Coroutine[Any, Any, Any]]) -> Callable[[], Any]:
    """A coroutine function as a use."""

    def run() -> Any:
        return asyncio.run(function())

    run.__name__ = function.__name__
    return run


def plain(value: Any) -> Any:
    """A model, or what holds some, as JSON."""
    if hasattr(value, "to_dict"):
        return value.to_dict(mode="json")
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value
