"""A resource or a client in, the same with methods that give responses out; and how those are typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType
    from typing import ParamSpec, Protocol, overload

    from .downloads import (
        AsyncBinaryAPIResponse,
        AsyncStreamedBinaryAPIResponse,
        BinaryAPIResponse,
        StreamedBinaryAPIResponse,
    )
    from .response import APIResponse, AsyncAPIResponse

    P = ParamSpec("P")

    class _Closes(Protocol):
        def close(self) -> None: ...

    class _ClosesLater(Protocol):
        async def close(self) -> None: ...


R = TypeVar("R")
H_co = TypeVar("H_co", covariant=True)
ResponseT = TypeVar("ResponseT", bound="_Closes")
AsyncResponseT = TypeVar("AsyncResponseT", bound="_ClosesLater")


class ResponseContextManager(Generic[ResponseT]):
    """Makes the request on entering, frees the connection on leaving."""

    def __init__(self, request: Callable[[], ResponseT]) -> None:
        self._request = request
        self._response: ResponseT | None = None

    def __enter__(self) -> ResponseT:
        self._response = self._request()
        return self._response

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._response is not None:
            self._response.close()


class AsyncResponseContextManager(Generic[AsyncResponseT]):
    """The same for asynchronous clients."""

    def __init__(self, request: Callable[[], Awaitable[AsyncResponseT]]) -> None:
        self._request = request
        self._response: AsyncResponseT | None = None

    async def __aenter__(self) -> AsyncResponseT:
        self._response = await self._request()
        return self._response

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._response is not None:
            await self._response.close()


class Proxy:
    """Stands for a resource or a client, all of whose methods give responses."""

    _manager: Any = ResponseContextManager

    def __init__(self, target: Any, mode: Any) -> None:
        self._target = target._in_mode(mode)
        self._mode = mode

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        if hasattr(found, "_in_mode"):
            return type(self)(found, self._mode)
        if not callable(found) or self._mode != "stream":
            return found

        def streamed(*args: Any, **kwargs: Any) -> Any:
            return self._manager(partial(found, *args, **kwargs))

        return streamed

    def __dir__(self) -> list[str]:
        return dir(self._target)

    def __repr__(self) -> str:
        return f"<{self._mode} responses of {self._target!r}>"


class AsyncProxy(Proxy):
    """The same for asynchronous clients."""

    _manager = AsyncResponseContextManager


if TYPE_CHECKING:
    # What these say of a method is true of the same method on a proxy; no call is ever made.

    class Declared(Generic[H_co]):
        """What the headers of a method's answers are."""

    class DeclaredAPIResponse(APIResponse[R], Generic[R, H_co]):
        @property
        def declared_headers(self) -> H_co: ...

    class AsyncDeclaredAPIResponse(AsyncAPIResponse[R], Generic[R, H_co]):
        @property
        def declared_headers(self) -> H_co: ...

    @overload
    def to_raw_response(
        method: Callable[P, R], headers: Declared[H_co]
    ) -> Callable[P, DeclaredAPIResponse[R, H_co]]: ...
    @overload
    def to_raw_response(method: Callable[P, R]) -> Callable[P, APIResponse[R]]: ...
    def to_raw_response(method: Any, headers: Any = None) -> Any: ...

    @overload
    def async_to_raw_response(
        method: Callable[P, Awaitable[R]], headers: Declared[H_co]
    ) -> Callable[P, Awaitable[AsyncDeclaredAPIResponse[R, H_co]]]: ...
    @overload
    def async_to_raw_response(
        method: Callable[P, Awaitable[R]],
    ) -> Callable[P, Awaitable[AsyncAPIResponse[R]]]: ...
    def async_to_raw_response(method: Any, headers: Any = None) -> Any: ...

    @overload
    def to_streamed_response(
        method: Callable[P, R], headers: Declared[H_co]
    ) -> Callable[P, ResponseContextManager[DeclaredAPIResponse[R, H_co]]]: ...
    @overload
    def to_streamed_response(
        method: Callable[P, R],
    ) -> Callable[P, ResponseContextManager[APIResponse[R]]]: ...
    def to_streamed_response(method: Any, headers: Any = None) -> Any: ...

    @overload
    def async_to_streamed_response(
        method: Callable[P, Awaitable[R]], headers: Declared[H_co]
    ) -> Callable[P, AsyncResponseContextManager[AsyncDeclaredAPIResponse[R, H_co]]]: ...
    @overload
    def async_to_streamed_response(
        method: Callable[P, Awaitable[R]],
    ) -> Callable[P, AsyncResponseContextManager[AsyncAPIResponse[R]]]: ...
    def async_to_streamed_response(method: Any, headers: Any = None) -> Any: ...

    def to_raw_binary_response(method: Callable[P, Any]) -> Callable[P, BinaryAPIResponse]: ...

    def async_to_raw_binary_response(
        method: Callable[P, Any],
    ) -> Callable[P, Awaitable[AsyncBinaryAPIResponse]]: ...

    def to_streamed_binary_response(
        method: Callable[P, Any],
    ) -> Callable[P, ResponseContextManager[StreamedBinaryAPIResponse]]: ...

    def async_to_streamed_binary_response(
        method: Callable[P, Any],
    ) -> Callable[P, AsyncResponseContextManager[AsyncStreamedBinaryAPIResponse]]: ...
