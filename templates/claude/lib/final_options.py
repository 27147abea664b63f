"""A call in, what a `request` method is handed of it out; and the call again, from what that hands on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_origin
from urllib.parse import urlencode

from .._runtime.decode import type_of
from .._runtime.paths import expand_path
from .._runtime.redact import Secrets
from .._runtime.sentinels import NotGiven, given, not_given
from .._runtime.streams import AsyncStream, Stream

if TYPE_CHECKING:
    from .._runtime.arguments import Arguments
    from .._runtime.operation import Operation

T = TypeVar("T")


@dataclass(frozen=True)
class FinalRequestOptions:
    """What is sent, and how. Watchers read it; to send something else, make a call of your own."""

    method: str
    url: str
    params: Mapping[str, object] | None = field(default=None, repr=False)
    headers: Mapping[str, Any] | None = field(default=None, repr=False)
    max_retries: int | NotGiven = not_given
    timeout: Any = not_given
    files: Any = None
    idempotency_key: str | None = None
    follow_redirects: bool | None = None
    json_data: Any = None
    extra_json: Mapping[str, object] | None = None
    call: tuple[Operation, Arguments] | None = None
    """The call of a method that this is made of."""


class RewritableStream(Stream[T]):
    """A stream whose subclasses may say, in `__stream__`, what comes out of it."""

    _before: Iterator[T]

    def __stream__(self) -> Iterator[T]:
        return self._before


class AsyncRewritableStream(AsyncStream[T]):
    """The same for asynchronous clients."""

    _before: AsyncIterator[T]

    def __stream__(self) -> AsyncIterator[T]:
        return self._before


def watched(client: Any, operation: Operation, arguments: Arguments) -> Any:
    """What the `request` that is on a client now makes of a call."""
    body = None if arguments.body is not_given else arguments.body
    query = urlencode(operation.constant_query)
    cast_to = type_of(operation.result) if arguments.cast_to is not_given else arguments.cast_to
    options = FinalRequestOptions(
        method=operation.method.lower(),
        url=expand_path(operation.path, arguments.path) + (f"?{query}" if query else ""),
        params={**arguments.query, **(arguments.extra_query or {})},
        headers={**arguments.headers, **(arguments.extra_headers or {})},
        max_retries=not_given if arguments.max_retries is None else arguments.max_retries,
        timeout=arguments.timeout,
        files=arguments.files,
        idempotency_key=arguments.idempotency_key,
        follow_redirects=arguments.follow_redirects,
        json_data=body,
        extra_json=cast("Mapping[str, object] | None", arguments.extra_body),
        call=(operation, arguments),
    )
    kind = AsyncRewritableStream if client._asynchronous else RewritableStream
    stream = arguments.stream and operation.stream_kind == "sse"
    return client.request(cast_to, options, stream=stream, stream_cls=kind if stream else None)


def call_of(
    client: Any, cast_to: Any, options: FinalRequestOptions, stream: bool, stream_cls: Any
) -> tuple[Operation, Arguments]:
    """The call that options were made of, else one of a raw verb."""
    if options.call is not None:
        return options.call
    further: dict[str, Any] = {
        "headers": options.headers,
        "params": options.params,
        "max_retries": options.max_retries,
        "idempotency_key": options.idempotency_key,
        "follow_redirects": options.follow_redirects,
        "extra_json": options.extra_json,
    }
    # No variable of these frames shows a credential.
    further = Secrets({name: each for name, each in given(further).items() if each is not None})
    found: tuple[Operation, Arguments] = client._described(
        options.method.upper(),
        options.url,
        cast_to,
        Secrets({**further, **given({"timeout": options.timeout})}),
        body=options.json_data,
        files=options.files,
        stream=stream,
        stream_cls=stream_cls,
    )
    return found


def list_of(
    client: Any, path: str, model: Any, page: Any, body: object, options: Any, method: str
) -> tuple[Operation, Arguments]:
    """A list as a call."""
    name = page.__name__.partition("[")[0].removeprefix("Async").removeprefix("Sync")
    found = client._described(method.upper(), path, not_given, options or {}, body=body)
    return _paged(found[0], model, name), found[1]


@lru_cache(maxsize=128)
def _paged(operation: Operation, model: Any, page: str) -> Operation:
    return replace(operation, result=model, page=page)


def restreamed(found: Any, stream_cls: Any) -> Any:
    """A stream as one of the class that a watcher has made of ours; everything else as it is."""
    cls = get_origin(stream_cls) or stream_cls
    kinds = (RewritableStream, AsyncRewritableStream)
    if isinstance(cls, type) and issubclass(cls, kinds) and _is_stream(found):
        found.__class__ = cls
        found._before = found._items
        found._items = found.__stream__()
    return found


def _is_stream(found: object) -> bool:
    return isinstance(found, (Stream, AsyncStream))
