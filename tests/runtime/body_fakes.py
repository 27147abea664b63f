"""HTTP responses whose bodies are lists of chunks, an exception among them where one is wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import httpx

from runtime.settings import ResponseHeaders, Settings, StreamEvents

NAMES = ResponseHeaders(
    request_id="request-id",
    organization_id="organization-id",
    workspace_id="workspace-id",
    rate_limit_prefix="ratelimit-",
)
SETTINGS = Settings(
    package="pkg",
    version="1",
    title="Test",
    base_url="https://api.test",
    response_headers=NAMES,
    errors={"overloaded_error": 529, "rate_limit_error": 429},
    stream_events=StreamEvents(ignore=("ping",), error="error"),
)
REQUEST = httpx.Request("POST", "https://api.test/v1/things")


def chunked(library: Any, chunks: Sequence[bytes | Exception], log: list[str]) -> Any:
    """A body of the library's own kind: logs each chunk that is asked for, and being closed."""

    class Body(library.SyncByteStream, library.AsyncByteStream):  # type: ignore[misc]
        def __iter__(self) -> Iterator[bytes]:
            for number, chunk in enumerate(chunks):
                log.append(f"chunk {number}")
                if isinstance(chunk, Exception):
                    raise chunk
                yield chunk

        async def __aiter__(self) -> AsyncIterator[bytes]:
            for chunk in self:
                yield chunk

        def close(self) -> None:
            log.append("closed")

        async def aclose(self) -> None:
            log.append("closed")

    return Body()


def response(
    *chunks: bytes | Exception, library: Any = httpx, log: list[str] | None = None, **headers: str
) -> Any:
    """A response of httpx, or of a library like it, that has not been read."""
    given = {"request-id": "req_1", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return library.Response(
        200,
        headers=given,
        stream=chunked(library, chunks, [] if log is None else log),
        request=library.Request("POST", "https://api.test/v1/things"),
    )
