"""Calls in, one method `request` out that programs may replace: all calls then go through theirs.

What watches a client puts a method of its own in the place of `request`, on a class or on an
object, and calls the one that was there. As long as nobody has, no call comes by here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.redact import hidden

if TYPE_CHECKING:
    from typing_extensions import Self

    from .._runtime.arguments import Arguments
    from .._runtime.base_client import BaseClient
    from .._runtime.client import AsyncClient, SyncClient
    from .._runtime.operation import Operation
    from .._runtime.options import RequestOptions
    from .final_options import FinalRequestOptions
else:
    # These stand before them in the bases of the clients.
    AsyncClient = BaseClient = SyncClient = object


class _Requests(BaseClient):
    """What both kinds of client have in common."""

    request: Any
    _own_request: Any

    @property
    def auth_headers(self) -> dict[str, str]:
        """The headers that credentials are sent in."""
        from .._runtime.headers import HeaderSet

        headers = HeaderSet()
        headers.lay(self._base.credentials.proof(None, headers).headers)
        return headers.values

    @property
    def user_agent(self) -> str:
        """What the client calls itself."""
        return self.default_headers["user-agent"]

    @property
    def _client(self) -> Any:
        """The HTTP client, by the name that programs reach for."""
        return self._http

    @_client.setter
    def _client(self, http: Any) -> None:
        self._use(http)

    @property
    def _is_watched(self) -> bool:
        """Whether there is another `request` in the place of ours."""
        return type(self).request is not type(self)._own_request or "request" in self.__dict__

    def _clone(self) -> Self:
        other = super()._clone()
        # What was put on one object stays there.
        other.__dict__.pop("request", None)
        return other


class Requests(_Requests, SyncClient):
    """A synchronous client whose calls go through `request` where somebody watches."""

    def request(
        self,
        cast_to: Any,
        options: FinalRequestOptions,
        *,
        stream: bool = False,
        stream_cls: Any = None,
    ) -> Any:
        """Sends a request; what all methods come to.

        Args:
            cast_to: What the response is made into.
            options: What is sent, and how.
            stream: Whether the response is a stream of events.
            stream_cls: The kind of stream.
        """
        from .final_options import call_of, restreamed

        found = super()._call(*call_of(self, cast_to, options, stream, stream_cls))
        return restreamed(found, stream_cls)

    _own_request = request

    def get_api_list(
        self,
        path: str,
        *,
        model: Any,
        page: Any,
        body: object = None,
        options: RequestOptions | None = None,
        method: str = "get",
    ) -> Any:
        """The first page of a list that has no method yet.

        Args:
            path: Where the list is.
            model: The type of an item.
            page: The class of a page, one of those in `pagination`.
            body: What is sent, if anything is.
            options: What the raw verbs take.
            method: The HTTP method.
        """
        from .final_options import list_of

        options = hidden(options)
        return self._call(*list_of(self, path, model, page, body, options, method))

    def _call(self, operation: Operation, arguments: Arguments) -> Any:
        if not self._is_watched:
            return super()._call(operation, arguments)
        from .final_options import watched

        return watched(self, operation, arguments)


class AsyncRequests(_Requests, AsyncClient):
    """An asynchronous client whose calls go through `request` where somebody watches."""

    async def request(
        self,
        cast_to: Any,
        options: FinalRequestOptions,
        *,
        stream: bool = False,
        stream_cls: Any = None,
    ) -> Any:
        """Sends a request; what all methods come to.

        Args:
            cast_to: What the response is made into.
            options: What is sent, and how.
            stream: Whether the response is a stream of events.
            stream_cls: The kind of stream.
        """
        from .final_options import call_of, restreamed

        found = await super()._call_once(*call_of(self, cast_to, options, stream, stream_cls))
        return restreamed(found, stream_cls)

    _own_request = request

    def get_api_list(
        self,
        path: str,
        *,
        model: Any,
        page: Any,
        body: object = None,
        options: RequestOptions | None = None,
        method: str = "get",
    ) -> Any:
        """A list that has no method yet: awaited, its first page; iterated over, its items.

        Args:
            path: Where the list is.
            model: The type of an item.
            page: The class of a page, one of those in `pagination`.
            body: What is sent, if anything is.
            options: What the raw verbs take.
            method: The HTTP method.
        """
        from .final_options import list_of

        options = hidden(options)
        return self._call(*list_of(self, path, model, page, body, options, method))

    def _call_once(self, operation: Operation, arguments: Arguments) -> Any:
        if not self._is_watched:
            return super()._call_once(operation, arguments)
        from .final_options import watched

        return watched(self, operation, arguments)
