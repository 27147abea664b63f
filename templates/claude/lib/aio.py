"""Options of an HTTP client in, one that sends through aiohttp out; aiohttp comes with the extra of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from .._runtime.redact import hidden
from .._runtime.sizes import bound
from .._runtime.transport import ask_for_encodings, defaults

if TYPE_CHECKING:
    _Base = httpx.AsyncClient
else:
    try:
        from httpx_aiohttp import HttpxAiohttpClient as _Base
    except ImportError:
        _Base = httpx.AsyncClient

_IS_INSTALLED = _Base is not httpx.AsyncClient


class DefaultAioHttpClient(_Base):
    """An HTTP client for asynchronous clients: `AsyncAnthropic(http_client=DefaultAioHttpClient())`.

    Takes what `httpx.AsyncClient` takes, with the defaults of this client's own.

    Raises:
        RuntimeError: aiohttp is not installed.
    """

    def __init__(self, **arguments: Any) -> None:
        if not _IS_INSTALLED:
            raise RuntimeError("`DefaultAioHttpClient` needs `pip install claude-client[aiohttp]`")
        arguments = hidden(arguments)
        hooks: dict[str, list[Any]] = arguments.get("event_hooks") or {}
        arguments["event_hooks"] = {**hooks, "response": [_bounded, *hooks.get("response", ())]}
        super().__init__(**{**defaults(), **arguments})
        ask_for_encodings(self, arguments)


async def _bounded(response: httpx.Response) -> None:
    """What this client's own transport does with a response before anything of it is read."""
    bound(response, response.request)
