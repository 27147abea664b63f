"""The synchronous and the asynchronous client that generated classes build on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from .async_verbs import AsyncVerbs
from .base_client import BaseClient
from .drivers import drive, drive_async
from .paginator import AsyncPaginator
from .pool import DefaultAsyncHttpxClient, OwnedAsyncClient
from .raw import AsyncProxy, Proxy
from .senders import AsyncHTTPSender, AsyncMiddlewareSender, HTTPSender, MiddlewareSender
from .transport import DefaultHttpxClient, OwnedClient
from .verbs import SyncVerbs

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from .arguments import Arguments
    from .operation import Operation

__all__ = [
    "AsyncClient",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "SyncClient",
]


class SyncClient(BaseClient, SyncVerbs):
    """A client whose methods return when the response is there."""

    _asynchronous = False
    _http_kind = "Client"
    _owned = OwnedClient

    @property
    def with_raw_response(self) -> Any:
        """The same client, whose methods give the response they got."""
        return Proxy(self, "raw")

    @property
    def with_streaming_response(self) -> Any:
        """The same client, whose methods give a context manager of the unread response."""
        return Proxy(self, "stream")

    def close(self) -> None:
        """Close the connections, which copies of this client share."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _call(self, operation: Operation, arguments: Arguments) -> Any:
        return drive(self._policy(operation, arguments), self._sender)

    def _new_sender(self) -> Any:
        sender = HTTPSender(self._http, self._library)
        return MiddlewareSender(sender, self._middleware) if self._middleware else sender


class AsyncClient(BaseClient, AsyncVerbs):
    """A client whose methods are awaited."""

    _asynchronous = True
    _http_kind = "AsyncClient"
    _owned = OwnedAsyncClient

    @property
    def with_raw_response(self) -> Any:
        """The same client, whose methods give the response they got."""
        return AsyncProxy(self, "raw")

    @property
    def with_streaming_response(self) -> Any:
        """The same client, whose methods give a context manager of the unread response."""
        return AsyncProxy(self, "stream")

    async def close(self) -> None:
        """Close the connections, which copies of this client share."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    def _call(self, operation: Operation, arguments: Arguments) -> Any:
        if (operation.page or operation.listing) and arguments.mode is None:
            first: Any = partial(self._call_once, operation, arguments)
            return AsyncPaginator[Any, Any](first)
        return self._call_once(operation, arguments)

    async def _call_once(self, operation: Operation, arguments: Arguments) -> Any:
        return await drive_async(self._policy(operation, arguments), self._sender)

    def _new_sender(self) -> Any:
        sender = AsyncHTTPSender(self._http, self._library)
        return AsyncMiddlewareSender(sender, self._middleware) if self._middleware else sender
