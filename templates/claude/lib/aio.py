"""Options of an HTTP client in, one that sends through aiohttp out; aiohttp comes with the extra of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from .._runtime.transport import defaults

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
        super().__init__(**{**defaults(), **arguments})
