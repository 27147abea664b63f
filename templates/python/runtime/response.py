"""An HTTP response in, what a caller of `with_raw_response` looks at out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, overload

from .declared_headers import declared_headers
from .decode import InvalidJSON, decoder
from .errors import APIResponseValidationError
from .failures import text_of
from .interruption import interruption
from .rate_limits import RateLimits

if TYPE_CHECKING:
    import datetime
    from types import TracebackType

    import httpx
    from typing_extensions import Self

    from .declared_headers import HeaderType
    from .settings import ResponseHeaders

T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)
_P = TypeVar("_P")
_NO_TYPES: Mapping[str, HeaderType] = {}


class BaseAPIResponse(Generic[R_co]):
    """What both kinds of response have that needs no I/O."""

    http_response: httpx.Response
    retries_taken: int
    """How often the request was sent again before this response came."""

    def __init__(
        self,
        response: httpx.Response,
        names: ResponseHeaders,
        parse: Callable[[httpx.Response], Any],
        *,
        streams: bool = False,
        retries_taken: int = 0,
        header_types: Mapping[str, HeaderType] = _NO_TYPES,
    ) -> None:
        """`parse` makes the result; where it `streams`, of a response that hasn't been read."""
        self.http_response = response
        self.retries_taken = retries_taken
        self._names = names
        self._parse = parse
        self._streams = streams
        self._header_types = header_types
        self._parsed: dict[Any, Any] = {}

    @property
    def headers(self) -> httpx.Headers:
        return self.http_response.headers

    @property
    def declared_headers(self) -> Any:
        """The headers that the API declares for this status, with their types; None if it has none."""
        return declared_headers(self._header_types, self.http_response)

    @property
    def status_code(self) -> int:
        return self.http_response.status_code

    @property
    def request_id(self) -> str | None:
        return self._header(self._names.request_id)

    @property
    def workspace_id(self) -> str | None:
        return self._header(self._names.workspace_id)

    @property
    def organization_id(self) -> str | None:
        return self._header(self._names.organization_id)

    @property
    def rate_limits(self) -> RateLimits:
        """The limits the server told of with this response."""
        return RateLimits.from_headers(self.headers, self._names.rate_limit_prefix)

    @property
    def http_request(self) -> httpx.Request:
        return self.http_response.request

    @property
    def method(self) -> str:
        return self.http_request.method

    @property
    def url(self) -> httpx.URL:
        """The URL the response came from, after redirects."""
        return self.http_response.url

    @property
    def http_version(self) -> str:
        return self.http_response.http_version

    @property
    def elapsed(self) -> datetime.timedelta:
        """From sending the request to the end of the response, which must have been read."""
        return self.http_response.elapsed

    @property
    def is_closed(self) -> bool:
        """Whether the connection is free again, be the body read or not."""
        return self.http_response.is_closed

    def then(self, change: Callable[[Any], Any]) -> Self:
        """This response, whose `parse()` gives what `change` makes of the result."""
        parse = self._parse

        def changed(response: httpx.Response) -> Any:
            return change(parse(response))

        self._parse = changed
        return self

    def reading(self, response: httpx.Response) -> Self:
        """What this is of its response, of another one."""
        return type(self)(
            response,
            self._names,
            self._parse,
            streams=self._streams,
            retries_taken=self.retries_taken,
            header_types=self._header_types,
        )

    def __repr__(self) -> str:
        kind = self.headers.get("content-type")
        return f"<{type(self).__name__} [{self.status_code} {self.http_response.reason_phrase}] type={kind}>"

    def _header(self, name: str | None) -> str | None:
        return self.headers.get(name) if name else None

    def _needs_body(self, to: Any) -> bool:
        return not (to is None and self._streams)

    def _parse_once(self, to: Any) -> Any:
        """Parsing twice gives the same object; a type that can't be a key is parsed each time."""
        key = to if isinstance(to, type) or to is None else repr(to)
        if key not in self._parsed:
            self._parsed[key] = self._parse(self.http_response) if to is None else self._as(to)
        return self._parsed[key]

    def _as(self, to: Any) -> Any:
        if to in type(self.http_response).__mro__[:-1]:
            return self.http_response
        try:
            return decoder(to)(self.http_response.content)
        except InvalidJSON as exc:
            text = text_of(self.http_response)
            raise APIResponseValidationError(
                self.http_response, text, message=f"The response is not JSON: {exc}"
            ) from exc

    def _raise(self, exc: Exception) -> NoReturn:
        error = interruption(exc, self.http_response, self.request_id)
        raise exc if error is None else error from exc


class APIResponse(BaseAPIResponse[R_co]):
    """A response as it came, with its result for the asking."""

    @overload
    def parse(self, *, to: type[_P]) -> _P: ...
    @overload
    def parse(self) -> R_co: ...
    def parse(self, *, to: type[Any] | None = None) -> Any:
        """What the method itself would have returned, or the body as another type."""
        if self._needs_body(to):
            self.read()
        return self._parse_once(to)

    def read(self) -> bytes:
        """The whole body."""
        try:
            return self.http_response.read()
        except Exception as exc:
            self._raise(exc)

    def text(self) -> str:
        self.read()
        return text_of(self.http_response)

    def json(self) -> Any:
        self.read()
        return self._as("json")

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body, decompressed, as it comes; with `chunk_size`, in parts of that size."""
        return self._guarded(self.http_response.iter_bytes(chunk_size))

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        return self._guarded(self.http_response.iter_text(chunk_size))

    def iter_lines(self) -> Iterator[str]:
        return self._guarded(self.http_response.iter_lines())

    def close(self) -> None:
        """Free the connection; what hasn't been read by then is gone."""
        self.http_response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _guarded(self, parts: Iterator[T]) -> Iterator[T]:
        try:
            yield from parts
        except Exception as exc:
            self._raise(exc)


class AsyncAPIResponse(BaseAPIResponse[R_co]):
    """A response as it came, with its result for the asking."""

    @overload
    async def parse(self, *, to: type[_P]) -> _P: ...
    @overload
    async def parse(self) -> R_co: ...
    async def parse(self, *, to: type[Any] | None = None) -> Any:
        """What the method itself would have returned, or the body as another type."""
        if self._needs_body(to):
            await self.read()
        return self._parse_once(to)

    async def read(self) -> bytes:
        """The whole body."""
        try:
            return await self.http_response.aread()
        except Exception as exc:
            self._raise(exc)

    async def text(self) -> str:
        await self.read()
        return text_of(self.http_response)

    async def json(self) -> Any:
        await self.read()
        return self._as("json")

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body, decompressed, as it comes; with `chunk_size`, in parts of that size."""
        return self._guarded(self.http_response.aiter_bytes(chunk_size))

    def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        return self._guarded(self.http_response.aiter_text(chunk_size))

    def iter_lines(self) -> AsyncIterator[str]:
        return self._guarded(self.http_response.aiter_lines())

    async def close(self) -> None:
        """Free the connection; what hasn't been read by then is gone."""
        await self.http_response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def _guarded(self, parts: AsyncIterator[T]) -> AsyncIterator[T]:
        try:
            async for part in parts:
                yield part
        except Exception as exc:
            self._raise(exc)
