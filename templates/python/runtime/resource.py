"""Base classes of resources: the way from a generated method to the call path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .annotations import explain_names
from .arguments import Arguments
from .locations import placed
from .mounting import mounted
from .raw import AsyncProxy, Proxy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping
    from typing import TypeAlias

    from typing_extensions import Self

    from .arguments import Mode
    from .mounting import Mount
    from .operation import Operation
    from .options import Body, Headers, Query, Timeout
    from .sentinels import NotGiven, Omit

    Options: TypeAlias = tuple[
        Headers | None, Query | None, Body | None, float | Timeout | NotGiven | None
    ]

ResultT = TypeVar("ResultT")


class _Resource:
    """A group of operations of one client."""

    _mode: Mode = None
    _proxy: type[Proxy]

    def __init__(self, client: Any, mount: Mount | None = None) -> None:
        self._client = client
        self._mount = mount
        self._proxies: dict[Mode, Proxy] = {}

    def _in_mode(self, mode: Mode) -> Self:
        """The same resource with its methods giving responses."""
        other = type(self)(self._client, self._mount)
        other._mode = mode
        return other

    # What a call gives is what the generated method says that it gives.
    def _call(
        self,
        operation: Operation,
        values: Mapping[str, object],
        options: Options,
        *,
        stream: bool | Omit = False,
    ) -> ResultT:  # type: ignore[type-var]  # pyright: ignore[reportInvalidTypeVarUse]
        """Make a call; asynchronous clients give what has to be awaited.

        Args:
            operation: What is called.
            values: The method's arguments by their names.
            options: What every method takes: further headers, query and body, and a timeout.
            stream: Whether the result is wanted item by item.
        """
        if operation.deprecation is not None:
            _warn(operation.deprecation)
        for argument, type_ in operation.ends.items():
            day = _end_of(values.get(argument), self._client._settings.ends[type_])
            if day:
                _warn(
                    f"`{values[argument]}` is deprecated as `{argument}`: its end of life is {day}"
                )
        if self._mount is not None:
            operation = mounted(operation, self._mount)
        if operation.bodies:
            from .bodies import chosen

            operation, values = chosen(operation, values)
        path, query, headers, body = placed(operation, values)
        extra_headers, extra_query, extra_body, timeout = options
        arguments = Arguments(
            path=path,
            query=query,
            headers=headers,
            body=body,
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            stream=stream,
            mode=self._mode,
        )
        result: ResultT = self._client._call(operation, arguments)
        return result

    # Each resource states its own types, which a checker takes for attributes only.
    if TYPE_CHECKING:
        with_raw_response: Any
        with_streaming_response: Any
    else:

        @property
        def with_raw_response(self) -> Any:
            """The same methods, giving the response they got, read, with its result for the asking."""
            return self._responding("raw")

        @property
        def with_streaming_response(self) -> Any:
            """The same methods, giving a context manager of the response, unread."""
            return self._responding("stream")

    def _responding(self, mode: Mode) -> Proxy:
        # Always the same object, so that a test can put another method on it.
        if mode not in self._proxies:
            self._proxies[mode] = self._proxy(self, mode)
        return self._proxies[mode]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"


def _end_of(value: object, ends: Mapping[str, str]) -> str | None:
    return ends.get(value) if isinstance(value, str) else None


def _warn(text: str) -> None:
    from .warned import warn

    warn(text)


class SyncResource(_Resource):
    """A resource of a synchronous client."""

    _proxy = Proxy

    if TYPE_CHECKING:

        def _call_none(
            self, operation: Operation, values: Mapping[str, object], options: Options
        ) -> None:
            """Make a call that gives nothing; but for a response, where that is asked for."""

    else:
        _call_none = _Resource._call


class AsyncResource(_Resource):
    """A resource of an asynchronous client."""

    _proxy = AsyncProxy

    def __init_subclass__(cls) -> None:
        # The last class of its module.
        super().__init_subclass__()
        explain_names(cls.__module__)

    if TYPE_CHECKING:

        def _call_none(
            self, operation: Operation, values: Mapping[str, object], options: Options
        ) -> Awaitable[None]:
            """Make a call that gives nothing; but for a response, where that is asked for."""
            ...

    else:
        _call_none = _Resource._call
