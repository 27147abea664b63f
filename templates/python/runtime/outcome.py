"""A good response and the call it answers in, what the caller gets out: a model, a page, a stream."""

from __future__ import annotations

import re
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .answers import media_type, promised
from .decode import InvalidJSON, decoder, resolve
from .downloads import (
    AsyncBinaryAPIResponse,
    AsyncStreamedBinaryAPIResponse,
    BinaryAPIResponse,
    StreamedBinaryAPIResponse,
)
from .errors import APIResponseValidationError
from .failures import no_stream, text_of
from .response import APIResponse, AsyncAPIResponse
from .response_info import ResponseInfo, attach
from .sentinels import NotGiven
from .streams import AsyncJSONLDecoder, AsyncStream, JSONLDecoder, Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from .arguments import Arguments
    from .declared_headers import HeaderType
    from .operation import Operation
    from .settings import Settings

_BINARY = ("bytes", "binary")
_NO_EVENTS = re.compile(r"text/html|application/xhtml\+xml|application/(.+\+)?json")


class Outcome:
    """What one call makes of its response."""

    __slots__ = ("_arguments", "_asynchronous", "_fetch", "_operation", "_settings")

    def __init__(
        self,
        settings: Settings,
        operation: Operation,
        arguments: Arguments,
        *,
        asynchronous: bool,
        fetch: Callable[[Operation, Arguments], Any],
    ) -> None:
        self._settings = settings
        self._operation = operation
        self._arguments = arguments
        self._asynchronous = asynchronous
        self._fetch = fetch

    @property
    def streams(self) -> bool:
        """Whether the result is made of a response that has not been read."""
        operation = self._operation
        if operation.stream_kind is None:
            return False
        # An operation whose only result is a stream needs no argument to say so.
        return self._arguments.stream or operation.result is None

    def check(self, response: httpx.Response) -> None:
        """Refuse what can't be the stream that was asked for: read as one, it would have no items.

        Raises:
            APIResponseValidationError: the response calls itself a page for people, or JSON.
        """
        of_events = self.streams and self._operation.stream_kind != "jsonl"
        if of_events and _NO_EVENTS.fullmatch(media_type(response)):
            raise no_stream(response)

    def wants_response(self, response: httpx.Response) -> bool:
        """Whether the caller gets the response itself rather than what is in it."""
        cast_to = self._arguments.cast_to
        binary = isinstance(cast_to, NotGiven) and self._promised(response) in _BINARY
        return self._arguments.mode is not None or binary or _is_response(cast_to)

    def finish(self, response: httpx.Response, retries_taken: int) -> Any:
        """What the method returns."""
        if self.wants_response(response):
            return self.wrap(response, retries_taken)
        return self.result(response)

    def wrap(self, response: httpx.Response, retries_taken: int) -> Any:
        """The response as callers of `with_raw_response` and middleware see it."""
        return self._response_class(response)(
            response,
            self._settings.response_headers,
            self.result,
            streams=self.streams,
            retries_taken=retries_taken,
            header_types=self._header_types(),
        )

    def _header_types(self) -> Mapping[str, HeaderType]:
        declared = self._operation.header_types
        return self._settings.header_types if declared is None else declared

    def result(self, response: httpx.Response) -> Any:
        """The decoded result, or the stream that decodes as it goes."""
        if self.streams:
            return self._stream(response)
        try:
            return self._decoded(response)
        except InvalidJSON as exc:
            raise APIResponseValidationError(
                response, text_of(response), message=f"The response is not JSON: {exc}"
            ) from exc

    def _decoded(self, response: httpx.Response) -> Any:
        operation, cast_to = self._operation, self._arguments.cast_to
        if not isinstance(cast_to, NotGiven):
            return self._cast(response, cast_to)
        if operation.page is not None:
            return self._page(response)
        reference = self._promised(response)
        if reference is None or response.status_code in (204, 205):
            return None
        if not response.content and not all(operation.answers.values()):
            return None  # some answer is declared to be empty, if not of this status
        if operation.listing is not None:
            return self._listing(operation.listing, response)
        if reference in _BINARY:
            return response.content
        if reference == "str":
            return text_of(response)
        return self._attached(decoder(reference)(response.content), response)

    def _promised(self, response: httpx.Response) -> str | None:
        """What the response is read as."""
        operation = self._operation
        return promised(operation, response) if operation.answers else operation.result

    def _cast(self, response: httpx.Response, cast_to: Any) -> Any:
        if cast_to is None or cast_to is type(None):
            return None
        if isinstance(cast_to, type):
            if isinstance(response, cast_to) and cast_to is not object:
                return response
            if issubclass(cast_to, bytes):
                return response.content
            if issubclass(cast_to, str):
                return text_of(response)
        return self._attached(decoder(cast_to)(response.content), response)

    def _attached(self, result: Any, response: httpx.Response) -> Any:
        names = self._settings.response_headers
        return attach(result, ResponseInfo(response.headers, names, response.status_code))

    def _page(self, response: httpx.Response) -> Any:
        pages = import_module(f"{__package__}.pages")
        prefix = "Async" if self._asynchronous else "Sync"
        kind = resolve(f".pagination:{prefix}{self._operation.page}")
        link = pages.Link(self._sent_query(), self._next)
        page = pages.make_page(kind, self._operation.result, response.content, link)
        return self._attached(page, response)

    def _listing(self, name: str, response: httpx.Response) -> Any:
        made = import_module(f"{__package__}.listings")
        cls = resolve(f".pagination:{'Async' if self._asynchronous else 'Sync'}{name}")
        repeat = partial(self._fetch, self._operation)
        return self._attached(made.make_listing(cls, response, self._arguments, repeat), response)

    def _sent_query(self) -> dict[str, object]:
        return {**self._arguments.query, **(self._arguments.extra_query or {})}

    def _next(self, changes: dict[str, object]) -> Any:
        """The same call for another page."""
        query = {**self._sent_query(), **changes}
        arguments = self._arguments.replace(query=query, extra_query=None, mode=None)
        return self._fetch(self._operation, arguments)

    def _stream(self, response: httpx.Response) -> Any:
        operation, settings = self._operation, self._settings
        item = operation.stream or self._arguments.cast_to
        if operation.stream_kind == "jsonl":
            lines: Any = AsyncJSONLDecoder if self._asynchronous else JSONLDecoder
            return lines(response, item, settings)
        events: Any = AsyncStream if self._asynchronous else Stream
        return events(response, item, settings, operation=operation.id, kind=operation.stream_kind)

    def _response_class(self, response: httpx.Response) -> Any:
        cast_to = self._arguments.cast_to
        if _is_response(cast_to):
            return cast_to
        if self._promised(response) not in _BINARY:
            return AsyncAPIResponse if self._asynchronous else APIResponse
        if self._arguments.mode == "stream":
            return (
                AsyncStreamedBinaryAPIResponse if self._asynchronous else StreamedBinaryAPIResponse
            )
        return AsyncBinaryAPIResponse if self._asynchronous else BinaryAPIResponse


def _is_response(cast_to: Any) -> bool:
    return isinstance(cast_to, type) and issubclass(cast_to, (APIResponse, AsyncAPIResponse))
